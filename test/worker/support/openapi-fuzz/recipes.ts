import fc from 'fast-check';
import { awkwardTexts, garbageBody, oddHeader, oddUrlText } from './garbage.ts';
import { changed, toJson } from './misfits.ts';
import type { FuzzedOperation } from './operations.ts';
import { type Alteration, altered, goodValues, type Recipe, takesBody, toRecipe } from './recipe.ts';
import { smallChanges } from './rules.ts';

const near = 'nearly valid';

/** A request that the document allows. */
export function validRecipe(operation: FuzzedOperation): fc.Arbitrary<Recipe> {
  return goodValues(operation, false).map((values) => toRecipe(operation, values));
}

/** Leaves of a value that are text, by where they are. */
function textsIn(value: unknown, at: string[] = []): string[][] {
  if (typeof value === 'string') return [at];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => textsIn(part, [...at, key]));
}

/** What stands around the good fields and must change nothing. */
const additions = [
  '"unknown":[[[[{"a":null}]]]]',
  '"__proto__":{"content":7,"user_id":7}',
  '"constructor":{"prototype":{"enabled":7}}',
  '"CONTENT":7,"Content":7,"content ":7',
  '"":1e400',
  '"\\u0000":"\\ud800"',
  '"toString":null,"hasOwnProperty":7,"length":-1',
  '"then":{}',
  `"unknown":${'['.repeat(10_000)}${']'.repeat(10_000)}`,
];

/** Oddities of the body that leave it a good one. */
const harmlessBodies: fc.Arbitrary<(body: string) => string> = fc.oneof(
  fc.constantFrom(...additions).map((fields) => (body: string) => `{${fields},${body.slice(1)}`),
  fc.constant((body: string) => ` \n\t${body}\r\n`),
  fc.constant((body: string) => `\ufeff${body}`),
  // Of a key that is there twice the last counts, as in every parser of JavaScript.
  fc.constant((body: string) => `{"content":7,"object_id":[],"enabled":null,${body.slice(1)}`),
);

function oddBody(operation: FuzzedOperation): fc.Arbitrary<Alteration> {
  if (!takesBody(operation)) {
    return garbageBody('{}').map((body) => altered(near, 'fits', () => ({ body })));
  }
  const harmless = harmlessBodies.map((change) =>
    altered(near, 'either', ({ body }) => ({ body: typeof body === 'string' ? change(body) : body })),
  );
  const awkward = fc.tuple(fc.nat(), fc.constantFrom(...awkwardTexts)).map(([pick, text]) =>
    altered(near, 'either', (_, { value }) => {
      const leaves = textsIn(value);
      const at = leaves[pick % Math.max(leaves.length, 1)] ?? ['unknown'];
      return { body: toJson(changed(value, { at, value: text })) };
    }),
  );
  return fc.oneof(harmless, { weight: 2, arbitrary: awkward });
}

const oddHeaders = fc
  .array(oddHeader, { minLength: 1, maxLength: 4 })
  .map((headers) => altered(near, 'either', (recipe) => ({ headers: [...recipe.headers, ...headers] })));

const oddQuery = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom('limit', '__proto__', 'type', 'search', 'dialog_id'), oddUrlText),
      oddUrlText,
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((pairs) => altered(near, 'either', ({ query }) => ({ query: [...query, ...pairs] })));

/** Of a parameter that is there twice the first counts. */
const doubledQuery = oddUrlText.map((text) =>
  altered(near, 'fits', ({ query }) => ({
    query: [...query, ...query.map(([name]): [string, string] => [name, text])],
  })),
);

function oddPath(operation: FuzzedOperation): fc.Arbitrary<Alteration> {
  const names = operation.parameters.filter(({ place }) => place === 'path').map(({ name }) => name);
  if (names.length === 0) return oddQuery;
  return fc
    .tuple(fc.constantFrom(...names), oddUrlText)
    .map(([name, text]) => altered(near, 'either', ({ path }) => ({ path: { ...path, [name]: text } })));
}

/** A request with one thing about it that is odd, or just wrong. */
export function nearlyValidRecipe(operation: FuzzedOperation): fc.Arbitrary<Recipe> {
  const changes = smallChanges(operation);
  const alteration = fc.oneof(
    ...(changes.length === 0 ? [] : [{ weight: 5, arbitrary: fc.constantFrom(...changes) }]),
    { weight: 3, arbitrary: oddBody(operation) },
    oddHeaders,
    oddQuery,
    doubledQuery,
    oddPath(operation),
  );
  return fc
    .tuple(goodValues(operation, true), alteration)
    .map(([values, change]) => change(toRecipe(operation, values), values));
}

const otherMethods = ['GET', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'HEAD', 'PROPFIND'];

/** A method that the path may not have; where there is something to delete, that is left to the operation for it. */
function otherMethod({ path }: FuzzedOperation): fc.Arbitrary<string> {
  return fc.constantFrom(...otherMethods, ...(path.endsWith('}') ? [] : ['DELETE']));
}

/** A request with nothing right about its body, or several things odd at once. */
export function garbageRecipe(operation: FuzzedOperation): fc.Arbitrary<Recipe> {
  const good = goodValues(operation, true);
  const withGarbage = good.chain((values) => {
    const recipe = toRecipe(operation, values);
    return garbageBody(typeof recipe.body === 'string' ? recipe.body : '{}').map(
      (body): Recipe => ({
        ...recipe,
        kind: 'garbage',
        verdict: takesBody(operation) ? 'wrong' : 'fits',
        body,
      }),
    );
  });
  const jumbled = fc
    .tuple(
      good,
      otherMethod(operation),
      fc.array(fc.oneof(oddHeaders, oddQuery, oddPath(operation), oddBody(operation)), { maxLength: 4 }),
    )
    .map(([values, method, alterations]): Recipe => {
      const start = toRecipe(operation, values);
      const jumble = alterations.reduce((recipe, change) => change(recipe, values), start);
      return { ...jumble, kind: 'garbage', verdict: 'either', method };
    });
  return takesBody(operation)
    ? fc.oneof({ weight: 2, arbitrary: withGarbage }, jumbled)
    : fc.oneof(withGarbage, jumbled);
}
