import * as z from 'zod';
import { limits } from './limits.ts';
import { boundedString, isStorable, opaqueId, uuid } from './text.ts';

const limit = z
  .string()
  .regex(/^[0-9]{1,3}$/, `must be a whole number from 1 to ${limits.pageSize}`)
  .transform(Number)
  .refine((size) => size >= 1 && size <= limits.pageSize, `must be from 1 to ${limits.pageSize}`)
  .default(limits.defaultPageSize)
  // What a reader of the API writes is a number; that it arrives as text is HTTP's business.
  .meta({ type: 'integer', minimum: 1, maximum: limits.pageSize });

/** A page's end, as the server gave it in `next_cursor`; `decodeCursor` reads it. */
const cursor = z.string().max(512).optional();

const search = boundedString(limits.search)
  .refine(isStorable, 'must not contain NUL or unpaired surrogate characters')
  // An empty search box is no search.
  .transform((text) => (text.trim() === '' ? undefined : text))
  .optional();

const archived = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

const listType = z.enum(['participating', 'available']);

/** The query of `GET /dialogs`. */
export const dialogListQuery = z.object({
  type: listType.default('participating'),
  search,
  archived,
  limit,
  cursor,
});

/** The query of `GET /dialogs/by-object/{object_type}/{object_id}/list`. */
export const objectDialogsQuery = z.object({ type: listType.optional(), search, archived });

/** The query of `GET /management/dialogs`. */
export const hostDialogListQuery = z.object({
  object_type: opaqueId.optional(),
  object_id: opaqueId.optional(),
  limit,
  cursor,
});

/** The query of `GET /dialogs/{id}/messages`. */
export const messagesQuery = z
  .object({ limit, before: uuid.optional(), after: uuid.optional(), around: uuid.optional() })
  .refine(
    ({ before, after, around }) => [before, after, around].filter((id) => id !== undefined).length <= 1,
    'give at most one of before, after and around',
  );

function encodeBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

/** Base64 or base64url of UTF-8 JSON; undefined when it is not that. */
export function decodeBase64Json(encoded: string): unknown {
  try {
    const binary = atob(encoded.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** The opaque `next_cursor` for the sort key of a page's last row. */
export function encodeCursor(key: readonly (string | boolean)[]): string {
  return encodeBase64Url(JSON.stringify(key));
}

/** The sort key inside a cursor; undefined when it is not one of ours. */
export function decodeCursor<Key>(encoded: string, key: z.ZodType<Key>): Key | undefined {
  return key.safeParse(decodeBase64Json(encoded)).data;
}
