import type { IncomingHttpHeaders } from 'node:http';
import { types } from 'pg';
import * as z from 'zod';
import { isolationLevels, type SqlQuery, type SqlResult, type TransactionMode } from './backend.ts';

const parameter = z
  .union([z.string(), z.number(), z.boolean(), z.null()], 'must be a string, a number, a boolean or null')
  .transform((value) => (value === null ? null : String(value)));

const query = z.object({ query: z.string(), params: z.array(parameter).default([]) });
const batch = z.object({ queries: z.array(query) });

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const headers = z.object({
  'neon-raw-text-output': flag.default(false),
  'neon-array-mode': flag.default(false),
  'neon-batch-isolation-level': z.enum(isolationLevels).optional(),
  'neon-batch-read-only': flag.optional(),
  'neon-batch-deferrable': flag.optional(),
});

/** How the driver wants the rows: it always asks for raw text in arrays, other clients may not. */
export interface RowFormat {
  rawText: boolean;
  arrayMode: boolean;
}

export type SqlRequest = { rowFormat: RowFormat } & (
  | { kind: 'single'; query: SqlQuery }
  | { kind: 'batch'; queries: SqlQuery[]; mode: TransactionMode }
);

export type SqlRequestResult = { ok: true; request: SqlRequest } | { ok: false; problem: string };

/** Reads a request of Neon's SQL-over-HTTP protocol, or says in a line what is wrong with it. */
export function parseSqlRequest(json: unknown, requestHeaders: IncomingHttpHeaders): SqlRequestResult {
  if (json === undefined) return { ok: false, problem: 'The body is not JSON, or it is over 64 MiB' };
  const options = headers.safeParse(requestHeaders);
  if (!options.success) return { ok: false, problem: inOneLine(options.error) };
  const rowFormat = {
    rawText: options.data['neon-raw-text-output'],
    arrayMode: options.data['neon-array-mode'],
  };

  if (!isBatch(json)) {
    const single = query.safeParse(json);
    if (!single.success) return { ok: false, problem: inOneLine(single.error) };
    return { ok: true, request: { kind: 'single', query: single.data, rowFormat } };
  }
  const several = batch.safeParse(json);
  if (!several.success) return { ok: false, problem: inOneLine(several.error) };
  const mode = {
    isolationLevel: options.data['neon-batch-isolation-level'],
    readOnly: options.data['neon-batch-read-only'],
    deferrable: options.data['neon-batch-deferrable'],
  };
  return { ok: true, request: { kind: 'batch', queries: several.data.queries, mode, rowFormat } };
}

/** A result as the protocol has it. */
export function formatResult(result: SqlResult, { rawText, arrayMode }: RowFormat) {
  const parsers = result.fields.map(({ dataTypeID }) =>
    rawText || !hasJsonForm.has(dataTypeID) ? asIs : types.getTypeParser(dataTypeID),
  );
  const rows = result.rows.map((row) => {
    const values = row.map((text, column) => (text === null ? null : parsers[column]?.(text)));
    if (arrayMode) return values;
    return Object.fromEntries(values.map((value, column) => [result.fields[column]?.name, value]));
  });
  return { ...result, rows, rowAsArray: arrayMode };
}

const asIs = (text: string): unknown => text;

/** The types that JSON has values for; everything else, int8 and times included, stays text when parsed too. */
const hasJsonForm = new Set<number>([
  types.builtins.BOOL,
  types.builtins.INT2,
  types.builtins.INT4,
  types.builtins.FLOAT4,
  types.builtins.FLOAT8,
  types.builtins.JSON,
  types.builtins.JSONB,
]);

function isBatch(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'queries' in json;
}

function inOneLine(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
}
