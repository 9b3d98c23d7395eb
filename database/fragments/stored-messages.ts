import { sql } from 'drizzle-orm';
import { type Query, rowsQuery } from '../query.ts';
import { uuidArray } from './json.ts';
import { messageColumns, messageJoins, type StoredMessage, storedMessage } from './message.ts';

/**
 * The messages of these ids that are stored, in order. Every write that makes or changes messages ends with it, so the
 * answer, the event and a later read come from one piece of SQL.
 */
export function storedMessages(dialogId: string, ids: readonly string[]): Query<StoredMessage[]> {
  return rowsQuery(
    sql`select ${messageColumns} from messages m ${messageJoins}
      where m.dialog_id = ${dialogId} and m.id = any (${uuidArray(ids)}) order by m.id`,
    storedMessage,
  );
}
