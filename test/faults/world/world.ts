import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresBackend } from '../../../scripts/gateway/postgres-backend.ts';
import { startGateway } from '../../../scripts/gateway/server.ts';
import { type Edge, startEdge } from '../../support/edge.ts';
import type { Delivery } from '../history.ts';
import type { DatabaseFault, ReceiverFault, Schedule } from '../schedule.ts';
import type { Databases } from './databases.ts';
import { createHoldingBackend } from './holding-backend.ts';
import { startFaultyReceiver } from './receiver.ts';

/** Short, so that a run sees many end, and long enough for what is said meanwhile to be one burst. */
export const notificationDelayMs = 1_000;
export const archiveAfterMs = 3_000;

/** Everything that a run needs, all of it real: workerd with the production bundle, PostgreSQL, its gateway, a host. */
export interface World {
  edge: Edge;
  connectionString: string;
  databases: Databases;
  setDatabaseFault(fault: DatabaseFault | undefined): void;
  setReceiverFault(fault: ReceiverFault | undefined): void;
  stop(): Promise<void>;
}

/** Starts a world of its own for a schedule, in a new database. `script` is what `buildEdge` gave. */
export async function startWorld(
  { seed, latencyMs }: Schedule,
  databases: Databases,
  script: string,
  deliveries: Delivery[],
): Promise<World> {
  const database = `seed_${seed}`;
  const connectionString = await databases.create(database);
  const backend = createHoldingBackend(createPostgresBackend(connectionString));
  const gateway = await startGateway({ backend, port: 0, latencyMs });
  const receiver = await startFaultyReceiver(deliveries);
  const directory = await mkdtemp(join(tmpdir(), 'mtchat-faults-'));
  const edge = await startEdge(gateway.url, {
    script,
    directory,
    bindings: {
      WEBHOOK_URL: `${receiver.url}/hooks`,
      NOTIFICATION_DELAY_SECS: String(notificationDelayMs / 1_000),
      ARCHIVE_AFTER_SECS: String(archiveAfterMs / 1_000),
      LOG_LEVEL: process.env.FAULT_LOG ?? 'silent',
    },
  });

  return {
    edge,
    connectionString,
    databases,
    setDatabaseFault(fault) {
      if (fault === 'hold-statement') backend.hold();
      else backend.letGo();
      gateway.setFault(fault === undefined || fault === 'hold-statement' ? undefined : { kind: fault });
    },
    setReceiverFault: (fault) => receiver.setFault(fault),
    async stop() {
      await edge.stop();
      await gateway.close();
      await backend.close();
      await receiver.close();
      await databases.drop(database);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
