import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
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

/** The package that a module is in: `@mtchat/vue` of `@mtchat/vue/client`. */
function packageOf(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

describe.each([
  { name: '@mtchat/vue', needs: ['vue'] },
  { name: '@mtchat/vue-primevue', needs: ['@mtchat/vue', '@primeuix/themes', 'primevue', 'vue'] },
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

  it('is what its makers meant to publish: what was built, and what tells of it', async () => {
    const files = [...(await filesOf(join(modules, name))).keys()];
    const others = files.filter((file) => !/^dist\/.+\.(js|js\.map|d\.ts|css|md)$/.test(file));
    expect(others.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
  });

  it('tells in its changelog of the version that it is', async () => {
    const files = await filesOf(join(modules, name));
    const { version } = JSON.parse(files.get('package.json') ?? '');
    expect(files.get('CHANGELOG.md')).toMatch(new RegExp(`^# ${name}\\n\\n## ${version}\\n`));
  });

  it('lets developers step through its sources, which its maps bring with them', async () => {
    const files = await filesOf(join(modules, name));
    const maps = [...files.keys()].filter((file) => file.endsWith('.map'));
    expect(maps.length).toBeGreaterThan(10);
    for (const map of maps) {
      expect(files.get(map.replace(/\.map$/, '')), map).toContain(`//# sourceMappingURL=${basename(map)}`);
      const { sources, sourcesContent = [] } = JSON.parse(files.get(map) ?? '');
      expect(sourcesContent.length, map).toBe(sources.length);
      expect(sourcesContent, map).not.toContain(null);
      // Whoever built it has folders of their own, which are nobody's business.
      for (const source of sources) expect(source, map).toMatch(/^[^/]/);
    }
  });

  it('needs nothing else of its hosts, in code and in types', async () => {
    const needed = new Set<string>();
    for (const [path, text] of await filesOf(join(modules, name))) {
      if (!/\.(js|ts)$/.test(path)) continue;
      for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
        if (!fileName.startsWith('.')) needed.add(packageOf(fileName));
      }
    }
    expect([...needed].sort()).toEqual(needs);
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

it('is as small as it promises: the first load, all of it, the client alone, and nothing for its types', async () => {
  const program = join(folderOf('size-limit'), 'bin.js');
  const { stdout } = await run(process.execPath, [program, '--json'], { cwd: sdk }).catch((error) => error);
  const sizes: { name: string; size: number; passed: boolean }[] = JSON.parse(stdout);
  expect(sizes).toHaveLength(5);
  for (const { name, size, passed } of sizes) expect(passed, `${name}: ${size} bytes`).toBe(true);
});
