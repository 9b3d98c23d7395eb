import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureFanOut } from './measurements/fan-out.ts';
import { measureSendLatency } from './measurements/send-latency.ts';
import { measureThroughput } from './measurements/throughput.ts';
import { buildWorker } from './support/edge.ts';
import type { Report } from './support/figures.ts';
import { asMarkdown } from './support/markdown.ts';
import { type Databases, startDatabases } from './support/world.ts';

/** In the order of the report; `npm run bench -- fan-out` runs the one that is named. */
const measurements: Record<string, (script: string, databases: Databases) => Promise<Report>> = {
  'send-latency': measureSendLatency,
  throughput: measureThroughput,
  'fan-out': measureFanOut,
};

const [chosen] = process.argv.slice(2);
if (chosen !== undefined && !(chosen in measurements)) {
  console.error(`There is no measurement “${chosen}”: ${Object.keys(measurements).join(', ')}`);
  process.exit(1);
}

const directory = await mkdtemp(join(tmpdir(), 'mtchat-bench-'));
const databases = await startDatabases();
try {
  const script = await buildWorker(directory);
  const reports: Report[] = [];
  for (const [name, measure] of Object.entries(measurements)) {
    if (chosen !== undefined && name !== chosen) continue;
    const report = await measure(script, databases);
    console.log(asMarkdown([report]));
    reports.push(report);
  }
  if (chosen === undefined) {
    await writeFile(new URL('../docs/benchmarks.md', import.meta.url), asMarkdown(reports));
  }
  if (reports.some(({ misses }) => misses.length > 0)) process.exitCode = 1;
} finally {
  await databases.stop();
  await rm(directory, { recursive: true, force: true });
}
