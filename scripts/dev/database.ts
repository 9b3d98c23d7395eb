import {
  describeDatabase,
  migrateEmbeddedDatabase,
  migratePostgres,
  openEmbeddedDatabase,
} from '../database.ts';
import type { SqlBackend } from '../gateway/backend.ts';
import { createPgliteBackend } from '../gateway/pglite-backend.ts';
import { createPostgresBackend } from '../gateway/postgres-backend.ts';
import { Problem, reasonOf } from '../problem.ts';
import { type DevelopmentSettings, databaseDirectory } from './settings.ts';

/** The database of local development with the newest schema, and a line on where it is, without its password. */
export async function openDevelopmentDatabase(
  settings: DevelopmentSettings,
): Promise<{ backend: SqlBackend; description: string }> {
  if (settings.databaseUrl !== undefined) {
    await migratePostgres(settings.databaseUrl);
    return {
      backend: createPostgresBackend(settings.databaseUrl),
      description: describeDatabase(settings.databaseUrl),
    };
  }
  const directory = databaseDirectory(settings);
  const database = await openNewestSchema(directory);
  return { backend: createPgliteBackend(database), description: `embedded Postgres in ${directory}` };
}

async function openNewestSchema(directory: string) {
  try {
    const database = await openEmbeddedDatabase(directory);
    await migrateEmbeddedDatabase(database);
    return database;
  } catch (error) {
    // It says little of what it found, not always in an Error: files that were cut off by a full disk, or those of a version that it no longer reads.
    const reason = error instanceof Error ? reasonOf(error) : 'a file cannot be read or written';
    throw new Problem(
      `The embedded database in ${directory} does not open (${reason}). Move that directory away to begin with an empty one`,
      { cause: error },
    );
  }
}
