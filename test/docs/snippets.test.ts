import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { webhook } from '../../contract/webhooks.ts';
import { blocksIn, placeOf, root } from './support/blocks.ts';
import { typeProblems } from './support/type-check.ts';

/** Those that some test looks at, and those in which there is nothing to be checked but words. */
const languages = ['ts', 'vue', 'js', 'json', 'css', 'sh', 'http', 'toml', 'sql', 'text', ''];

it('every block says what it is, in a language that is checked', async () => {
  const strange = (await blocksIn()).filter(({ language }) => !languages.includes(language));
  expect(strange.map((block) => `${placeOf(block)} ${block.language}`)).toEqual([]);
});

it('TypeScript and Vue in the documentation compile against the packages', async () => {
  const blocks = await blocksIn('ts', 'vue');
  expect(blocks.length).toBeGreaterThan(20);
  expect(await typeProblems(blocks)).toEqual([]);
});

it('JavaScript in the documentation parses, and what it imports is there', async () => {
  const { resolve } = createRequire(join(root, 'package.json'));
  for (const block of await blocksIn('js')) {
    const { diagnostics = [] } = ts.transpileModule(block.code, {
      reportDiagnostics: true,
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, allowJs: true },
      fileName: 'block.mjs',
    });
    expect(
      diagnostics.map(({ messageText }) => messageText),
      placeOf(block),
    ).toEqual([]);
    for (const { fileName } of ts.preProcessFile(block.code).importedFiles) resolve(fileName);
  }
});

it('JSON in the documentation parses, and webhooks are as they are sent', async () => {
  for (const block of await blocksIn('json')) {
    const value: unknown = JSON.parse(block.code);
    const isWebhook = typeof value === 'object' && value !== null && 'event' in value;
    if (isWebhook) expect(webhook.safeParse(value).error, placeOf(block)).toBeUndefined();
  }
});

it('CSS in the documentation sets variables that the chat has', async () => {
  const tokens = await readFile(join(root, 'sdk-vue/theme/tokens.css'), 'utf8');
  const known = new Set(tokens.match(/--mtchat-[\w-]+(?=:)/g));
  for (const block of await blocksIn('css')) {
    const set = block.code.match(/--mtchat-[\w-]+/g) ?? [];
    expect(
      set.filter((name) => !known.has(name)),
      placeOf(block),
    ).toEqual([]);
  }
});
