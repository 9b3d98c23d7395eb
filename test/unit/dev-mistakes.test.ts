import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runDevelopment } from '../../scripts/dev/development.ts';
import { requireWorkerd } from '../../scripts/dev/workerd.ts';
import { freePort } from '../support/free-port.ts';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let directory: string;
let listenersBefore: Set<unknown>;
beforeEach(async () => {
  listenersBefore = new Set(stopSignals.flatMap((signal) => process.listeners(signal)));
  directory = await mkdtemp(join(tmpdir(), 'mtchat-mistakes-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  // Each start listens for the signals that would stop it.
  for (const signal of stopSignals) {
    for (const listener of process.listeners(signal)) {
      if (!listenersBefore.has(listener)) process.off(signal, listener);
    }
  }
  await rm(directory, { recursive: true, force: true });
});

/** What `npm run dev` says when it is started with a mistake in its environment, and the code it ends with. */
async function start(environment: Record<string, string>) {
  const said: string[] = [];
  for (const method of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line) => said.push(String(line)));
  }
  const ports = {
    PORT: String(await freePort()),
    DB_GATEWAY_PORT: String(await freePort()),
    DEMO_PORT: String(await freePort()),
  };
  const defaults = { ...ports, DEMO: 'off', DATA_DIR: join(directory, 'data') };
  const project = { directory, wranglerConfig: 'wrangler.toml' };
  const code = await runDevelopment(project, { ...defaults, ...environment });
  expect(code).toBe(1);
  const text = said.join('\n');
  expect(text).not.toMatch(/^\s+at /m);
  return text;
}

describe('npm run dev says what to do about', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function takenPort(host: string): Promise<number> {
    const port = await freePort();
    await new Promise<void>((resolve) => {
      server = createServer().listen({ port, host, ipv6Only: host === '::1' }, resolve);
    });
    return port;
  }

  it('a port that another program has, with one that is free', async () => {
    const port = await takenPort('127.0.0.1');
    const said = await start({ PORT: String(port) });
    expect(said).toMatch(
      new RegExp(`Port ${port} is in use .*set PORT to another.*PORT=(?!${port})\\d+ npm run dev`),
    );
  });

  it('a port number that is none', async () => {
    expect(await start({ DEMO_PORT: '80x' })).toContain('DEMO_PORT must be a whole number from 1 to 65535');
  });

  it('a second start in the same directory', async () => {
    const data = join(directory, 'data');
    await start({ DATA_DIR: join(directory, 'data'), DATABASE_URL: 'postgres://u:p@127.0.0.1:1/db' });
    // Of a process that runs, whatever it is.
    await writeFile(join(data, 'dev.pid'), `${process.ppid}\n`);
    const said = await start({});
    expect(said).toContain(`already running here, as process ${process.ppid}: use that one, or stop it`);
    expect(said).toContain(`delete ${join(data, 'dev.pid')}`);
  });

  it.each([
    ['a value that is not one of those allowed', { CHAT_AUTH: 'none' }, 'expected one of "jwt"|"trusted"'],
    ['an address that is none', { S3_ENDPOINT: 'here' }, 'S3_ENDPOINT'],
    ['a number that is none', { NOTIFICATION_DELAY_SECS: 'soon' }, 'must be a whole number of seconds'],
  ])('%s', async (_, environment, words) => {
    const said = await start(environment);
    expect(said).toContain(words);
    expect(said).toContain('docs/configuration.md');
  });

  it('a misspelt setting, a forgotten key, and a file of settings that is not read', async () => {
    await writeFile(join(directory, '.dev.vars'), 'CHAT_AUTH=jwt\n');
    // Something that ends the start after the hints.
    const data = join(directory, 'file');
    await writeFile(data, '');
    const said = await start({ CHAT_AUTH: 'jwt', JWT_SECRT: 'x', ADMIN_TOKEN: 'y', DATA_DIR: data });
    expect(said).toContain('JWT_SECRT is no setting: do you mean JWT_SECRET?');
    expect(said).toContain('ADMIN_TOKEN is no setting: do you mean ADMIN_API_TOKEN?');
    expect(said).toContain('set JWT_SECRET, JWT_SECRETS or JWT_JWKS_URL');
    expect(said).toContain('.dev.vars is not read: give settings to the command');
    expect(said).toContain(`${data} cannot be a directory`);
  });

  it.each([
    ['no scheme', 'mtchat'],
    ['a bare # in the password', 'postgres://user:sec#ret@localhost/mtchat'],
    ['a bare % in the password', 'postgres://user:sec%ret@localhost/mtchat'],
  ])('a DATABASE_URL with %s, without quoting it', async (_, url) => {
    const said = await start({ DATABASE_URL: url });
    expect(said).toContain('DATABASE_URL is not a connection string like postgres://user:password@host');
    expect(said).toContain('%40 %3A %2F %23 %25');
    expect(said).not.toContain('ret@');
  });

  it('a Postgres that is not there', async () => {
    const said = await start({ DATABASE_URL: `postgres://user:secret@127.0.0.1:${await freePort()}/mtchat` });
    expect(said).toContain('nothing listens there: start Postgres, and check host and port in DATABASE_URL');
    expect(said).not.toContain('secret');
  });

  it('an embedded database that cannot be opened', async () => {
    const postgres = join(directory, 'data/postgres');
    await start({ DATABASE_URL: `postgres://user:secret@127.0.0.1:${await freePort()}/mtchat` });
    await writeFile(postgres, 'not a directory');
    expect(await start({})).toMatch(
      /embedded database in .*\/data\/postgres does not open .*Move that directory away/,
    );
  });

  it('a directory of its own that it cannot write to', async () => {
    await writeFile(join(directory, '.wrangler'), '');
    expect(await start({})).toMatch(/wrangler keeps files in .*\.wrangler, and cannot/);
  });
});

describe('where workerd does not start', () => {
  async function workerdThat(script: string): Promise<string> {
    const file = join(directory, 'workerd');
    await writeFile(file, script);
    await chmod(file, 0o755);
    return file;
  }

  it('a system without glibc is named', async () => {
    // As the loader of another system: the file is there, and what it asks for is not.
    const file = await workerdThat('#!/lib64/no-such-loader.so\n');
    expect(() => requireWorkerd(file)).toThrow(/no glibc.*Debian, Ubuntu/);
  });

  it('a C library that is too old is named', async () => {
    const file = await workerdThat('#!/bin/sh\necho "version \'GLIBC_2.35\' not found" >&2\nexit 1\n');
    expect(() => requireWorkerd(file)).toThrow(/too old \(version 'GLIBC_2.35' not found\).*Ubuntu 22.04/);
  });

  it('a disk from which nothing may be run is named', async () => {
    const file = await workerdThat('#!/bin/sh\n');
    await chmod(file, 0o644);
    expect(() => requireWorkerd(file)).toThrow(/noexec/);
  });

  it('any other reason is told as workerd tells it', async () => {
    const file = await workerdThat('#!/bin/sh\necho "out of luck" >&2\nexit 7\n');
    expect(() => requireWorkerd(file)).toThrow(/does not start: out of luck/);
  });

  it('and where it does, nothing is said', () => {
    expect(() => requireWorkerd()).not.toThrow();
  });
});
