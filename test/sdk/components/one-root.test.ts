import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const sdk = fileURLToPath(new URL('../../../sdk-vue', import.meta.url));

it('no component begins with a comment: that is a second root, and the class and id that it is given are lost', () => {
  const components = ['components', 'primitives'].flatMap((folder) =>
    readdirSync(join(sdk, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.vue'))
      .map((name) => join(sdk, folder, name)),
  );
  expect(components.length).toBeGreaterThan(50);
  const begun = components.filter((path) => /^<template>\s*<!--/m.test(readFileSync(path, 'utf8')));
  expect(begun).toEqual([]);
});
