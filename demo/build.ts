import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectDirectory = fileURLToPath(new URL('..', import.meta.url));

/** All that the pages are made of. */
const sources = [
  'demo/pages/**/*.{ts,vue,css,html}',
  'demo/vite.config.ts',
  'sdk-vue/**/*.{ts,vue,css}',
  'sdk-vue-primevue/**/*.{ts,vue,css}',
  'contract/*.ts',
  'package-lock.json',
];

export interface BuildOptions {
  /** Where the pages are kept from one start to the next; they are in `pages` below it. */
  directory: string;
  settings: PagesSettings;
}

/** What the pages are told by `demo-settings.json`. */
export interface PagesSettings {
  backendUrl: string;
}

/**
 * Builds the pages unless nothing they are made of has changed since the last time, and gives the directory to serve.
 * Rejects where they cannot be built; what was built before is then still there.
 */
export async function buildPages({ directory, settings }: BuildOptions): Promise<string> {
  const pages = join(directory, 'pages');
  const fingerprintFile = join(directory, 'pages-made-of');
  const fingerprint = await fingerprintOf(sources);
  const last = existsSync(fingerprintFile) ? await readFile(fingerprintFile, 'utf8') : undefined;
  if (last !== fingerprint || !existsSync(join(pages, 'index.html'))) {
    const next = join(directory, 'pages-next');
    await buildInto(next);
    await rm(pages, { recursive: true, force: true });
    await rename(next, pages);
    await writeFile(fingerprintFile, fingerprint);
  }
  await mkdir(pages, { recursive: true });
  await writeFile(join(pages, 'demo-settings.json'), JSON.stringify(settings));
  return pages;
}

async function buildInto(directory: string) {
  // Takes a moment to load, and most starts have nothing to build.
  const { build } = await import('vite');
  const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url));
  await build({ configFile, logLevel: 'silent', build: { outDir: directory } });
}

/** Changes when any of the files does. */
async function fingerprintOf(patterns: string[]): Promise<string> {
  const files = [];
  const exclude = (path: string) => /(^|\/)(node_modules|dist)$/.test(path);
  for await (const path of glob(patterns, { cwd: projectDirectory, exclude })) files.push(path);
  const hash = createHash('sha256');
  for (const path of files.sort()) {
    const content = await readFile(join(projectDirectory, path));
    hash.update(path).update('\0').update(content).update('\0');
  }
  return hash.digest('hex');
}
