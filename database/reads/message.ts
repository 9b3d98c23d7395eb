import { sql } from 'drizzle-orm';
import type { Message } from '../../contract/messages.ts';
import { type Access, accessOf, participates } from '../fragments/access.ts';
import { messageColumns, messageJoins, messageRow } from '../fragments/message.ts';
import { mapQuery, type Query, rowsQuery, together } from '../query.ts';

export interface MessageAnswer {
  access: Access;
  message: Message | undefined;
}

/** One message, for a participant of its dialog. */
export function messageFor(dialogId: string, messageId: string, userId: string): Query<MessageAnswer> {
  const statement = sql`
    select ${messageColumns} from messages m ${messageJoins}
    where m.dialog_id = ${dialogId} and m.id = ${messageId} and ${participates(dialogId, userId)}`;
  return mapQuery(
    together(accessOf(dialogId, userId), rowsQuery(statement, messageRow)),
    ([access, [message]]) => ({ access, message }),
  );
}
