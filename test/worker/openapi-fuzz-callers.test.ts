import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { logLines } from './support/log.ts';
import { servedDocument } from './support/openapi.ts';
import type { Setting } from './support/openapi-fuzz/callers.ts';
import { callerOf, hosts, trustedUsers } from './support/openapi-fuzz/callers.ts';
import { expectAlways, type Fuzzing, startFuzzing } from './support/openapi-fuzz/fuzzing.ts';
import { operationsOf } from './support/openapi-fuzz/operations.ts';
import { closedSettings, tokenSetting, trustingSettings } from './support/openapi-fuzz/settings.ts';
import { emptyStock, remember, type Step, story } from './support/openapi-fuzz/stories.ts';
import { strayRecipe } from './support/openapi-fuzz/strays.ts';
import { newWorld, type World } from './support/openapi-fuzz/world.ts';
import { viewOf } from './support/two-tenants.ts';

const timeout = 240_000;
/** Of each operation, at random. */
const requests = { byToken: 60, closed: 30 };
const stories = 35;
const strays = 400;
const expectedTotal = 4_000;

const operations = operationsOf(await servedDocument());

let world: World;
let fuzzing: Fuzzing;
let byToken: Setting;
let closed: Setting[];
let before: unknown;

beforeAll(async () => {
  world = await newWorld();
  before = await viewOf(world.others);
  fuzzing = await startFuzzing(world);
  byToken = await tokenSetting(world);
  closed = await closedSettings(world);
});

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(() => {
  console.log(`Requests by operation and status, under other configurations:\n${fuzzing.tally.table()}`);
});

describe.concurrent('where callers must show a token, nobody gets past without a good one', () => {
  test.each(operations)('$id', { timeout }, async (operation) => {
    await fuzzing.fuzz(operation, [byToken], requests.byToken);
  });
});

describe('what is not configured says 503, and nothing else does', () => {
  test.each(operations)('$id', { timeout }, async (operation) => {
    // A wrong configuration is logged each time it is met.
    const lines = logLines();
    await fuzzing.fuzz(operation, closed, requests.closed);
    for (const line of lines) expect(JSON.stringify(line)).not.toContain('key-of-the');
  });
});

test('a dialog lives through whatever is done to it, from its creation to its end', { timeout }, async () => {
  const [setting] = trustingSettings(world);
  const tenant = world.scope.tenant_uid ?? '';
  const users = trustedUsers(world.scope).filter(({ headers }) => headers.length > 0);
  const holds = async (steps: Step[]) => {
    const stock = emptyStock(world.stock);
    for (const { recipe, by, status } of steps) {
      const caller = recipe.operation.part === 'management' ? hosts[0] : users[by * 2];
      if (setting === undefined || caller === undefined) throw new Error('Nobody is there');
      const answer = await fuzzing.send({ setting, caller, recipe }, stock);
      if (status !== undefined) expect(answer.status, `${recipe.operation.id}: ${answer.text}`).toBe(status);
      remember(stock, recipe, answer);
    }
  };
  await expectAlways(story(operations, tenant), holds, stories);
});

test('what leads nowhere is refused', { timeout }, async () => {
  const settings = [...trustingSettings(world), byToken];
  const stray = fc.constantFrom(...settings).chain((setting) =>
    fc.record({
      setting: fc.constant(setting),
      caller: callerOf(setting, 'chat'),
      recipe: strayRecipe(operations),
    }),
  );
  await expectAlways(stray, async (trial) => void (await fuzzing.send(trial)), strays);
});

test('that were requests enough, of every operation, and some that did what they ask', () => {
  const { tally } = fuzzing;
  for (const operation of operations) {
    const asked = (['valid', 'nearly valid', 'garbage'] as const).map((kind) =>
      tally.ofKind(operation, kind),
    );
    const least = requests.byToken + requests.closed;
    expect
      .soft(
        asked.reduce((one, other) => one + other),
        operation.id,
      )
      .toBeGreaterThanOrEqual(least);
    expect.soft(tally.successes(operation), `${operation.id}, done`).toBeGreaterThan(0);
  }
  expect(tally.total()).toBeGreaterThanOrEqual(expectedTotal);
});

test('after all that everything still works, and what was nobody’s business is as it was', async () => {
  for (const person of world.people) expect((await person.dialogs()).status).toBe(200);
  expect(await viewOf(world.others)).toEqual(before);
});
