import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { unreadCount } from '../fragments/dialog.ts';
import { textArray } from '../fragments/json.ts';
import { messageColumns, messageJoins, type StoredMessage, storedMessage } from '../fragments/message.ts';
import { mapQuery, type Query, rowsQuery, together } from '../query.ts';

/** What a participant has not read, for their notification. */
export interface PendingNotification {
  userId: string;
  unreadCount: number;
  firstUnreadMessageId: string;
  /** Whether any unread message mentions them. */
  mentioned: boolean;
  /** The latest unread one. */
  message: StoredMessage;
}

const personRow = z.object({
  user_id: z.string(),
  unread_count: z.number(),
  first_unread_message_id: z.string(),
  latest_unread_message_id: z.string(),
  mentioned: z.boolean(),
});

const beforeAllMessages = '00000000-0000-0000-0000-000000000000';

/** Those of the users who still take part, want notifications and have something unread. */
export function pendingNotifications(
  dialogId: string,
  userIds: readonly string[],
): Query<PendingNotification[]> {
  const users = textArray(userIds);
  const readUpTo = sql`coalesce(me.last_read_message_id, ${beforeAllMessages}::uuid)`;
  const unread = sql`m.dialog_id = ${dialogId} and m.sender_id <> me.user_id and m.id > ${readUpTo}`;
  // The latest mention of each, found for all of them at once: it is unread, or none is. Asked for one by one, a crowd
  // that has not read would have the same messages looked through as many times as there are people.
  const people = sql`
    with me as (
      select me.* from participants me
      where me.dialog_id = ${dialogId} and me.left_at is null and me.notifications_enabled
        and me.user_id = any (${users})
    ),
    mention as (
      select distinct on (named.user_id) named.user_id, m.id
      from messages m cross join unnest(m.mentions) named (user_id)
      where m.dialog_id = ${dialogId} and m.mentions <> '{}' and m.sender_id <> named.user_id
        and m.id > (select ${readUpTo} from me order by me.last_read_message_id nulls first limit 1)
        and named.user_id = any (${users})
      order by named.user_id, m.id desc
    )
    select me.user_id, ${unreadCount} as unread_count, earliest.id as first_unread_message_id,
      latest.id as latest_unread_message_id, coalesce(mention.id > ${readUpTo}, false) as mentioned
    from me
    join dialogs d on d.id = me.dialog_id
    cross join lateral (select m.id from messages m where ${unread} order by m.id limit 1) earliest
    cross join lateral (select m.id from messages m where ${unread} order by m.id desc limit 1) latest
    left join mention on mention.user_id = me.user_id`;
  const queries = together(
    rowsQuery(people, personRow),
    rowsQuery(
      sql`with people as (${people})
        select ${messageColumns} from messages m ${messageJoins}
        where m.dialog_id = ${dialogId} and m.id in (select latest_unread_message_id from people)`,
      storedMessage,
    ),
  );
  return mapQuery(queries, ([rows, messages]) => {
    const byId = new Map(messages.map((message) => [message.id, message]));
    return rows.flatMap((row) => {
      const message = byId.get(row.latest_unread_message_id);
      if (message === undefined) return [];
      return [
        {
          userId: row.user_id,
          unreadCount: row.unread_count,
          firstUnreadMessageId: row.first_unread_message_id,
          mentioned: row.mentioned,
          message,
        },
      ];
    });
  });
}
