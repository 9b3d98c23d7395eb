import { sql } from 'drizzle-orm';

/**
 * Ends a sub-query that is to run once for each row, as a look-up by key. Without it Postgres may turn the sub-query
 * into a join, and for someone with thousands of dialogs it then reads the whole table instead: work that grows with
 * the system and not with them. `offset 0` changes no result, and Postgres does not rewrite across it.
 */
export const onceForEachRow = sql`offset 0`;
