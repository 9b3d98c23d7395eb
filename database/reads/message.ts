import { sql } from 'drizzle-orm';
import { type Access, accessOf, participates } from '../fragments/access.ts';
import { messageColumns, messageJoins, type StoredMessage, storedMessage } from '../fragments/message.ts';
import { mapQuery, type Query, rowsQuery, together } from '../query.ts';

export interface MessageAnswer {
  access: Access;
  message: StoredMessage | undefined;
}

/** One message, for a participant of its dialog. */
export function messageFor(dialogId: string, messageId: string, userId: string): Query<MessageAnswer> {
  const statement = sql`
    select ${messageColumns} from messages m ${messageJoins}
    where m.dialog_id = ${dialogId} and m.id = ${messageId} and ${participates(dialogId, userId)}`;
  return mapQuery(
    together(accessOf(dialogId, userId), rowsQuery(statement, storedMessage)),
    ([access, [message]]) => ({ access, message }),
  );
}
