import {
  describeDatabase,
  migrateEmbeddedDatabase,
  migratePostgres,
  openEmbeddedDatabase,
} from '../database.ts';
import type { SqlBackend } from '../gateway/backend.ts';
import { createPgliteBackend } from '../gateway/pglite-backend.ts';
import { createPostgresBackend } from '../gateway/postgres-backend.ts';
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
  const database = await openEmbeddedDatabase(directory);
  await migrateEmbeddedDatabase(database);
  return { backend: createPgliteBackend(database), description: `embedded Postgres in ${directory}` };
}
