import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { mapQuery, type Query, rowQuery } from '../query.ts';

/** Succeeds when Postgres answers and its schema is there. */
export function reachable(): Query<true> {
  const statement = sql`select count(*)::int as tables from (select from dialogs limit 0) as schema_is_there`;
  return mapQuery(rowQuery(statement, z.object({ tables: z.number() })), () => true as const);
}
