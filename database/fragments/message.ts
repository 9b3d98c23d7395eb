import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { attachment, type Message, message } from '../../contract/messages.ts';
import { wireTime } from './json.ts';
import { onceForEachRow } from './look-up.ts';

/** An attachment as Postgres knows it: where it is stored, in place of the URL that is signed for each reader. */
export const storedAttachment = attachment
  .omit({ url: true, thumbnail_url: true })
  .extend({ storage_key: z.string() });
export type StoredAttachment = z.infer<typeof storedAttachment>;

/** A message as Postgres knows it. */
export type StoredMessage = Omit<Message, 'attachments'> & { attachments: StoredAttachment[] };

/** A row of it: `system_event` is null where the wire leaves it out. */
export const storedMessage = message
  .extend({
    system_event: message.shape.system_event.nullable(),
    attachments: z.array(storedAttachment),
  })
  .transform(
    ({ system_event, ...rest }): StoredMessage => (system_event == null ? rest : { ...rest, system_event }),
  );

/** The columns of a message (contract §3) of `messages m`, to go before `messageJoins`. */
export const messageColumns = sql`
  m.id, m.dialog_id, m.sender_id, sender.display_name as sender_name,
  case when m.sender_id is null then 'system' else 'user' end as message_type,
  m.content, m.reply_to_id,
  case when quoted.id is not null then jsonb_build_object(
    'id', quoted.id, 'sender_id', quoted.sender_id, 'sender_name', quoted_sender.display_name,
    'content', quoted.content, 'is_deleted', quoted.is_deleted) end as reply_to,
  to_jsonb(m.mentions) as mentions,
  -- The rows of a deleted message's files stay until the files are gone from the storage.
  (select coalesce(jsonb_agg(jsonb_build_object(
      'id', a.id, 'filename', a.filename, 'content_type', a.content_type, 'size', a.size,
      'width', a.width, 'height', a.height, 'storage_key', a.storage_key) order by a.position), '[]')
    from attachments a
    where a.dialog_id = m.dialog_id and a.message_id = m.id and not m.is_deleted) as attachments,
  m.client_message_id, m.last_edited_at is not null as is_edited,
  ${wireTime(sql`m.last_edited_at`)} as last_edited_at,
  m.is_deleted, ${wireTime(sql`m.sent_at`)} as sent_at, m.system_event`;

/** What `messageColumns` reads besides `messages m`. Names come from the roster, which keeps those who left. */
export const messageJoins = sql`
  left join participants sender on sender.dialog_id = m.dialog_id and sender.user_id = m.sender_id
  left join lateral (select q.id, q.sender_id, q.content, q.is_deleted from messages q
    where q.dialog_id = m.dialog_id and q.id = m.reply_to_id ${onceForEachRow}) quoted on true
  left join participants quoted_sender
    on quoted_sender.dialog_id = m.dialog_id and quoted_sender.user_id = quoted.sender_id`;
