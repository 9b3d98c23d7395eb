import { beforeAll, expect, it } from 'vitest';
import { readOpenApiDocument } from '../../scripts/docs/openapi-document.ts';
import type { ShownDocument } from '../../worker/openapi/page/shown.ts';
import { blocksIn, blocksOf, documents, placeOf, root } from './support/blocks.ts';
import { callOfCurl, callOfHttp, isKnown, problemsOf } from './support/calls.ts';
import { commandsOf } from './support/shell.ts';

let api: ShownDocument;
beforeAll(async () => {
  api = await readOpenApiDocument(root);
});

it('every curl in the documentation is a call that the API takes', async () => {
  let checked = 0;
  for (const document of await documents()) {
    const known = new Map<string, string>();
    for (const block of blocksOf(document).filter(({ language }) => language === 'sh')) {
      for (const command of commandsOf(block.code, known)) {
        const call = callOfCurl(command);
        if (call === undefined) continue;
        checked += 1;
        expect(problemsOf(api, call), placeOf(block)).toEqual([]);
      }
    }
  }
  expect(checked).toBeGreaterThan(8);
});

it('every request in the documentation is a call that the API takes', async () => {
  for (const block of await blocksIn('http')) {
    expect(problemsOf(api, callOfHttp(block.code)), placeOf(block)).toEqual([]);
  }
});

it('every operation that a sentence names exists', async () => {
  for (const { file, text } of await documents()) {
    const named = [...text.matchAll(/`(GET|POST|PUT|DELETE) (\/[^\s`?]*)/g)];
    const strange = named.filter(([, method = '', path = '']) => !isKnown(api, method, path));
    expect(
      strange.map(([span]) => span),
      file,
    ).toEqual([]);
  }
});
