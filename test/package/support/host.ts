import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const run = promisify(execFile);
const here = createRequire(import.meta.url);

/** Where a package of this repository is, for hosts to have it without a download. */
export function folderOf(name: string, require = here): string {
  return dirname(require.resolve(`${name}/package.json`));
}

/** What hosts run: CI tries several. npm would find the project's own first. */
const hostNode = process.env.HOST_NODE ?? process.execPath;

/** The oldest Vue that the package says it works with. Not `vue-oldest` itself: its renderer for servers needs a Vue of that name beside it. */
export const oldestVue = folderOf('vue', createRequire(here.resolve('vue-oldest/package.json')));

/** A new application in a folder of its own that has installed the package. */
export interface Host {
  directory: string;
  write(file: string, text: string): Promise<void>;
  /** Runs Node in the application's folder; gives what it printed, and rejects with that where it fails. */
  node(...parameters: string[]): Promise<string>;
}

/**
 * A host that has installed our packages by npm, from their tarballs, and has the given ones beside them. They are removed
 * together.
 */
export async function createHost(packages: Record<string, string> = {}): Promise<Host> {
  const { directory: parent, tarballs } = inject('packed');
  const directory = await mkdtemp(join(parent, 'host-'));

  const write = async (file: string, text: string) => {
    const path = join(directory, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  };
  const node = async (...parameters: string[]) => {
    const { stdout } = await run(hostNode, parameters, { cwd: directory }).catch((error) => {
      throw new Error(`${error.stdout}\n${error.stderr}`);
    });
    return stdout;
  };

  const dependencies = Object.fromEntries(
    Object.entries(tarballs).map(([name, tarball]) => [name, `file:${tarball}`]),
  );
  await write('package.json', JSON.stringify({ name: 'host', private: true, type: 'module', dependencies }));
  // Peers are linked below: npm, told not to look for them, has nothing to download.
  const offline = ['--offline', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...offline], { cwd: directory });
  for (const [name, folder] of Object.entries(packages)) {
    const link = join(directory, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(folder, link);
  }
  return { directory, write, node };
}
