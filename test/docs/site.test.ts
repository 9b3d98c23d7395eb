import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from './support/blocks.ts';

const run = promisify(execFile);

/** As on GitHub Pages, where a project's site is not at the root. */
const base = '/mtchat-edge/';

let site: string;
/** The pages of the built site by their file, such as `guides/files.html`. */
const pages = new Map<string, string>();

beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'mtchat-site-'));
  const environment = { ...process.env, NODE_ENV: 'production', DOCS_BASE: base, NO_COLOR: '1' };
  const options = { cwd: root, env: environment, maxBuffer: 10_000_000 };
  await run(process.execPath, ['scripts/docs/generate.ts'], options);
  const command = join(root, 'node_modules/vitepress/bin/vitepress.js');
  // Fails where a page links to another that is not there.
  await run(process.execPath, [command, 'build', 'docs', '--outDir', site], options);
  for await (const file of glob('**/*.html', { cwd: site }))
    pages.set(file, await readFile(join(site, file), 'utf8'));
}, 180_000);
afterAll(() => rm(site, { recursive: true, force: true }));

/** What a link inside the site leads to; undefined for one that leads out of it. */
function targetOf(href: string, page: string): { file: string; anchor: string } | undefined {
  const here = new URL(`${base}${page}`, 'https://site.invalid');
  const url = new URL(href.replaceAll('&amp;', '&'), here);
  if (url.origin !== here.origin) return undefined;
  const path = decodeURI(url.pathname).slice(base.length);
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  return { file: /\.\w+$/.test(file) ? file : `${file}.html`, anchor: decodeURIComponent(url.hash.slice(1)) };
}

function deadLinks(page: string, html: string): string[] {
  const links = [...html.matchAll(/\s(?:href|src)="([^"]+)"/g)].map(([, href = '']) => href);
  return links.filter((href) => {
    if (/^(mailto|data):/.test(href)) return false;
    const target = targetOf(href, page);
    if (target === undefined) return false;
    if (!existsSync(join(site, target.file))) return true;
    return target.anchor !== '' && !pages.get(target.file)?.includes(` id="${target.anchor}"`);
  });
}

it('no link of the site is dead: neither a page, nor a heading, nor a picture', () => {
  expect(pages.size).toBeGreaterThan(100);
  const dead = [...pages].flatMap(([page, html]) => deadLinks(page, html).map((href) => `${page}: ${href}`));
  expect(dead).toEqual([]);
});

it('every page but the first and the missing one can be reached from the side bar or another page', () => {
  const reached = new Set<string>();
  for (const [page, html] of pages) {
    for (const [, href = ''] of html.matchAll(/\shref="([^"]+)"/g)) {
      const target = targetOf(href, page);
      if (target !== undefined && target.file !== page) reached.add(target.file);
    }
  }
  const alone = [...pages.keys()].filter(
    (page) => !reached.has(page) && !['404.html', 'index.html'].includes(page),
  );
  expect(alone).toEqual([]);
});

it('every operation of the API and every public type of the SDK has its place in the reference', async () => {
  const management = pages.get('reference/api/management.html') ?? '';
  expect(management).toContain('id="createDialog"');
  expect([...pages.keys()]).toContain('reference/vue/interfaces/MTChatProps.html');
  // What a message is, and not that it was inferred from a schema.
  expect(pages.get('reference/vue/type-aliases/Message.html')).toContain('client_message_id');
});
