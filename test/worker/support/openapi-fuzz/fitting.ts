import fc from 'fast-check';
import { allowedContentTypes } from '../../../../contract/content-types.ts';
import type { JsonSchema } from '../json-schema.ts';
import type { FuzzedOperation } from './operations.ts';
import { type Kind, reference } from './references.ts';

/** Words in several scripts, some of them outside the first plane of Unicode, right to left, or with combining marks. */
const words =
  'Hello Größe 合同 🙂 👩‍👩‍👧 שלום a\u0301\u0300 \u202eabc\u202c 𝒳 <b>bold</b> &amp; %20 + " \\ / null'.split(
    ' ',
  );

const text = fc.oneof(
  fc.constantFrom(...words),
  fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }).map((list) => list.join(' ')),
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }),
);

/** A letter before it: something that is not blank, and has text left when its HTML was cleaned. */
const visibleText = text.map((end) => `x${end}`);

/** Which of the world's things a parameter of a path means. */
const kindOfPath: Record<string, Kind> = {
  deleteDialog: 'spare',
  joinDialog: 'club',
  leaveDialog: 'club',
  replaceAccessScopes: 'shelf',
  addParticipant: 'shelf',
  removeParticipant: 'shelf',
  retryFailedWebhook: 'failedWebhook',
};

const mostlyRooms = fc.oneof(
  { weight: 6, arbitrary: reference('room') },
  reference('foreignDialog'),
  fc.uuid({ version: 7 }),
);

function fittingPath(name: string, operation: FuzzedOperation): fc.Arbitrary<string> | undefined {
  if (name === 'id') {
    const kind = kindOfPath[operation.id];
    if (kind !== undefined) return reference(kind);
    // The host may touch any dialog: those that must stay as they are, it is not told of.
    return operation.part === 'management' ? reference('room') : mostlyRooms;
  }
  if (name === 'message_id')
    return reference(operation.id === 'deleteMessage' ? 'passingMessage' : 'message');
  if (name === 'user_id') return reference('guest');
  if (name === 'attachment_id') return reference('attachment');
  if (name === 'object_type') return reference('objectType');
  return name === 'object_id' ? reference('objectId') : undefined;
}

/** What the document says of these is not all: they name something, or have a form that JSON Schema does not tell. */
const named: Record<string, fc.Arbitrary<unknown>> = {
  dialog_id: mostlyRooms,
  reply_to: reference('message'),
  last_read_message_id: reference('message'),
  before: reference('message'),
  after: reference('message'),
  around: reference('message'),
  user_id: fc.oneof(
    reference('guest'),
    fc.uuid().map((id) => `guest-${id}`),
  ),
  display_name: visibleText,
  content: visibleText,
  object_url: fc.webUrl({ withQueryParameters: true }),
  content_type: fc.constantFrom(...allowedContentTypes),
  client_message_id: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
  'Idempotency-Key': fc.oneof(fc.constantFrom('one', 'two'), fc.stringMatching(/^[!-~]{1,8}$/)),
  meta: fc.dictionary(
    fc.constantFrom('total', '金额', 'constructor', 'toString'),
    fc.oneof(text, fc.double()),
  ),
  search: fc.oneof(text, fc.constantFrom('', '%', '_', "' or 1=1 --")),
  tenant_uid: visibleText,
  // Only the server can make one, and `null` is none: a page is asked for by a cursor in other tests.
  cursor: fc.constant(undefined),
  token: fc.constant(undefined),
};

/** With what several values must be together, which the document has no words for. */
const mended: Record<string, (value: unknown) => unknown> = {
  participants: (list) => (Array.isArray(list) ? list.slice(0, 1) : list),
};

/** A value that the schema takes. `whole`: with every optional part of it, and one item in every list. */
export function fitting(schema: JsonSchema, name: string, whole: boolean): fc.Arbitrary<unknown> {
  const mend = mended[name];
  const value = unmended(schema, name, whole);
  return mend === undefined ? value : value.map(mend);
}

function unmended(schema: JsonSchema, name: string, whole: boolean): fc.Arbitrary<unknown> {
  const one = solidOf(schema);
  if (one !== schema && !whole && name !== 'tenant_uid') {
    return fc.oneof({ weight: 3, arbitrary: fitting(one, name, whole) }, fc.constant(null));
  }
  const known = named[name];
  if (known !== undefined) return known;
  if (one.enum !== undefined) return fc.constantFrom(...one.enum);
  if (one.properties !== undefined) return fittingObject(one, whole);
  if (one.items !== undefined) {
    const lengths = whole ? { minLength: 1, maxLength: 1 } : { maxLength: 3 };
    return fc.array(fitting(one.items, '', whole), lengths);
  }
  if (one.type === 'boolean') return fc.boolean();
  if (one.type === 'integer') return fc.integer({ min: one.minimum ?? 0, max: one.maximum ?? 1_000 });
  if (one.pattern !== undefined) return fc.stringMatching(new RegExp(one.pattern));
  return fittingText(one);
}

/** The schema of a value that is not null. */
export function solidOf(schema: JsonSchema): JsonSchema {
  return schema.anyOf?.find((choice) => choice.type !== 'null') ?? schema;
}

function fittingText({ minLength = 0, maxLength = 100 }: JsonSchema): fc.Arbitrary<string> {
  const short = text.map((value) => value.slice(0, maxLength).toWellFormed());
  return minLength > 0 ? short : fc.oneof({ weight: 4, arbitrary: short }, fc.constant(''));
}

function fittingObject({ properties = {}, required = [] }: JsonSchema, whole: boolean) {
  const parts = Object.entries(properties).map(([name, schema]) => [name, fitting(schema, name, whole)]);
  // A scope needs a tenant, which may stand in either of two fields.
  const needed = 'tenant_uid' in properties ? ['tenant_uid', ...required] : required;
  const model: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(parts);
  return fc.record(model, { requiredKeys: whole ? Object.keys(model) : needed });
}

/** What stands in the path, the query or a header for a parameter; undefined where it may be left out. */
export function fittingParameter(
  operation: FuzzedOperation,
  { place, name, schema, required }: FuzzedOperation['parameters'][number],
): fc.Arbitrary<string | undefined> {
  const fromWorld = place === 'path' ? fittingPath(name, operation) : undefined;
  const value = fromWorld ?? fitting(schema, name, true);
  const written = value.map((given) => (given === undefined ? undefined : String(given)));
  return required ? written : fc.option(written, { nil: undefined, freq: 2 });
}
