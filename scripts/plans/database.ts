import { Client } from 'pg';
import { startPostgresServer } from '../../test/support/postgres-server.ts';
import { migratePostgres } from '../database.ts';
import { fillDatabase, isFilled, type Volume } from './fill.ts';

export interface PlansDatabase {
  client: Client;
  /** Whether it held dialogs before: these are looked at as they are. */
  wasFilled: boolean;
  close(): Promise<void>;
}

/** Opens the database behind a connection string, or one of its own that `close` removes; migrates it, and fills it if empty. */
export async function openPlansDatabase(
  connectionString: string | undefined,
  volume: Volume,
): Promise<PlansDatabase> {
  const server = connectionString === undefined ? await startPostgresServer() : undefined;
  const url = connectionString ?? server?.connectionString;
  const client = new Client({ connectionString: url });
  const close = async () => {
    await client.end();
    await server?.stop();
  };
  try {
    if (url !== undefined) await migratePostgres(url);
    await client.connect();
    const wasFilled = await isFilled(client);
    if (!wasFilled) await fillDatabase(client, volume);
    return { client, wasFilled, close };
  } catch (error) {
    await close();
    throw error;
  }
}
