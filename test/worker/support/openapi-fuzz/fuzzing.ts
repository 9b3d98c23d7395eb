import fc from 'fast-check';
import { type OpenApiDocument, servedDocument } from '../openapi.ts';
import { type Attempt, faultsOfAnswer } from './answer-faults.ts';
import { type Caller, callerOf, type Setting } from './callers.ts';
import { type FuzzedOperation, operationsOf } from './operations.ts';
import type { Recipe } from './recipe.ts';
import { garbageRecipe, nearlyValidRecipe, validRecipe } from './recipes.ts';
import type { Stock } from './references.ts';
import { type Answer, answerIn, asCurl, type Sent, toSend } from './sending.ts';
import { createTally, type Tally } from './tally.ts';
import type { World } from './world.ts';

/** The same requests in every run: a failure can be looked into, and is not gone the next time. */
export const seed = 20260217;

/** A request, and under which configuration who sends it. */
export interface Trial {
  setting: Setting;
  caller: Caller;
  recipe: Recipe;
}

export interface Fuzzing {
  document: OpenApiDocument;
  operations: readonly FuzzedOperation[];
  tally: Tally;
  /** Sends the request, and throws what is wrong with its answer with a command that sends it again. */
  send(trial: Trial, stock?: Stock): Promise<Answer>;
  /** Sends as many requests of all kinds for one operation. Throws for the first that is answered wrongly. */
  fuzz(operation: FuzzedOperation, settings: readonly Setting[], requests: number): Promise<void>;
}

function trialOf(operation: FuzzedOperation, settings: readonly Setting[]): fc.Arbitrary<Trial> {
  const recipe = fc.oneof(
    { weight: 4, arbitrary: validRecipe(operation) },
    { weight: 6, arbitrary: nearlyValidRecipe(operation) },
    { weight: 3, arbitrary: garbageRecipe(operation) },
  );
  return fc
    .constantFrom(...settings)
    .chain((setting) =>
      fc.record({ setting: fc.constant(setting), caller: callerOf(setting, operation.part), recipe }),
    );
}

/** Reads what the Worker says it answers, and makes requests of it in this world. */
export async function startFuzzing(world: World): Promise<Fuzzing> {
  const document = await servedDocument();
  const operations = operationsOf(document);
  const tally = createTally();

  async function faultsWith(attempt: Attempt): Promise<{ answer?: Answer; faults: string[] }> {
    try {
      const answer = await answerIn(attempt.setting, attempt.sent);
      tally.count(attempt.recipe, answer.status);
      return { answer, faults: faultsOfAnswer(attempt, answer) };
    } catch (error) {
      return { faults: [String(error)] };
    }
  }

  async function send({ setting, caller, recipe }: Trial, stock = world.stock): Promise<Answer> {
    const sent: Sent = toSend(recipe, caller, stock);
    const { answer, faults } = await faultsWith({
      document,
      operations,
      setting,
      caller,
      recipe,
      sent,
      others: world.others,
    });
    if (answer !== undefined && faults.length === 0) return answer;
    throw new Error(
      `${recipe.operation.id}, ${recipe.kind}, by ${caller.what}, ${setting.name}:\n${faults.join('\n')}\n${asCurl(sent)}`,
    );
  }

  return {
    document,
    operations,
    tally,
    send,
    async fuzz(operation, settings, requests) {
      const ownSeed = seed + operations.findIndex(({ id }) => id === operation.id);
      await expectAlways(
        trialOf(operation, settings),
        async (trial) => void (await send(trial)),
        requests,
        ownSeed,
      );
    },
  };
}

/** For how long a smaller example is looked for: a fault in everything would else be tried in all its forms. */
const shrinksForMs = 8_000;

/** That it holds for as many values of the arbitrary. Throws a small one for which it does not. */
export async function expectAlways<Value>(
  arbitrary: fc.Arbitrary<Value>,
  holds: (value: Value) => Promise<void>,
  numRuns: number,
  ownSeed: number = seed,
): Promise<void> {
  let failedAt: number | undefined;
  const property = fc.asyncProperty(arbitrary, async (value) => {
    if (failedAt !== undefined && Date.now() - failedAt > shrinksForMs) return;
    try {
      await holds(value);
    } catch (error) {
      failedAt ??= Date.now();
      throw error;
    }
  });
  await fc.assert(property, { seed: ownSeed, numRuns, reporter: report });
}

/** What failed, without the recipe: the command that makes the request says it better. */
function report<Value>(outcome: fc.RunDetails<Value>): void {
  if (!outcome.failed) return;
  const { seed: failingSeed, counterexamplePath, numRuns, errorInstance } = outcome;
  const what = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  throw new Error(`After ${numRuns} runs, seed ${failingSeed}, path ${counterexamplePath}:\n${what}`);
}
