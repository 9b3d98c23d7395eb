import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import * as z from 'zod';
import { Problem, reasonOf, systemCode } from '../problem.ts';

const workerdPackage = z.object({ default: z.string() });

const systems = 'It runs on Linux with glibc (Debian, Ubuntu, Fedora; not Alpine), on macOS, and in WSL.';

/**
 * Makes sure that workerd, which runs the Worker, starts on this system. Throws a `Problem` that says why it does not:
 * wrangler would only report that a process ended.
 */
export function requireWorkerd(file: string = installedWorkerd()): void {
  const reason = reasonNotToStart(spawnSync(file, ['--version'], { encoding: 'utf8' }));
  if (reason !== undefined) throw new Problem(`workerd, which runs the Worker, does not start: ${reason}`);
}

function installedWorkerd(): string {
  try {
    return workerdPackage.parse(createRequire(import.meta.url)('workerd')).default;
  } catch (error) {
    throw new Problem(
      `workerd, which runs the Worker, is not there for ${process.platform} ${process.arch} (${reasonOf(error)}). ` +
        `Run \`npm ci\` on this system, without --omit=optional. ${systems}`,
    );
  }
}

function reasonNotToStart({ error, status, signal, stderr }: SpawnSyncReturns<string>): string | undefined {
  if (error !== undefined) return reasonOfSpawn(error);
  if (signal === 'SIGILL') return 'this processor is too old for it. Use another machine.';
  if (status === 0) return undefined;
  const firstLine = stderr.trim().split('\n', 1).join('');
  if (/GLIBC_|GLIBCXX_/.test(stderr)) {
    return `this system's C library is too old (${firstLine}). Use Debian 12, Ubuntu 22.04 or newer.`;
  }
  if (/shared librar/.test(stderr)) return `a library is missing (${firstLine}). Install it. ${systems}`;
  return `${firstLine || (signal ?? `exit code ${status}`)}. ${systems}`;
}

function reasonOfSpawn(error: Error): string {
  switch (systemCode(error)) {
    case 'ENOENT':
      // The file was found by its package: what is not there is the loader that it names.
      return `this system has no glibc. ${systems}`;
    case 'EACCES':
      return 'it may not be executed: is node_modules on a disk that is mounted with noexec? Clone to another place.';
    case 'ENOEXEC':
    case 'EBADARCH':
      return `node_modules was installed on another kind of machine. Run \`npm ci\` on this one.`;
    default:
      return `${reasonOf(error)}. ${systems}`;
  }
}
