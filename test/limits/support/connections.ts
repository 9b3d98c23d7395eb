import { readdir, readlink } from 'node:fs/promises';

/** How many connections a process has open. */
export async function connectionsOf(pid: number): Promise<number> {
  const descriptors = await readdir(`/proc/${pid}/fd`);
  // One may be closed between the two calls.
  const links = descriptors.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => ''));
  return (await Promise.all(links)).filter((path) => path.startsWith('socket:')).length;
}
