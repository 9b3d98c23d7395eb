import type * as z from 'zod';
import type { ErrorDetail } from '../contract/errors.ts';
import { uuid } from '../contract/text.ts';
import type { Access } from '../database/fragments/access.ts';
import { ApiError } from './api-error.ts';
import type { AppContext } from './context.ts';

function detailsOf(error: z.ZodError): ErrorDetail[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const details = detailsOf(result.error);
  const first = details[0];
  const where = first === undefined || first.path === '' ? what : `${what}: ${first.path}`;
  throw new ApiError('BAD_REQUEST', `Invalid ${where}: ${first?.message ?? 'not understood'}`, { details });
}

/** The JSON body, checked. Throws BAD_REQUEST. */
export async function readBody<Schema extends z.ZodType>(
  context: AppContext,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await context.req.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ApiError('BAD_REQUEST', 'The request body is not valid JSON');
  }
  return parse(schema, body, 'request body');
}

/** The query parameters, checked; of one given twice the first counts. Throws BAD_REQUEST. */
export function readQuery<Schema extends z.ZodType>(context: AppContext, schema: Schema): z.output<Schema> {
  return parse(schema, context.req.query(), 'query');
}

/** A path parameter, checked. Throws BAD_REQUEST. */
export function readPath<Schema extends z.ZodType>(
  context: AppContext,
  name: string,
  schema: Schema,
): z.output<Schema> {
  return parse(schema, context.req.param(name), name);
}

/** The dialog that the path names. Throws BAD_REQUEST. */
export function dialogIdOf(context: AppContext): string {
  return readPath(context, 'id', uuid);
}

/** Lets participants through; throws NOT_FOUND or FORBIDDEN for anyone else. */
export function mustParticipate(access: Access): void {
  if (access === 'dialog_missing') throw new ApiError('NOT_FOUND', 'There is no such dialog');
  if (access !== 'participant') {
    throw new ApiError('FORBIDDEN', 'Not a participant of this dialog: join it first');
  }
}

/** The place a page begins at, read by `decode`. Throws BAD_REQUEST for a cursor that is not of this list. */
export function readCursor<Place>(
  cursor: string | undefined,
  decode: (cursor: string) => Place | undefined,
): Place | undefined {
  if (cursor === undefined) return undefined;
  const place = decode(cursor);
  if (place === undefined) {
    throw new ApiError('BAD_REQUEST', 'Invalid cursor: use the next_cursor of the page before, as it is', {
      details: [{ path: 'cursor', message: 'not a cursor of this list' }],
    });
  }
  return place;
}
