import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildForProduction, kib, weightTable } from './deploy/bundle.ts';
import { Problem } from './problem.ts';

const projectDirectory = fileURLToPath(new URL('..', import.meta.url));

/** A Worker may have 3 MB compressed on the free plan; less starts sooner, and ours has no reason to grow to that. */
const defaultMaximum = '500';

/** How many packages are worth a look. */
const rows = 10;

function maximumKib(): number {
  const { values } = parseArgs({ options: { 'max-kib': { type: 'string', default: defaultMaximum } } });
  const maximum = Number(values['max-kib']);
  if (!(maximum > 0)) throw new Problem(`--max-kib must be a number of KiB, such as ${defaultMaximum}`);
  return maximum;
}

async function checkDeployment(): Promise<void> {
  const maximum = maximumKib();
  const directory = await mkdtemp(join(tmpdir(), 'mtchat-deploy-'));
  try {
    const bundle = await buildForProduction(projectDirectory, directory);
    console.log(`Bundle: ${kib(bundle.bytes)} KiB, ${kib(bundle.compressedBytes)} KiB compressed (gzip)\n`);
    console.log(weightTable(bundle.packages, rows));
    if (bundle.compressedBytes > maximum * 1024) {
      throw new Problem(`\nThe compressed bundle is over ${maximum} KiB: see above what weighs most.`);
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

try {
  await checkDeployment();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
