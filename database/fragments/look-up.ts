import { sql } from 'drizzle-orm';

/**
 * Ends a sub-query that is to run once for each row, as a look-up by key. Without it Postgres may turn the sub-query
 * into a join, and where it expects thousands of rows it then reads the whole table instead: work that grows with the
 * system and not with what was asked. `offset 0` changes no result, and Postgres does not rewrite across it.
 */
export const onceForEachRow = sql`offset 0`;
