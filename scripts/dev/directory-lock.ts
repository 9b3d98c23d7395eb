import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem, systemCode } from '../problem.ts';

/**
 * Claims a directory that exists for this process: two Postgres on the same files would destroy them. The claim of a
 * process that no longer runs is taken over. Returns what gives the directory back; throws a `Problem` when it is taken.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const file = join(directory, 'dev.pid');
  const holder = await readHolder(file);
  if (holder !== undefined && isRunning(holder)) {
    throw new Problem(
      `npm run dev is already running here, as process ${holder}: use that one, or stop it with Ctrl-C where it runs or kill ${holder}. ` +
        `For a second one set DATA_DIR, PORT, DEMO_PORT and DB_GATEWAY_PORT. If process ${holder} is something else, delete ${file}`,
    );
  }
  if (holder !== undefined) await rm(file, { force: true });
  try {
    await writeFile(file, `${process.pid}\n`, { flag: 'wx' });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    throw new Problem(`${directory} was taken by another dev server just now`);
  }
  return () => rm(file, { force: true });
}

async function readHolder(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : Number.parseInt(text, 10);
}

function isRunning(pid: number): boolean {
  // Process ids repeat: in a container that was started again, a stale one is often our own.
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another user.
    return systemCode(error) === 'EPERM';
  }
}
