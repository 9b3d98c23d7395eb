import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** What Vite's manifest tells of a file that it wrote. */
interface Written {
  file: string;
  isEntry?: boolean;
  /** Keys of the manifest: what this file imports at once. */
  imports?: string[];
  css?: string[];
}

/** The files that a host ships for what it uses of the package, as its bundler minifies, shakes and splits them. */
export interface ShippedFiles {
  /** What a page loads before it can show anything. */
  first: string[];
  all: string[];
}

/** Builds `build/size/<name>.js` as a host would, without Vue, which the host has anyway. */
export async function buildHost(name: string): Promise<ShippedFiles> {
  const root = fileURLToPath(new URL('size', import.meta.url));
  const directory = join(root, 'dist', name);
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: directory,
      emptyOutDir: true,
      manifest: 'manifest.json',
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: { input: join(root, `${name}.js`), external: ['vue'] },
    },
  });
  // Written by Vite a moment ago.
  const manifest: Record<string, Written> = JSON.parse(
    await readFile(join(directory, 'manifest.json'), 'utf8'),
  );
  const first = new Set<string>();
  const visit = ({ file, css = [], imports = [] }: Written) => {
    if (first.has(file)) return;
    for (const path of [file, ...css]) first.add(path);
    for (const key of imports) if (manifest[key]) visit(manifest[key]);
  };
  for (const written of Object.values(manifest)) if (written.isEntry) visit(written);
  const all = new Set(Object.values(manifest).flatMap(({ file, css = [] }) => [file, ...css]));
  const inDirectory = (files: Set<string>) => [...files].map((file) => join(directory, file));
  return { first: inDirectory(first), all: inDirectory(all) };
}
