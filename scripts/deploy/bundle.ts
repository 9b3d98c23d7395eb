import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import { Problem } from '../problem.ts';

/** How much of the bundle comes from one package, or from this project's own folders. */
interface Weight {
  name: string;
  bytes: number;
}

export interface Bundle {
  bytes: number;
  /** As Cloudflare counts it: after gzip. */
  compressedBytes: number;
  /** The heaviest first. */
  packages: Weight[];
}

/** What is read of esbuild's metafile. */
const metafile = z.object({
  outputs: z.record(
    z.string(),
    z.object({
      entryPoint: z.string().optional(),
      inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })),
    }),
  ),
});

/**
 * Builds what `npm run deploy` would upload, and uploads nothing; no account is needed. Leaves the files in `directory`.
 * Throws a `Problem` with wrangler's own words where it does not build.
 */
export async function buildForProduction(projectDirectory: string, directory: string): Promise<Bundle> {
  await dryRun(projectDirectory, directory);
  const script = await readFile(join(directory, 'index.js'));
  const { outputs } = metafile.parse(JSON.parse(await readFile(join(directory, 'bundle-meta.json'), 'utf8')));
  const output = Object.values(outputs).find(({ entryPoint }) => entryPoint !== undefined);
  if (output === undefined) throw new Problem('The metafile names no entry point');
  return {
    bytes: script.byteLength,
    compressedBytes: gzipSync(script).byteLength,
    packages: weights(output.inputs),
  };
}

async function dryRun(projectDirectory: string, directory: string): Promise<void> {
  const wrangler = join(
    createRequire(import.meta.url).resolve('wrangler/package.json'),
    '../wrangler-dist/cli.js',
  );
  const options = ['--dry-run', '--env=production', `--outdir=${directory}`, '--metafile'];
  const child = spawn(process.execPath, ['--no-warnings', wrangler, 'deploy', ...options], {
    cwd: projectDirectory,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_WRITE_LOGS: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [exitCode] = await once(child, 'close');
  if (exitCode !== 0) throw new Problem(`wrangler deploy --dry-run failed:\n${output}`);
}

function weights(inputs: Record<string, { bytesInOutput: number }>): Weight[] {
  const bytes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const name = packageOf(path);
    bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
  }
  return [...bytes].map(([name, sum]) => ({ name, bytes: sum })).sort((a, b) => b.bytes - a.bytes);
}

/** The package that a file of the bundle is from; the innermost, where one has packages of its own. */
function packageOf(path: string): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return name ?? 'this project';
}

/** Bytes in KiB, with one decimal. */
export function kib(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}

/** The first of `packages` as a table for a terminal, and the rest as one row. Sizes are before compression. */
export function weightTable(packages: readonly Weight[], rows: number): string {
  const rest = packages.slice(rows);
  const shown = [...packages.slice(0, rows)];
  if (rest.length > 0) {
    const bytes = rest.reduce((sum, weight) => sum + weight.bytes, 0);
    shown.push({ name: `${rest.length} more`, bytes });
  }
  const width = Math.max(...shown.map(({ name }) => name.length));
  return shown.map(({ name, bytes }) => `${name.padEnd(width)}  ${kib(bytes).padStart(7)} KiB`).join('\n');
}
