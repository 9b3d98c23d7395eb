import { Client } from 'pg';
import { migratePostgres } from '../../../scripts/database.ts';
import {
  type PostgresServer,
  type ShutdownMode,
  startPostgresServer,
} from '../../support/postgres-server.ts';

/** A PostgreSQL server on which each run has a database of its own. */
export interface Databases {
  /** A new, migrated database; gives its connection string. */
  create(name: string): Promise<string>;
  drop(name: string): Promise<void>;
  restart(mode: ShutdownMode): Promise<void>;
  stop(): Promise<void>;
}

export async function startDatabases(): Promise<Databases> {
  const server = await startPostgresServer();
  await migratePostgres(server.connectionString);
  return {
    async create(name) {
      await administrate(server, `create database ${name} template mtchat`);
      return at(server, name);
    },
    drop: (name) => administrate(server, `drop database ${name} with (force)`),
    restart: (mode) => server.restart(mode),
    stop: () => server.stop(),
  };
}

function at({ connectionString }: PostgresServer, database: string): string {
  return connectionString.replace(/[^/]+$/, database);
}

/** From outside the template, which nobody else may use while it is copied. */
async function administrate(server: PostgresServer, statement: string): Promise<void> {
  const client = new Client({ connectionString: at(server, 'postgres') });
  await client.connect();
  await client.query(statement);
  await client.end();
}
