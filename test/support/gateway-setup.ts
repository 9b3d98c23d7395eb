import type { TestProject } from 'vitest/node';
import { migrateEmbeddedDatabase, openEmbeddedDatabase } from '../../scripts/database.ts';
import { createPgliteBackend } from '../../scripts/gateway/pglite-backend.ts';
import { startGateway } from '../../scripts/gateway/server.ts';

/** Starts an embedded Postgres in memory and its gateway for the tests that run inside workerd. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await openEmbeddedDatabase('memory');
  await migrateEmbeddedDatabase(database);
  const backend = createPgliteBackend(database);
  const gateway = await startGateway({ backend, port: 0, faultControl: true });
  project.provide('gatewayUrl', gateway.url);
  return async () => {
    await gateway.close();
    await backend.close();
  };
}
