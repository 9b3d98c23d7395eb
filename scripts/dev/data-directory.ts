import { constants } from 'node:fs';
import { access, mkdir, readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem, reasonOf } from '../problem.ts';
import { storageProblem } from './storage-problem.ts';

/** A new database, the demo's pages and what they are built from take about 70 MB. */
const leastFreeBytes = 100 * 1024 * 1024;

/**
 * Makes the directory where it does not exist, and makes sure that it and what is in it can be written to and that the
 * disk has room. Throws a `Problem` otherwise: a database would fail later, and not say why.
 */
export async function requireWritableDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    const inside = (await readdir(directory)).map((name) => join(directory, name));
    for (const path of [directory, ...inside]) await access(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw storageProblem(error, directory) ?? error;
  }
  await requireRoom(directory);
}

/** Makes sure that wrangler can keep its files beside its configuration, which no setting moves. Throws a `Problem` otherwise. */
export async function requireWritableProject(projectDirectory: string): Promise<void> {
  const directory = join(projectDirectory, '.wrangler');
  try {
    await mkdir(join(directory, 'tmp'), { recursive: true });
    await access(join(directory, 'tmp'), constants.W_OK);
  } catch (error) {
    throw new Problem(
      `wrangler keeps files in ${directory}, and cannot (${reasonOf(error)}): ` +
        'make it yours (sudo chown -R), or clone the project into a directory of your own',
      { cause: error },
    );
  }
}

async function requireRoom(directory: string) {
  const { bavail, bsize } = await statfs(directory);
  const freeBytes = bavail * bsize;
  if (freeBytes >= leastFreeBytes) return;
  const mebibytes = Math.floor(freeBytes / 1024 / 1024);
  throw new Problem(
    `The disk of ${directory} has ${mebibytes} MB left, which is too little: make room (about 200 MB), or set DATA_DIR to a directory on another`,
  );
}
