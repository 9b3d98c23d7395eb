import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { mapQuery, type Query, rowsQuery, together } from '../query.ts';

/** The user ids of everyone who takes part; undefined when there is no such dialog. */
export function readRoster(dialogId: string): Query<string[] | undefined> {
  const found = rowsQuery(
    sql`select d.id from dialogs d where d.id = ${dialogId}`,
    z.object({ id: z.string() }),
  );
  const people = rowsQuery(
    sql`select p.user_id from participants p where p.dialog_id = ${dialogId} and p.left_at is null`,
    z.object({ user_id: z.string() }),
  );
  return mapQuery(together(found, people), ([dialogs, rows]) =>
    dialogs.length === 0 ? undefined : rows.map((row) => row.user_id),
  );
}
