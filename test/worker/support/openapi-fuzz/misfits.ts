import type { JsonSchema } from '../json-schema.ts';
import { solidOf } from './fitting.ts';
import type { Parameter } from './operations.ts';

/** A value that is put in place of a good one. */
export interface Change {
  /** Where it goes, from the outside in. */
  at: readonly string[];
  /** Undefined takes away what is there. */
  value: unknown;
}

/** JSON that no JavaScript value is written as: a string of this form loses its quotes and stands as it is. */
const rawForm = /"@raw\(([^)]*)\)"/g;
const raw = (json: string) => `@raw(${json})`;

/** The value as JSON, with what is to stand in it as it is. */
export function toJson(value: unknown): string {
  return JSON.stringify(value).replace(rawForm, '$1');
}

const letters = (count: number) => 'x'.repeat(count);
/** Each is two UTF-16 units, which is what the contract counts. */
const faces = (count: number) => '🙂'.repeat(Math.floor(count / 2));

/** How many letters at most the pattern takes; undefined where letters do not fit it. */
function longestOf(pattern: string): number | undefined {
  const expression = new RegExp(pattern);
  const lengths = Array.from({ length: 300 }, (_, index) => 300 - index);
  return lengths.find((length) => expression.test(letters(length)));
}

function wrongText({ minLength = 0, maxLength, pattern, enum: choices }: JsonSchema): string[] {
  const tooLong = maxLength === undefined ? [] : [letters(maxLength + 1), faces(maxLength + 2)];
  const longest = pattern === undefined ? undefined : longestOf(pattern);
  const ofUuid = '01900000-0000-7000-8000-00000000000';
  const offPattern = pattern === undefined ? [] : ['', ' ', 'é', `${ofUuid}g 0`, ` ${ofUuid}1`];
  const offEnum = choices?.flatMap((choice) => [choice.toUpperCase(), `${choice} `, choice.slice(1)]) ?? [];
  return [
    ...(minLength > 0 ? [''] : []),
    ...tooLong,
    ...offPattern,
    ...(longest === undefined ? [] : [letters(longest + 1)]),
    ...offEnum,
  ];
}

function wrongNumbers({ minimum, maximum }: JsonSchema): unknown[] {
  const ends = [
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
  ];
  return [...ends, 1.5, '5', '', true, [], {}, [5], ...['1e400', '-1e400', '-0', '1e308', '5.5e0'].map(raw)];
}

/** Values that the schema does not take. */
function wrongValues(schema: JsonSchema): unknown[] {
  if (schema.properties !== undefined) return [7, true, [], [[]], raw('1e400')];
  if (schema.items !== undefined) return [7, true, 'x', {}, { length: 0 }, { 0: 'x' }];
  if (schema.type === 'object') return [7, true, 'x', [], ['x']];
  if (schema.type === 'integer') return wrongNumbers(schema);
  if (schema.type === 'boolean') return [0, 1, 'true', 'false', '', [], {}, [true]];
  return [7, raw('-0'), true, false, [], {}, ['x'], { toString: 'x' }, ...wrongText(schema)];
}

/** Values at the limits of the schema, which it takes. */
function rightValues(name: string, schema: JsonSchema): unknown[] {
  if (schema.type === 'integer') return [schema.minimum, schema.maximum].filter((end) => end !== undefined);
  if (schema.enum !== undefined) return schema.enum;
  if (schema.type === 'boolean') return [true, false];
  if (schema.pattern !== undefined) {
    const longest = longestOf(schema.pattern);
    return longest === undefined ? [] : [letters(longest), 'x'];
  }
  const { maxLength, minLength } = schema;
  // A cursor is only what the server gave, and a content type one of a list.
  if (maxLength === undefined || name === 'cursor' || name === 'content_type') return [];
  if (name === 'object_url') return [`https://a.test/${letters(maxLength - 15)}`];
  return [letters(maxLength), faces(maxLength), ...(minLength === 1 ? ['x'] : [])];
}

