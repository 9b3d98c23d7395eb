import { type SQL, sql } from 'drizzle-orm';

/** A time as the wire has it: RFC 3339, UTC, milliseconds, `Z`. */
export function wireTime(time: SQL): SQL {
  return sql`to_char(${time} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** A parameter that SQL unpacks with `jsonb_to_recordset` and the like: one for any number of rows. */
export function jsonParameter(value: unknown): SQL {
  return sql`${JSON.stringify(value)}::jsonb`;
}

/** A `text[]` parameter. Postgres plans with the values in it, so it knows how many rows they will find. */
export function textArray(values: readonly string[]): SQL {
  return sql`${sql.param([...values])}::text[]`;
}

/** A `uuid[]` parameter. */
export function uuidArray(values: readonly string[]): SQL {
  return sql`${sql.param([...values])}::uuid[]`;
}

/** Text made safe to stand in HTML, for names inside system messages. */
export function escapedHtml(text: SQL): SQL {
  return sql`replace(replace(replace(replace(replace(${text}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&#39;')`;
}
