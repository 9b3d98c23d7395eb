import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { measureCostPerCall } from './measurements/cost-per-call.ts';
import { measureCpuPerMessage } from './measurements/cpu-per-message.ts';
import { measureFanOut } from './measurements/fan-out.ts';
import { measureGrowthOfDialogs } from './measurements/growth-of-dialogs.ts';
import { measureGrowthOfMessages } from './measurements/growth-of-messages.ts';
import { measureGrowthOfParticipants } from './measurements/growth-of-participants.ts';
import { measureMemoryPerSocket } from './measurements/memory-per-socket.ts';
import { measureRoomColdStart } from './measurements/room-cold-start.ts';
import { measureSendLatency } from './measurements/send-latency.ts';
import { measureThroughput } from './measurements/throughput.ts';
import { measureWorkerStart } from './measurements/worker-start.ts';
import { buildWorker } from './support/edge.ts';
import type { Report } from './support/figures.ts';
import { describeMachine } from './support/machine.ts';
import { asMarkdown } from './support/markdown.ts';
import { type Databases, startDatabases } from './support/world.ts';

/** In the order of the report; `npm run bench -- fan-out throughput` runs those that are named. */
const measurements: Record<string, (script: string, databases: Databases) => Promise<Report>> = {
  'send-latency': measureSendLatency,
  throughput: measureThroughput,
  'fan-out': measureFanOut,
  'growth-of-dialogs': measureGrowthOfDialogs,
  'growth-of-messages': measureGrowthOfMessages,
  'growth-of-participants': measureGrowthOfParticipants,
  'memory-per-socket': measureMemoryPerSocket,
  'cpu-per-message': measureCpuPerMessage,
  'room-cold-start': measureRoomColdStart,
  'worker-start': measureWorkerStart,
  'cost-per-call': measureCostPerCall,
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in measurements));
if (unknown.length > 0) {
  console.error(
    `No such measurement: ${unknown.join(', ')}. There are: ${Object.keys(measurements).join(', ')}`,
  );
  process.exit(1);
}

const directory = await mkdtemp(join(tmpdir(), 'mtchat-bench-'));
const databases = await startDatabases();
try {
  const script = await buildWorker(directory);
  const reports: Report[] = [];
  for (const [name, measure] of Object.entries(measurements)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    console.error(`${new Date().toISOString().slice(11, 19)} ${name} …`);
    const report = await measure(script, databases);
    console.log(asMarkdown([report]));
    reports.push(report);
  }
  if (chosen.length === 0) {
    const page = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url));
    await writeFile(page, await asDocument(reports));
    await promisify(execFile)('npx', ['biome', 'format', '--write', page]);
  }
  if (reports.some(({ misses }) => misses.length > 0)) process.exitCode = 1;
} finally {
  await databases.stop();
  await rm(directory, { recursive: true, force: true });
}

/** The measurements as a page, between what they mean and what they led to. */
async function asDocument(reports: readonly Report[]): Promise<string> {
  const introduction = await readFile(new URL('introduction.md', import.meta.url), 'utf8');
  const findings = await readFile(new URL('findings.md', import.meta.url), 'utf8');
  const machine = await describeMachine(databases.edge);
  return `${introduction}\nMeasured ${machine}\n\n${asMarkdown(reports)}\n${findings}`;
}
