import * as z from 'zod';
import { limits } from './limits.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/;

/** Text that Postgres and every JSON parser can hold: no NUL, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/** A string of at most `maximum` UTF-16 units, as the contract counts. Zod counts code points, of which an emoji is one. */
export function boundedString(maximum: number) {
  return z
    .string()
    .max(maximum, { abort: true })
    .refine((text) => text.length <= maximum, `must be at most ${maximum} UTF-16 units`);
}

/** Free text of at most `maximum` UTF-16 units. */
export function plainText(maximum: number) {
  return boundedString(maximum).refine(isStorable, 'must not contain NUL or unpaired surrogate characters');
}

/** The host's own opaque string: user ids, object ids and types, tenants, scope values. */
export const opaqueId = boundedString(limits.opaqueId)
  .min(1)
  .refine(
    (text) => text.isWellFormed() && !controlCharacter.test(text),
    'must not contain control characters or unpaired surrogates',
  );

/** An id that the system made. Upper case is accepted and becomes lower case. */
export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'must be a UUID')
  .transform((id) => id.toLowerCase());

/** An optional request field: `null` is the same as leaving it out (contract §1). */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** RFC 3339, UTC, milliseconds. Postgres, which reads it back from cursors, knows no year 0. */
export const timestamp = z.iso.datetime({ precision: 3 }).refine((time) => !time.startsWith('0000'));

/**
 * Text as search compares it: the same for every case and for compatible forms (full-width letters).
 * It is done here and not by Postgres, whose `lower` depends on the locale the database was created with.
 * Upper case comes first, so that ß meets SS and ı meets I; ς and the dot that İ leaves on its i have no place in capitals.
 */
export function foldForSearch(text: string): string {
  const folded = text.normalize('NFKC').toUpperCase().toLowerCase();
  return folded.replaceAll('ς', 'σ').replaceAll('i\u0307', 'i').normalize('NFKC');
}
