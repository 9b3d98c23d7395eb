import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { migratePostgres } from '../../scripts/database.ts';
import { startCountingRelay } from '../support/counting-relay.ts';
import { type Edge, startEdge } from '../support/edge.ts';
import type { Report } from '../support/figures.ts';
import { startListeningProcess } from '../support/listening-process.ts';
import { createOwnDatabase } from '../support/own-database.ts';
import { untilIdle } from '../support/process-usage.ts';
import { restCalls, startConversation } from '../support/rest-calls.ts';
import { baselineSubject } from '../support/subject.ts';
import type { Databases } from '../support/world.ts';
import { countWrittenRows, type WrittenRows } from '../support/written-rows.ts';

const sizes = [2, 100];

/** Calls that have a row to write for each person, there being no other place for it. */
const writesForEach = ['POST /management/dialogs', 'DELETE /management/dialogs/{id}'];

/** What one call took. */
interface Cost {
  requests: number;
  statements: number;
  rows: { count: number; text: string };
}

/** What each call costs at the database: round trips, statements, rows written; for dialogs of 2 and of 100. */
export async function measureCostPerCall(script: string, databases: Databases): Promise<Report> {
  const database = await createOwnDatabase(databases.edge, 'cost_per_call');
  try {
    await migratePostgres(database.connectionString);
    const written = await countWrittenRows(database.client);
    const edge = await startEdge(script, database.connectionString, 0);
    const rows: string[][] = [];
    const misses: string[] = [];
    try {
      for (const name of Object.keys(restCalls)) {
        const costs: Cost[] = [];
        for (const size of sizes) costs.push(await costOf(name, edge, written, size));
        rows.push(costRow(name, costs));
        misses.push(...missesOf(name, costs));
      }
    } finally {
      await edge.stop();
    }
    return {
      title: 'Round trips and rows written a call',
      how: 'Each call once, warm, in a dialog of 2 people and in one of 100: requests to the database, statements in them, rows inserted, updated and deleted in Postgres. Where both are alike it is said once. Files need a storage, and are left out.',
      columns: ['call', 'round trips', 'statements', 'rows written, 2 people', '100 people'],
      rows: [...rows, await baselineRow(databases)],
      misses,
    };
  } finally {
    await database.drop();
  }
}

async function costOf(name: string, edge: Edge, written: WrittenRows, size: number): Promise<Cost> {
  const call = restCalls[name];
  if (call === undefined) throw new Error(`There is no call ${name}`);
  const conversation = await startConversation(edge, size);
  await untilIdle(edge.workerdPid);
  await written.take();
  const before = await statisticsOf(edge);
  await call(conversation);
  await untilIdle(edge.workerdPid);
  const after = await statisticsOf(edge);
  return {
    requests: after.requests - before.requests,
    statements: after.statements - before.statements,
    rows: await written.take(),
  };
}

const statistics = z.object({ requests: z.number(), statements: z.number() });

async function statisticsOf({ gatewayUrl }: Edge) {
  const answer = await fetch(`${gatewayUrl}/stats`);
  return statistics.parse(await answer.json());
}

function costRow(name: string, costs: readonly Cost[]): string[] {
  const [few = '', many = ''] = costs.map(({ rows }) => rows.text);
  const each = (of: 'requests' | 'statements') => [...new Set(costs.map((cost) => cost[of]))].join(' / ');
  return [name, each('requests'), each('statements'), few, many === few ? 'the same' : many];
}

function missesOf(name: string, costs: readonly Cost[]): string[] {
  const misses: string[] = [];
  if (costs.some(({ requests }) => requests !== 1)) misses.push(`${name}: not one round trip`);
  const [few = 0, many = 0] = costs.map(({ rows }) => rows.count);
  if (many > few && !writesForEach.includes(name))
    misses.push(`${name}: writes more where there are more people`);
  return misses;
}

/** What a send costs baseline A. */
async function baselineRow(databases: Databases): Promise<string[]> {
  const database = await createOwnDatabase(databases.baseline, 'cost_per_call_baseline');
  const far = new URL(database.connectionString);
  const relay = await startCountingRelay(Number(far.port));
  far.port = String(relay.port);
  try {
    await database.client.query(await readFile(new URL('../baseline/schema.sql', import.meta.url), 'utf8'));
    const written = await countWrittenRows(database.client);
    const server = await startListeningProcess('baseline/server.ts', far.href);
    const costs: { roundTrips: number; text: string }[] = [];
    try {
      const subject = baselineSubject(server.port, database.client);
      for (const size of sizes) {
        const people = Array.from({ length: size }, (_, index) => `person-${index}`);
        const dialog = await subject.createDialog(people);
        // The first one also opens the connection.
        await subject.send(dialog, 'person-0', 'first');
        await written.take();
        relay.take();
        await subject.send(dialog, 'person-0', 'second');
        costs.push({ roundTrips: relay.take(), text: (await written.take()).text });
      }
    } finally {
      await server.stop();
    }
    const [few, many] = costs;
    const trips = [...new Set(costs.map(({ roundTrips }) => roundTrips))].join(' / ');
    return ['baseline A: a message', trips, trips, few?.text ?? '', many?.text ?? ''];
  } finally {
    await relay.close();
    await database.drop();
  }
}
