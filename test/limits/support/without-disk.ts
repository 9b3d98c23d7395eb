import { existsSync } from 'node:fs';

/**
 * Keeps what is stored from now on in memory, here and in processes that are started from here. Commits on a disk that others
 * use too take ten times as long as what is compared here, and miniflare commits for each call that it counts.
 */
export function withoutDisk(): void {
  if (existsSync('/dev/shm')) process.env.TMPDIR = '/dev/shm';
}
