import { gzipSync } from 'node:zlib';
import { request } from 'undici';
import { kib } from '../../scripts/deploy/bundle.ts';
import { startEdge } from '../support/edge.ts';
import { createTimes, inMs, type Report } from '../support/figures.ts';
import { startListeningProcess } from '../support/listening-process.ts';
import { ageMsOf } from '../support/process-usage.ts';
import type { Databases } from '../support/world.ts';

const starts = 7;

/** The least that workerd can start: what it takes beyond this is ours. */
const emptyWorker = `import { DurableObject } from 'cloudflare:workers';
export class DialogRoom extends DurableObject {}
export class UserInbox extends DurableObject {}
export default { fetch: () => new Response('ok') };
`;

/** How long from the start of the process to its first answer, and how large the Worker is. */
export async function measureWorkerStart(script: string, databases: Databases): Promise<Report> {
  const times = { ours: createTimes(), empty: createTimes(), baseline: createTimes() };
  for (let nth = 0; nth < starts; nth += 1) {
    times.ours.record(await edgeStartMs(script, databases.edge));
    times.empty.record(await edgeStartMs(emptyWorker, databases.edge));
    times.baseline.record(await baselineStartMs(databases.baseline));
  }
  const started = (kind: keyof typeof times) => inMs(times[kind].percentile(50));
  const size = (text: string) => [
    `${kib(Buffer.byteLength(text))} KiB`,
    `${kib(gzipSync(text).byteLength)} KiB`,
  ];
  return {
    title: 'Start and size of the Worker',
    how: `From the start of the process to its first answer, which needs no database: median of ${starts} starts by turns, to a hundredth of a second. What ours takes beyond an empty Worker is reading and running its script. Cloudflare allows 3 MiB compressed on the free plan, 10 MiB on the paid one.`,
    columns: ['', 'start → first answer', 'bytes', 'compressed'],
    rows: [
      ['the Worker', started('ours'), ...size(script)],
      ['an empty Worker', started('empty'), ...size(emptyWorker)],
      ['baseline A, in Node', started('baseline'), '', ''],
    ],
    misses: [],
  };
}

async function edgeStartMs(script: string, connectionString: string): Promise<number> {
  const edge = await startEdge(script, connectionString, 0);
  try {
    return await firstAnswerMs(`${edge.url}/health`, edge.workerdPid);
  } finally {
    await edge.stop();
  }
}

async function baselineStartMs(connectionString: string): Promise<number> {
  const server = await startListeningProcess('baseline/server.ts', connectionString);
  try {
    return await firstAnswerMs(`http://127.0.0.1:${server.port}/`, server.pid);
  } finally {
    await server.stop();
  }
}

/** The age of a process when it has answered its first request, whatever it answers. */
async function firstAnswerMs(url: string, pid: number): Promise<number> {
  const { body } = await request(url);
  await body.dump();
  return ageMsOf(pid);
}
