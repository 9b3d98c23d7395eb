import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import ts from 'typescript';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { createHost, folderOf } from './support/host.ts';

const run = promisify(execFile);
const sdk = fileURLToPath(new URL('../../sdk-vue', import.meta.url));

let modules: string;
let installed: string;
beforeAll(async () => {
  const { directory } = await createHost();
  modules = join(directory, 'node_modules');
  installed = join(modules, '@mtchat/vue');
});

/** The texts of the package's files by their paths in it. */
async function filesOf(directory: string): Promise<Map<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = paths.map(async (path) => [relative(directory, path), await readFile(path, 'utf8')] as const);
  return new Map(await Promise.all(texts));
}

describe.each([
  { name: '@mtchat/vue', needs: ['vue'] },
  { name: '@mtchat/server', needs: [] },
])('$name as it is published', ({ name, needs }) => {
  it('gives publint nothing to say', async () => {
    const { messages, pkg } = await publint({ pkgDir: join(modules, name), pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg ?? {}))).toEqual([]);
  });

  it('has types that every resolver of ES modules finds', async () => {
    const tarball = inject('packed').tarballs[name] ?? '';
    const program = join(folderOf('@arethetypeswrong/cli'), 'dist/index.js');
    // Style sheets have no types.
    const options = ['--profile', 'esm-only', '--format', 'ascii', '--exclude-entrypoints', 'style.css'];
    const answer = await run(process.execPath, [program, tarball, ...options]).catch((error) => error);
    // Its own code says whether anything is wrong that the profile minds.
    expect(answer.code ?? 0, answer.stdout).toBe(0);
  });

  it('needs nothing else of its hosts, in code and in types', async () => {
    const needed = new Set<string>();
    for (const [path, text] of await filesOf(join(modules, name))) {
      if (!/\.(js|ts)$/.test(path)) continue;
      for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
        if (!fileName.startsWith('.')) needed.add(fileName);
      }
    }
    expect([...needed]).toEqual(needs);
  });
});

it('has all its styles in one file that nothing else loads', async () => {
  const files = await filesOf(installed);
  expect([...files.keys()].filter((path) => path.endsWith('.css'))).toEqual(['dist/style.css']);
  for (const [path, text] of files) {
    if (path.endsWith('.js')) expect(text, path).not.toMatch(/\.css['"]/);
  }
});

it('says under what licences the libraries within it are', async () => {
  const licences = (await filesOf(installed)).get('dist/THIRD-PARTY-LICENSES.md');
  for (const library of ['@tiptap/core', 'virtua']) expect(licences).toContain(`## ${library} -`);
});

it('is as small as it promises: the first load, all of it, and the client alone', async () => {
  const program = join(folderOf('size-limit'), 'bin.js');
  const { stdout } = await run(process.execPath, [program, '--json'], { cwd: sdk }).catch((error) => error);
  const sizes: { name: string; size: number; passed: boolean }[] = JSON.parse(stdout);
  expect(sizes).toHaveLength(4);
  for (const { name, size, passed } of sizes) expect(passed, `${name}: ${size} bytes`).toBe(true);
});
