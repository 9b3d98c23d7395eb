import { Client } from 'pg';

export interface OwnDatabase {
  connectionString: string;
  client: Client;
  /** Closes `client` and drops the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** An empty database on the server of `connectionString`, for one measurement alone. */
export async function createOwnDatabase(connectionString: string, name: string): Promise<OwnDatabase> {
  const owner = new Client({ connectionString });
  await owner.connect();
  await owner.query(`create database ${name}`);
  const own = connectionString.replace(/[^/]+$/, name);
  const client = new Client({ connectionString: own });
  await client.connect();
  return {
    connectionString: own,
    client,
    async drop() {
      await client.end();
      await owner.query(`drop database ${name} with (force)`);
      await owner.end();
    },
  };
}
