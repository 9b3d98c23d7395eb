import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { migratePostgres } from '../../scripts/database.ts';
import { type PostgresServer, startPostgresServer } from '../../test/support/postgres-server.ts';
import { startEdge } from './edge.ts';
import { startListeningProcess } from './listening-process.ts';
import { baselineSubject, edgeSubject, type Subject } from './subject.ts';

/** One PostgreSQL server with a database for ours and one for the baseline. */
export interface Databases {
  edge: string;
  baseline: string;
  stop(): Promise<void>;
}

export async function startDatabases(): Promise<Databases> {
  const server = await startPostgresServer();
  await migratePostgres(server.connectionString);
  const baseline = await createBaselineDatabase(server);
  return { edge: server.connectionString, baseline, stop: () => server.stop() };
}

async function createBaselineDatabase(server: PostgresServer): Promise<string> {
  const baseline = server.connectionString.replace(/[^/]+$/, 'baseline');
  const owner = new Client({ connectionString: server.connectionString });
  await owner.connect();
  await owner.query('create database baseline');
  await owner.end();
  const client = new Client({ connectionString: baseline });
  await client.connect();
  await client.query(await readFile(new URL('../baseline/schema.sql', import.meta.url), 'utf8'));
  await client.end();
  return baseline;
}

/** Ours and baseline A side by side, their databases equally far away. */
export interface World {
  ours: Subject;
  baseline: Subject;
  stop(): Promise<void>;
}

export async function startWorld(script: string, databases: Databases, latencyMs: number): Promise<World> {
  const edge = await startEdge(script, databases.edge, latencyMs);
  const relay = await startListeningProcess(
    'support/relay-process.ts',
    new URL(databases.baseline).port,
    String(latencyMs),
  );
  const far = new URL(databases.baseline);
  far.port = String(relay.port);
  const baseline = await startListeningProcess('baseline/server.ts', far.href);
  const edgeClient = new Client({ connectionString: databases.edge });
  const baselineClient = new Client({ connectionString: databases.baseline });
  await edgeClient.connect();
  await baselineClient.connect();
  return {
    ours: edgeSubject(edge.url, edgeClient),
    baseline: baselineSubject(baseline.port, baselineClient),
    async stop() {
      await edgeClient.end();
      await baselineClient.end();
      await baseline.stop();
      await relay.stop();
      await edge.stop();
    },
  };
}
