import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import workerd from 'workerd';
import * as z from 'zod';
import { buildForProduction } from '../../scripts/deploy/bundle.ts';
import { endWithThisProcess } from './children.ts';
import { startListeningProcess } from './listening-process.ts';
import { type WorkerdOptions, workerdConfig } from './workerd-config.ts';

export const adminToken = 'bench-admin-token';
const projectDirectory = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The objects' storage lies in memory where the machine has a file system for that. On Cloudflare a write is sent to other
 * machines while the thread goes on; the workerd of this machine waits for the disk on the one thread that runs everything.
 */
const objectsParent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** MTChat Edge as it is deployed, on this machine. */
export interface Edge {
  url: string;
  gatewayUrl: string;
  /** The process of workerd, for its memory and its CPU time. */
  workerdPid: number;
  stop(): Promise<void>;
}

/** Builds the Worker once for all measurements; gives the script's text. */
export async function buildWorker(directory: string): Promise<string> {
  await buildForProduction(projectDirectory, directory);
  return readFile(join(directory, 'index.js'), 'utf8');
}

/**
 * The production bundle in workerd, with nothing in front (wrangler and miniflare put a Worker of theirs before ours, which
 * costs as much as ours does), before a gateway in a process of its own whose answers take `latencyMs` longer.
 */
export async function startEdge(script: string, connectionString: string, latencyMs: number): Promise<Edge> {
  const gateway = await startListeningProcess(
    'support/gateway-process.ts',
    connectionString,
    String(latencyMs),
  );
  const gatewayUrl = `http://127.0.0.1:${gateway.port}`;
  const directory = await mkdtemp(join(objectsParent, 'mtchat-edge-'));
  const server = await startWorkerd(directory, {
    script,
    dataDirectory: join(directory, 'objects'),
    variables: {
      DATABASE_URL: 'postgres://mtchat:mtchat@localhost/mtchat',
      DATABASE_HTTP_ENDPOINT: `${gatewayUrl}/sql`,
      ADMIN_API_TOKEN: adminToken,
      CHAT_AUTH: 'trusted',
      RATE_LIMIT: 'off',
      LOG_LEVEL: 'silent',
    },
    durableObjects: { DIALOG_ROOM: 'DialogRoom', USER_INBOX: 'UserInbox' },
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    gatewayUrl,
    workerdPid: server.pid,
    async stop() {
      await server.stop();
      await gateway.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What workerd says on its control channel once it listens. */
const listening = z.object({ event: z.literal('listen'), port: z.number() });

async function startWorkerd(directory: string, { script, ...options }: WorkerdOptions) {
  await mkdir(options.dataDirectory);
  await writeFile(join(directory, 'index.js'), script);
  await writeFile(join(directory, 'config.capnp'), workerdConfig(options));
  const child = spawn(workerd.default, ['serve', '--experimental', '--control-fd=3', 'config.capnp'], {
    cwd: directory,
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  endWithThisProcess(child);
  const ended = once(child, 'exit');
  const control = child.stdio[3];
  if (control === null || control === undefined || !('readable' in control) || child.pid === undefined) {
    throw new Error('workerd could not be started');
  }
  // The pipe is one that is read from: it is the child's third channel, opened as such above.
  const firstLine = once(createInterface(control as NodeJS.ReadableStream), 'line').then(([line]) => line);
  const line = await Promise.race([firstLine, ended.then(() => undefined)]);
  if (line === undefined) throw new Error('workerd ended before it listened');
  return {
    pid: child.pid,
    port: listening.parse(JSON.parse(line)).port,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
