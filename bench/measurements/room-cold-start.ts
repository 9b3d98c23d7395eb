import { Client } from 'pg';
import { startEdge } from '../support/edge.ts';
import { asRatio, createTimes, inMs, type Report } from '../support/figures.ts';
import { untilAsleep } from '../support/process-usage.ts';
import { edgeSubject, type Subject } from '../support/subject.ts';
import type { Databases } from '../support/world.ts';

const latencies = [0, 20];
const rooms = 30;
const people = ['anna', 'boris'];
/** workerd evicts an object that nobody has called for ten seconds. */
const evictionMs = 40_000;

/** How much longer a message takes that wakes its dialog's room. */
export async function measureRoomColdStart(script: string, databases: Databases): Promise<Report> {
  const rows: string[][] = [];
  const client = new Client({ connectionString: databases.edge });
  await client.connect();
  try {
    for (const latency of latencies) {
      const edge = await startEdge(script, databases.edge, latency);
      try {
        rows.push(...(await coldAndWarm(edgeSubject(edge.url, client), latency, edge.workerdPid)));
      } finally {
        await edge.stop();
      }
    }
  } finally {
    await client.end();
  }
  return {
    title: 'Cold start of a room',
    how: `Until a message is answered: in ${rooms} rooms that were never awake, and in the same ones after workerd evicted them, by turns with a room that is awake; p50 / p99.`,
    columns: ['database latency', 'room', 'cold', 'warm', 'cold ÷ warm'],
    rows,
    misses: [],
  };
}

async function coldAndWarm(subject: Subject, latency: number, workerdPid: number): Promise<string[][]> {
  const warm = await subject.createDialog(people);
  const cold: string[] = [];
  for (let index = 0; index < rooms; index += 1) cold.push(await subject.createDialog(people));
  const fresh = await row(subject, `${latency} ms`, 'never awake', cold, warm);
  const stillAwake = await untilAsleep(workerdPid, evictionMs);
  if (stillAwake > 0) throw new Error(`${stillAwake} objects were not evicted in ${evictionMs} ms`);
  return [fresh, await row(subject, `${latency} ms`, 'evicted', cold, warm)];
}

async function row(
  subject: Subject,
  latency: string,
  state: string,
  cold: readonly string[],
  warm: string,
): Promise<string[]> {
  const times = { cold: createTimes(), warm: createTimes() };
  // What is not a room's (the connection, the code that nobody ran for a while) is to be warm for both.
  for (let nth = 0; nth < 10; nth += 1) await subject.send(warm, 'anna', 'warm');
  for (const dialog of cold) {
    for (const [kind, id] of [
      ['cold', dialog],
      ['warm', warm],
    ] as const) {
      const start = performance.now();
      await subject.send(id, 'anna', 'hello');
      times[kind].record(performance.now() - start);
    }
  }
  const both = (kind: keyof typeof times) =>
    `${inMs(times[kind].percentile(50))} / ${inMs(times[kind].percentile(99))}`;
  const ratio = times.cold.percentile(50) / times.warm.percentile(50);
  return [latency, state, both('cold'), both('warm'), asRatio(ratio)];
}
