import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { drizzle as drizzleServer } from 'drizzle-orm/node-postgres';
import { migrate as migrateServer } from 'drizzle-orm/node-postgres/migrator';
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite';
import { migrate as migrateEmbedded } from 'drizzle-orm/pglite/migrator';
import { Client } from 'pg';
import { reasonAndAdvice } from './connection-advice.ts';
import { Problem } from './problem.ts';

/** `server_version_num` of the oldest Postgres that the tests run on. */
const oldestVersion = 150_000;

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
    throw new Problem(`Cannot connect to ${where} (DATABASE_URL): ${reasonAndAdvice(error)}`);
  }
  try {
    await requireSupportedVersion(client, where);
    await migrateServer(drizzleServer({ client }), { migrationsFolder });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`The migration of ${where} failed: ${reasonAndAdvice(error)}`);
  } finally {
    await client.end();
  }
}

async function requireSupportedVersion(client: Client, where: string) {
  const { rows } = await client.query<{ number: number; name: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
  );
  const [version] = rows;
  if (version === undefined || version.number >= oldestVersion) return;
  throw new Problem(
    `${where} is version ${version.name}: Postgres 15 or newer is needed. Without DATABASE_URL, npm run dev has its own`,
  );
}

/** Where a connection string leads to, without user and password. Throws a `Problem` where it is none. */
export function describeDatabase(connectionString: string): string {
  requireConnectionString(connectionString);
  const { hostname, port, pathname } = new URL(connectionString);
  return `Postgres at ${hostname}:${port || '5432'}${pathname}`;
}

/** Throws a `Problem` where a text is no connection string. It does not quote it: there may be a password in it. */
export function requireConnectionString(text: string): void {
  if (!isConnectionString(text)) {
    throw new Problem(
      'DATABASE_URL is not a connection string like postgres://user:password@host:5432/database; ' +
        'characters such as @ : / # % in a password are written as %40 %3A %2F %23 %25',
    );
  }
}

function isConnectionString(text: string): boolean {
  if (!/^postgres(ql)?:/.test(text) || !URL.canParse(text)) return false;
  // The driver decodes them, and quotes them when it cannot.
  const { username, password } = new URL(text);
  return !/%(?![0-9a-f]{2})/i.test(username + password);
}