/** As many items as the list may have, and one more; each a user or a tenant of its own where it is an object. */
function listLengths(
  at: readonly string[],
  { maxItems = 0, items = {} }: JsonSchema,
): { right: Change; wrong: Change } {
  const itemAt = (index: number) => {
    if (items.properties === undefined) return `value-${index}`;
    const file = { s3_key: `key-${index}`, filename: 'a.png', content_type: 'image/png', size: 1 };
    return 's3_key' in items.properties ? file : { user_id: `guest-${index}`, tenant_uid: `tenant-${index}` };
  };
  const list = (length: number) => Array.from({ length }, (_, index) => itemAt(index));
  return {
    right: { at, value: list(maxItems) },
    wrong: { at, value: list(maxItems + 1) },
  };
}

export interface Changes {
  /** With any of these the request must be refused. */
  wrong: Change[];
  /** With any of these it must still be taken. */
  right: Change[];
}

/** Every value of a body that is just wrong, or at a limit, in any of its parts. */
export function changesOf(schema: JsonSchema, name = '', at: readonly string[] = []): Changes {
  const solid = solidOf(schema);
  const changes: Changes = {
    wrong: wrongValues(solid).map((value) => ({ at, value })),
    right: rightValues(name, solid).map((value) => ({ at, value })),
  };
  // null for an optional field is the same as leaving it out, and no other field may be null.
  (solid === schema ? changes.wrong : changes.right).push({ at, value: null });
  if (solid.items !== undefined) addItems(solid, at, changes);
  for (const [key, part] of Object.entries(solid.properties ?? {})) {
    add(changes, changesOf(part, key, [...at, key]));
    const leftOut: Change = { at: [...at, key], value: undefined };
    if (solid.required?.includes(key)) changes.wrong.push(leftOut);
    else if (key !== 'tenant_uid') changes.right.push(leftOut);
  }
  return changes;
}

function addItems(list: JsonSchema, at: readonly string[], changes: Changes): void {
  if (list.items !== undefined) add(changes, changesOf(list.items, '', [...at, '0']));
  if (list.maxItems === undefined) return;
  const { right, wrong } = listLengths(at, list);
  changes.right.push(right, { at, value: [] });
  changes.wrong.push(wrong);
}

function add(changes: Changes, { wrong, right }: Changes): void {
  changes.wrong.push(...wrong);
  changes.right.push(...right);
}

/** Every place of a body where free text may stand, each with the text in it. */
export function changesTo(text: string, schema: JsonSchema, at: readonly string[] = []): Change[] {
  const { type, pattern, items, properties } = solidOf(schema);
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([key, part]) => changesTo(text, part, [...at, key]));
  }
  if (items !== undefined) return changesTo(text, items, [...at, '0']);
  if (type === 'object') return [{ [text]: 'x' }, { x: [text] }].map((value) => ({ at, value }));
  return type === 'string' && pattern === undefined ? [{ at, value: text }] : [];
}

/** Texts of a parameter that are just wrong, or at a limit. */
export function textsOf({ name, schema, place }: Parameter): { wrong: string[]; right: string[] } {
  if (schema.type === 'integer') {
    const { minimum = 0, maximum = 0 } = schema;
    return {
      wrong: [
        `${minimum - 1}`,
        `${maximum + 1}`,
        '',
        ' ',
        '1.5',
        '-1',
        '1e1',
        '0x1',
        '٣',
        '1,2',
        'NaN',
        '9'.repeat(400),
      ],
      right: [`${minimum}`, `${maximum}`, '007'],
    };
  }
  const wrong = wrongText(schema);
  const right = rightValues(name, schema).map(String);
  // An empty part of a path makes another path; a dot would be resolved before it is sent.
  return { wrong: place === 'path' ? wrong.filter((text) => text !== '') : wrong, right };
}

/** The value with the change made, and what is on the way there made where it is missing. */
export function changed(value: unknown, { at: [key, ...rest], value: wanted }: Change): unknown {
  if (key === undefined) return wanted;
  if (Array.isArray(value)) return [changed(value[0], { at: rest, value: wanted }), ...value.slice(1)];
  const held: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  return { ...held, [key]: changed(held[key], { at: rest, value: wanted }) };
}
