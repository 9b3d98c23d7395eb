import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { drizzle as drizzleServer } from 'drizzle-orm/node-postgres';
import { migrate as migrateServer } from 'drizzle-orm/node-postgres/migrator';
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite';
import { migrate as migrateEmbedded } from 'drizzle-orm/pglite/migrator';
import { Client } from 'pg';
import { Problem, reasonOf } from './problem.ts';

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/**
 * Opens the embedded Postgres that is kept in a directory (made where it does not exist), or a new one in memory.
 * Only one process at a time may have a directory open.
 */
export async function openEmbeddedDatabase(directory: string | 'memory'): Promise<PGlite> {
  const extensions = { pg_trgm };
  if (directory === 'memory') return PGlite.create({ extensions });
  await mkdir(directory, { recursive: true });
  return PGlite.create(directory, { extensions });
}

/** Brings an embedded database to the newest schema. */
export async function migrateEmbeddedDatabase(database: PGlite): Promise<void> {
  await migrateEmbedded(drizzleEmbedded({ client: database }), { migrationsFolder });
}

/** Brings the Postgres behind a connection string to the newest schema. Throws a `Problem` when it cannot. */
export async function migratePostgres(connectionString: string): Promise<void> {
  const where = describeDatabase(connectionString);
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new Problem(`Cannot connect to ${where} (DATABASE_URL): ${reasonOf(error)}`);
  }
  try {
    await migrateServer(drizzleServer({ client }), { migrationsFolder });
  } catch (error) {
    throw new Problem(`The migration of ${where} failed: ${reasonOf(error)}`);
  } finally {
    await client.end();
  }
}

/** Where a connection string leads to, without user and password. Throws a `Problem` where it is none. */
export function describeDatabase(connectionString: string): string {
  if (!/^postgres(ql)?:/.test(connectionString) || !URL.canParse(connectionString)) {
    throw new Problem('DATABASE_URL is not a connection string like postgres://user:password@host/database');
  }
  const { hostname, port, pathname } = new URL(connectionString);
  return `Postgres at ${hostname}:${port || '5432'}${pathname}`;
}
