import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import * as z from 'zod';
import { startChromium } from '../../../scripts/browser/chromium.ts';

const run = promisify(execFile);
const project = fileURLToPath(new URL('../../..', import.meta.url));

/** What `npm pack --json` says: a list of packages, or from npm 12 on an object by their names. */
const packed = z
  .union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform(Object.values)])
  .pipe(z.array(z.object({ name: z.string(), filename: z.string() })));

/** The packages that hosts install. */
const names = ['@mtchat/vue', '@mtchat/vue-primevue', '@mtchat/server'];

/** Builds the packages, packs them as `npm publish` would into `directory`, and gives the files by the packages' names. */
async function pack(directory: string): Promise<Record<string, string>> {
  await run('npm', ['run', 'build'], { cwd: project });
  const workspaces = names.flatMap((name) => ['-w', name]);
  const { stdout } = await run('npm', ['pack', ...workspaces, '--json', '--pack-destination', directory], {
    cwd: project,
    // It names every file.
    maxBuffer: 16_777_216,
  });
  const tarballs = packed
    .parse(JSON.parse(stdout))
    .map(({ name, filename }) => [name, join(directory, filename)]);
  return Object.fromEntries(tarballs);
}

/** Has the packages ready for hosts to install, and one browser for all tests. */
export default async function setup(test: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'mtchat-package-'));
  const starting = startChromium();
  const stop = async () => {
    await starting.then((browser) => browser.close()).catch(() => undefined);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const [tarballs, { endpoint }] = await Promise.all([pack(directory), starting]);
    test.provide('packed', { directory, tarballs });
    test.provide('browserEndpoint', endpoint);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
