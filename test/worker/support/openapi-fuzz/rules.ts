import type fc from 'fast-check';
import { awkwardTexts } from './garbage.ts';
import { type Changes, changed, changesOf, changesTo, textsOf, toJson } from './misfits.ts';
import type { FuzzedOperation, Parameter } from './operations.ts';
import {
  type Alteration,
  altered,
  goodValues,
  places,
  type Recipe,
  toRecipe,
  type Values,
  type Verdict,
} from './recipe.ts';

const near = 'nearly valid';

/** The header as it must not be sent at all: the runtime lets only bytes through. */
const isSendable = (text: string) => /^[\t\x20-\x7e\x80-\xff]*$/.test(text);

function withText({ place, name }: Parameter, text: string, recipe: Recipe): Partial<Recipe> {
  if (place === 'path') return { path: { ...recipe.path, [name]: encodeURIComponent(text) } };
  const without = (pairs: [string, string][]) =>
    pairs.filter(([key]) => key !== name && !(places.includes(name) && places.includes(key)));
  if (place === 'query') return { query: [...without(recipe.query), [name, encodeURIComponent(text)]] };
  return { headers: [...without(recipe.headers), [name, text]] };
}

/** One part of the request wrong by what the document says, or at its limit: all there are, in order. */
export function smallChanges(operation: FuzzedOperation): Alteration[] {
  const ofParameters = operation.parameters.flatMap((parameter) => {
    const { wrong, right } = textsOf(parameter);
    const alteration = (verdict: Verdict) => (text: string) =>
      altered(near, verdict, (recipe) => withText(parameter, text, recipe));
    // Whatever stands in `token` is not read where callers are trusted, and not a token elsewhere.
    if (parameter.name === 'token') return [];
    const sendable = (texts: string[]) =>
      texts.filter((text) => parameter.place !== 'header' || isSendable(text));
    return [...sendable(wrong).map(alteration('wrong')), ...sendable(right).map(alteration('fits'))];
  });
  const { wrong, right }: Changes =
    operation.body === undefined ? { wrong: [], right: [] } : changesOf(operation.body);
  const inBody = (verdict: Verdict) => (change: Changes['wrong'][number]) =>
    altered(near, verdict, (_, { value }) => ({ body: toJson(changed(value, change)) }));
  return [...ofParameters, ...wrong.map(inBody('wrong')), ...right.map(inBody('fits'))];
}

/** A request for every rule of the document: one that just breaks it, or just keeps it. */
export function recipesByRule(operation: FuzzedOperation): fc.Arbitrary<Recipe>[] {
  return allWith(operation, smallChanges(operation));
}

/** Where the first of the callers may do everything: nothing else must hide what the change does. */
function atHome({ part }: FuzzedOperation, { place, name }: Parameter, text: string | undefined) {
  if (part !== 'chat' || place !== 'path') return text;
  if (text?.startsWith('~message')) return '~message.0~';
  return name === 'id' && !text?.startsWith('~club') ? '~room.0~' : text;
}

function allWith(operation: FuzzedOperation, changes: readonly Alteration[]): fc.Arbitrary<Recipe>[] {
  const good = goodValues(operation, true).map(
    ({ texts, value }): Values => ({
      texts: texts.map(([parameter, text]) => [parameter, atHome(operation, parameter, text)]),
      value,
    }),
  );
  return changes.map((change) => good.map((values) => change(toRecipe(operation, values), values)));
}

/** A request for every place where free text may stand, with each of the awkward texts in it. */
export function recipesWithAwkwardTexts(operation: FuzzedOperation): fc.Arbitrary<Recipe>[] {
  const free = operation.parameters.filter(
    ({ schema }) => schema.type === 'string' && !schema.pattern && !schema.enum,
  );
  const changes = awkwardTexts.flatMap((text): Alteration[] => {
    const able = free.filter(({ place }) => (place === 'header' ? isSendable(text) : text.isWellFormed()));
    const inBody = operation.body === undefined ? [] : changesTo(text, operation.body);
    return [
      ...able.map((parameter) => altered(near, 'either', (recipe) => withText(parameter, text, recipe))),
      ...inBody.map((change) =>
        altered(near, 'either', (_, { value }) => ({ body: toJson(changed(value, change)) })),
      ),
    ];
  });
  return allWith(operation, changes);
}
