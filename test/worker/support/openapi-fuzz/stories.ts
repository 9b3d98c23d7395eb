import fc from 'fast-check';
import type { FuzzedOperation } from './operations.ts';
import type { Recipe } from './recipe.ts';
import { nearlyValidRecipe, validRecipe } from './recipes.ts';
import type { Kind, Stock } from './references.ts';
import type { Answer } from './sending.ts';

/** One thing that somebody does, and the status that it must be answered with where there can be no other. */
export interface Step {
  recipe: Recipe;
  /** Which of the callers does it. */
  by: number;
  status?: number;
}

/** What an answer brought into the world, by what it can be used for. */
const kindsOf: Record<string, readonly Kind[]> = {
  createDialog: ['room', 'club', 'shelf', 'spare'],
  sendMessage: ['message', 'passingMessage'],
};

/** A world in which nothing has happened yet, of the same people. */
export function emptyStock(stock: Stock): Stock {
  const nothing = { room: [], club: [], shelf: [], spare: [], message: [], passingMessage: [] };
  return { ...stock, ...nothing, attachment: [], failedWebhook: [] };
}

/** Keeps the id that an answer gave, for what comes after it. */
export function remember(stock: Stock, { operation }: Recipe, { status, text }: Answer): void {
  if (status !== 200 && status !== 201) return;
  for (const kind of kindsOf[operation.id] ?? []) {
    const { data }: { data: { id: string } } = JSON.parse(text);
    if (!stock[kind].includes(data.id)) stock[kind].push(data.id);
  }
}

/** A good request, with these things in its path and body instead of any. */
function aimed(
  operation: FuzzedOperation,
  path: Record<string, string>,
  fields: object,
): fc.Arbitrary<Recipe> {
  return validRecipe(operation).map((recipe) => {
    const body =
      typeof recipe.body === 'string' ? JSON.stringify({ ...JSON.parse(recipe.body), ...fields }) : undefined;
    // Another dialog with the same key would be refused.
    const headers = recipe.headers.filter(([name]) => name !== 'Idempotency-Key');
    return { ...recipe, path, body, headers };
  });
}

/** A dialog is created, joined, written in, and its messages changed; then anything may happen to it; then it goes. */
export function story(operations: readonly FuzzedOperation[], tenant: string): fc.Arbitrary<Step[]> {
  const operationOf = (id: string) => {
    const found = operations.find((operation) => operation.id === id);
    if (found === undefined) throw new Error(`The document has no ${id}`);
    return found;
  };
  const dialog = { id: '~room.0~' };
  const message = { ...dialog, message_id: '~message.0~' };
  const step = (id: string, by: number, status: number, path: Record<string, string>, fields = {}) =>
    fc.record({
      recipe: aimed(operationOf(id), path, fields),
      by: fc.constant(by),
      status: fc.constant(status),
    });

  const beginning = fc.tuple(
    step(
      'createDialog',
      0,
      201,
      {},
      { participants: ['~caller.0~'], access_scopes: [{ tenant_uid: tenant }] },
    ),
    step('joinDialog', 1, 200, dialog),
    step('sendMessage', 1, 201, dialog, { reply_to: null, attachments: null }),
    step('sendMessage', 0, 201, dialog, {
      reply_to: '~message.0~',
      attachments: null,
      client_message_id: null,
    }),
    step('editMessage', 1, 200, message),
    step('markRead', 0, 200, dialog, { last_read_message_id: '~message.1~' }),
    step('archiveDialog', 0, 200, dialog),
    step('listMessages', 0, 200, dialog),
    step('getMessage', 0, 200, message),
  );
  const anything = fc
    .constantFrom(...operations.filter(({ part, id }) => part !== 'open' && id !== 'deleteDialog'))
    .chain((operation) =>
      fc.record({
        recipe: fc.oneof({ weight: 3, arbitrary: validRecipe(operation) }, nearlyValidRecipe(operation)),
        by: fc.nat({ max: 1 }),
      }),
    );
  const end = fc.tuple(step('deleteDialog', 0, 204, dialog), step('getDialog', 0, 404, dialog));
  return fc
    .tuple(beginning, fc.array(anything, { minLength: 5, maxLength: 12 }), end)
    .map(([first, middle, last]) => [...first, ...middle, ...last]);
}
