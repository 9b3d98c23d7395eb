import { readFile } from 'node:fs/promises';
import * as z from 'zod';

/** An awake Durable Object has four files of its storage open in workerd, and its socket is one more. */
const filesASocket = 5;
/** What workerd has open besides: most of it, the rooms. */
const filesBesides = 2_500;

/** How many files a process may have open; no limit where the system does not say. */
async function openFilesLimit(): Promise<number> {
  try {
    const limits = await readFile('/proc/self/limits', 'utf8');
    return z.coerce.number().parse(/^Max open files\s+(\d+)/m.exec(limits)?.[1]);
  } catch {
    // Other systems than Linux have no such file.
    return Number.POSITIVE_INFINITY;
  }
}

/** As many sockets as wanted, or as this machine lets workerd have with all their inboxes awake, in hundreds. */
export async function socketsWithin(wanted: number): Promise<number> {
  const most = Math.floor(((await openFilesLimit()) - filesBesides) / filesASocket / 100) * 100;
  return Math.min(wanted, most);
}
