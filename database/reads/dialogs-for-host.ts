import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { type Dialog, dialog } from '../../contract/dialogs.ts';
import { decodeCursor, encodeCursor } from '../../contract/queries.ts';
import { uuid } from '../../contract/text.ts';
import { dialogColumns } from '../fragments/dialog.ts';
import { mapQuery, type Query, rowsQuery } from '../query.ts';

const sortKey = z.tuple([uuid]);

/** The id after which a page of this list begins; undefined when the cursor names none. */
export function hostDialogsCursor(cursor: string): string | undefined {
  return decodeCursor(cursor, sortKey)?.[0];
}

export interface HostDialogsFilter {
  objectType: string | undefined;
  objectId: string | undefined;
  after: string | undefined;
  limit: number;
}

/** All dialogs, or those of one object or type, newest first: ids are made in the order of creation. */
export function dialogsForHost(
  filter: HostDialogsFilter,
): Query<{ dialogs: Dialog[]; nextCursor: string | null }> {
  const conditions = [
    filter.objectType === undefined ? [] : [sql`d.object_type = ${filter.objectType}`],
    filter.objectId === undefined ? [] : [sql`d.object_id = ${filter.objectId}`],
    filter.after === undefined ? [] : [sql`d.id < ${filter.after}`],
  ].flat();
  const where = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  const statement = sql`
    select ${dialogColumns} from dialogs d where ${where} order by d.id desc limit ${filter.limit + 1}`;
  return mapQuery(rowsQuery(statement, dialog), (rows) => {
    const dialogs = rows.slice(0, filter.limit);
    const last = dialogs.at(-1);
    const hasMore = rows.length > filter.limit && last !== undefined;
    return { dialogs, nextCursor: hasMore ? encodeCursor([last.id]) : null };
  });
}
