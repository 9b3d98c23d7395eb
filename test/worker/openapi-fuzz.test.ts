import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '../../contract/limits.ts';
import { call } from './support/api.ts';
import { dialogOf, said } from './support/dialog.ts';
import { servedDocument } from './support/openapi.ts';
import type { Setting } from './support/openapi-fuzz/callers.ts';
import { type Fuzzing, seed, startFuzzing } from './support/openapi-fuzz/fuzzing.ts';
import { operationsOf } from './support/openapi-fuzz/operations.ts';
import type { Recipe } from './support/openapi-fuzz/recipe.ts';
import { validRecipe } from './support/openapi-fuzz/recipes.ts';
import { recipesByRule, recipesWithAwkwardTexts } from './support/openapi-fuzz/rules.ts';
import { trustingSettings } from './support/openapi-fuzz/settings.ts';
import { newWorld, type World } from './support/openapi-fuzz/world.ts';
import { viewOf } from './support/two-tenants.ts';

const timeout = 240_000;
/** Of each operation, at random; one for every rule and for every awkward text come on top. */
const requests = 120;
/** With the 4,000 of openapi-fuzz-callers.test.ts there are 11,000; sockets are fuzzed besides. */
const expectedTotal = 7_000;

const operations = operationsOf(await servedDocument());

let world: World;
let fuzzing: Fuzzing;
let settings: Setting[];
let before: unknown;

beforeAll(async () => {
  world = await newWorld();
  before = await viewOf(world.others);
  fuzzing = await startFuzzing(world);
  settings = trustingSettings(world);
});

afterAll(() => {
  console.log(`Requests by operation and status, callers being believed:\n${fuzzing.tally.table()}`);
});

/** Someone who may ask this, under the configuration that has everything. */
function welcome(part: 'management' | 'chat' | 'open') {
  const setting = settings[0];
  const caller = part === 'open' ? { what: 'anyone', query: [], headers: [] } : setting?.callers[part][1];
  if (setting === undefined || caller === undefined) throw new Error('Nobody may ask');
  return { setting, caller };
}

/** Sends one request of each. */
async function sendEach(recipes: readonly fc.Arbitrary<Recipe>[]): Promise<void> {
  for (const recipe of recipes.flatMap((one) => fc.sample(one, { seed, numRuns: 1 }))) {
    await fuzzing.send({ ...welcome(recipe.operation.part), recipe });
  }
}

describe.concurrent('whatever is asked, the answer is one that the document names', () => {
  test.each(operations)('$id', { timeout }, async (operation) => {
    await fuzzing.fuzz(operation, settings, requests);
  });
});

describe.concurrent('every rule of the document is kept, neither one too few nor one too many', () => {
  test.each(operations)('$id', { timeout }, async (operation) => {
    await sendEach(recipesByRule(operation));
  });
});

describe.concurrent('text that parsers and databases stumble over is taken or refused, wherever it stands', () => {
  test.each(operations)('$id', { timeout }, async (operation) => {
    await sendEach(recipesWithAwkwardTexts(operation));
  });
});

describe('a body of 1 MiB is read, and one byte more is 413', () => {
  test.each(operations.filter(({ body }) => body !== undefined))('$id', { timeout }, async (operation) => {
    const [recipe] = fc.sample(validRecipe(operation), { seed, numRuns: 1 });
    if (typeof recipe?.body !== 'string') throw new Error('There is no body');
    const bytes = new TextEncoder().encode(recipe.body).byteLength;
    const spaces = ' '.repeat(limits.requestBodyBytes - bytes);
    for (const [more, isTaken] of [
      ['', true],
      [' ', false],
    ] as const) {
      // The references in it would become longer.
      const body = new Uint8Array(new TextEncoder().encode(`${recipe.body}${spaces}${more}`));
      const trial = { ...welcome(operation.part), recipe: { ...recipe, verdict: 'either' as const, body } };
      expect((await fuzzing.send(trial)).status === 413).toBe(!isTaken);
    }
  });
});

test('that were requests enough, of every kind for every operation, and some that did what they ask', () => {
  const { tally } = fuzzing;
  for (const operation of operations) {
    for (const kind of ['valid', 'nearly valid', 'garbage'] as const) {
      expect
        .soft(tally.ofKind(operation, kind), `${operation.id}, ${kind}`)
        .toBeGreaterThanOrEqual(requests / 8);
    }
    expect.soft(tally.successes(operation), `${operation.id}, done`).toBeGreaterThan(0);
  }
  expect(tally.total()).toBeGreaterThanOrEqual(expectedTotal);
});

test('after all that everything still works, and what was nobody’s business is as it was', async () => {
  expect((await call('GET', '/health/ready')).status).toBe(200);
  const { ada, dialogId } = await dialogOf('ada');
  await said(ada, dialogId, 'Hello');
  expect((await ada.messages(dialogId)).data.messages).toHaveLength(2);
  for (const person of world.people) expect((await person.dialogs()).status).toBe(200);
  expect(await viewOf(world.others)).toEqual(before);
});
