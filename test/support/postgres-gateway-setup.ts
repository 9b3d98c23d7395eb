import type { TestProject } from 'vitest/node';
import { migratePostgres } from '../../scripts/database.ts';
import { createPostgresBackend } from '../../scripts/gateway/postgres-backend.ts';
import { startGateway } from '../../scripts/gateway/server.ts';
import { startPostgresServer } from './postgres-server.ts';

/** A database in the same region as the Worker, not on the same machine. */
const latencyMs = 20;

/** Starts a real Postgres server, where locks and connections are real, and a gateway whose faults a test may set. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgresServer();
  await migratePostgres(server.connectionString);
  const backend = createPostgresBackend(server.connectionString);
  const gateway = await startGateway({ backend, port: 0, latencyMs, faultControl: true });
  project.provide('gatewayUrl', gateway.url);
  return async () => {
    await gateway.close();
    await backend.close();
    await server.stop();
  };
}
