import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test, vi } from 'vitest';
import { buildEdge } from '../support/edge.ts';
import { describeOutcome, describeRun } from './report.ts';
import { runSeed } from './run.ts';
import { type Databases, startDatabases } from './world/databases.ts';

/** Each has a PostgreSQL server of its own, which its seeds restart: they run one after the other, the lanes side by side. */
const lanes = 2;

function seeds(): number[] {
  const one = process.env.FAULT_SEED;
  if (one !== undefined) return [Number(one)];
  const first = Number(process.env.FAULT_FIRST_SEED ?? 1);
  return Array.from({ length: Number(process.env.FAULT_SEEDS ?? 10) }, (_, index) => first + index);
}

/** Much longer than a seed takes, on a machine that is busy with other things. */
const perSeedMs = 180_000;
const laneCount = Math.min(lanes, seeds().length);
let directory: string;
let script: string;
let servers: Databases[] = [];
const outcomes: Awaited<ReturnType<typeof runSeed>>[] = [];

beforeAll(async () => {
  // The gateway says of every connection that a restart of Postgres ended that it ended.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  directory = await mkdtemp(join(tmpdir(), 'mtchat-faults-build-'));
  script = await buildEdge(directory);
  servers = await Promise.all(Array.from({ length: laneCount }, startDatabases));
});
afterAll(async () => {
  console.info(describeRun(outcomes));
  await Promise.all(servers.map((server) => server.stop()));
  await rm(directory, { recursive: true, force: true });
});

const isOne = seeds().length === 1;

describe('what is promised holds while processes die, answers are lost and connections break', () => {
  // A lane takes every other seed.
  test.concurrent.for(Array.from({ length: laneCount }, (_, lane) => lane))(
    isOne ? 'in one seed' : 'in the seeds of lane %i',
    { timeout: perSeedMs * Math.ceil(seeds().length / laneCount) },
    async (lane, { expect }) => {
      const server = servers[lane];
      if (server === undefined) throw new Error('There are fewer servers than lanes');
      const failed: string[] = [];
      for (const seed of seeds().filter((_, index) => index % laneCount === lane)) {
        const outcome = await runSeed(seed, server, script);
        outcomes.push(outcome);
        if (outcome.findings.violations().length > 0) failed.push(describeOutcome(outcome));
      }
      expect(failed.join('\n\n')).toBe('');
    },
  );
});
