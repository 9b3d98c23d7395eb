import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { joinDialogOf, lastActivity } from '../fragments/dialog.ts';
import { mapQuery, type Query, rowsQuery } from '../query.ts';

/** The user's most recently active dialogs, at most `limit`: where their presence is announced. */
export function activeDialogIds(userId: string, limit: number): Query<string[]> {
  const statement = sql`
    select d.id from participants me ${joinDialogOf(sql`me.dialog_id`)}
    where me.user_id = ${userId} and me.left_at is null
    order by ${lastActivity} desc limit ${limit}`;
  return mapQuery(rowsQuery(statement, z.object({ id: z.string() })), (rows) => rows.map((row) => row.id));
}
