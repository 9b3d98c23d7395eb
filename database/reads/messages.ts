import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { MessagePage } from '../../contract/messages.ts';
import { type Access, accessOf, participates } from '../fragments/access.ts';
import { messageColumns, messageJoins, type StoredMessage, storedMessage } from '../fragments/message.ts';
import { mapQuery, type Query, rowQuery, rowsQuery, together } from '../query.ts';

/** Which part of a dialog's messages: the newest, or those beside or around a message. */
export type PagePlace =
  | { at: 'end' }
  | { at: 'before'; messageId: string }
  | { at: 'after'; messageId: string }
  | { at: 'around'; messageId: string };

export interface MessagesAnswer {
  access: Access;
  page: Omit<MessagePage, 'messages'> & { messages: StoredMessage[] };
}

function idsBefore(dialogId: string, condition: SQL, count: number): SQL {
  return sql`(select m.id from messages m where m.dialog_id = ${dialogId} and ${condition}
    order by m.id desc limit ${count})`;
}

function idsAfter(dialogId: string, condition: SQL, count: number): SQL {
  return sql`(select m.id from messages m where m.dialog_id = ${dialogId} and ${condition}
    order by m.id limit ${count})`;
}

/** The ids of the page. What lies beyond either end is asked by itself, so no row is read for nothing. */
function pageIds(dialogId: string, place: PagePlace, limit: number): SQL {
  switch (place.at) {
    case 'end':
      return idsBefore(dialogId, sql`true`, limit);
    case 'before':
      return idsBefore(dialogId, sql`m.id < ${place.messageId}`, limit);
    case 'after':
      return idsAfter(dialogId, sql`m.id > ${place.messageId}`, limit);
    case 'around': {
      const older = Math.ceil(limit / 2);
      return sql`(${idsBefore(dialogId, sql`m.id <= ${place.messageId}`, older)}
        union all ${idsAfter(dialogId, sql`m.id > ${place.messageId}`, limit - older)})`;
    }
  }
}

const extentRow = z.object({
  has_more_before: z.boolean(),
  has_more_after: z.boolean(),
  first_unread_message_id: z.string().nullable(),
});

/**
 * Whether a message meets `condition`; each is one probe of the primary key, however long the dialog is. The order asks
 * for that: `exists` may read the whole table, hoping to meet one soon.
 */
function someMessage(dialogId: string, condition: SQL): SQL {
  return sql`((select m.id from messages m where m.dialog_id = ${dialogId} and ${condition}
    order by m.id limit 1) is not null)`;
}

function hasMoreBefore(dialogId: string, place: PagePlace): SQL {
  const beforePage = someMessage(dialogId, sql`m.id < (select id from page order by id limit 1)`);
  if (place.at !== 'after') return beforePage;
  // Nothing came after the message asked for, so what there is lies at it and before it.
  const upToPlace = someMessage(dialogId, sql`m.id <= ${place.messageId}`);
  return sql`(${beforePage} or (not exists (select from page) and ${upToPlace}))`;
}

function hasMoreAfter(dialogId: string, place: PagePlace): SQL {
  const afterPage = someMessage(dialogId, sql`m.id > (select id from page order by id desc limit 1)`);
  if (place.at !== 'before') return afterPage;
  const fromPlace = someMessage(dialogId, sql`m.id >= ${place.messageId}`);
  return sql`(${afterPage} or (not exists (select from page) and ${fromPlace}))`;
}

/**
 * The reader's own messages are passed over while reading in order. `offset 0` keeps Postgres from counting on there being
 * few of others: where one person wrote nearly all there is, it would sort every unread message to find the first.
 */
function firstUnread(dialogId: string, userId: string): SQL {
  return sql`(select m.id from participants me
    cross join lateral (select unread.id from (select m.id, m.sender_id from messages m
        where m.dialog_id = ${dialogId}
          and m.id > coalesce(me.last_read_message_id, '00000000-0000-0000-0000-000000000000')
        order by m.id offset 0) unread
      where unread.sender_id <> me.user_id limit 1) m
    where me.dialog_id = ${dialogId} and me.user_id = ${userId} and me.left_at is null)`;
}

/** One page of a dialog's messages, for a participant; empty for anyone else. */
export function messagesFor(
  dialogId: string,
  userId: string,
  place: PagePlace,
  limit: number,
): Query<MessagesAnswer> {
  const ids = pageIds(dialogId, place, limit);
  const rows = sql`
    with page as (${ids})
    select ${messageColumns} from page
    join messages m on m.dialog_id = ${dialogId} and m.id = page.id ${messageJoins}
    where ${participates(dialogId, userId)}
    order by m.id`;
  const extent = sql`
    with page as (${ids})
    select ${hasMoreBefore(dialogId, place)} as has_more_before,
      ${hasMoreAfter(dialogId, place)} as has_more_after,
      ${place.at === 'end' ? firstUnread(dialogId, userId) : sql`null`} as first_unread_message_id`;
  return mapQuery(
    together(accessOf(dialogId, userId), rowsQuery(rows, storedMessage), rowQuery(extent, extentRow)),
    ([access, messages, beyondPage]) => ({ access, page: { messages, ...beyondPage } }),
  );
}
