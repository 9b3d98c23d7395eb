import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { message } from '../../contract/messages.ts';
import { wireTime } from './json.ts';

/** A message as Postgres gives it: `system_event` is null where the wire leaves it out. */
export const messageRow = message
  .extend({ system_event: message.shape.system_event.nullable() })
  .transform(
    ({ system_event, ...rest }): z.output<typeof message> =>
      system_event == null ? rest : { ...rest, system_event },
  );

/** The columns of a Message (contract §3) of `messages m`, to go before `messageJoins`. */
export const messageColumns = sql`
  m.id, m.dialog_id, m.sender_id, sender.display_name as sender_name,
  case when m.sender_id is null then 'system' else 'user' end as message_type,
  m.content, m.reply_to_id,
  case when quoted.id is not null then jsonb_build_object(
    'id', quoted.id, 'sender_id', quoted.sender_id, 'sender_name', quoted_sender.display_name,
    'content', quoted.content, 'is_deleted', quoted.is_deleted) end as reply_to,
  to_jsonb(m.mentions) as mentions,
  '[]'::jsonb as attachments,
  m.client_message_id, m.last_edited_at is not null as is_edited,
  ${wireTime(sql`m.last_edited_at`)} as last_edited_at,
  m.is_deleted, ${wireTime(sql`m.sent_at`)} as sent_at, m.system_event`;

/** What `messageColumns` reads besides `messages m`. Names come from the roster, which keeps those who left. */
export const messageJoins = sql`
  left join participants sender on sender.dialog_id = m.dialog_id and sender.user_id = m.sender_id
  left join messages quoted on quoted.dialog_id = m.dialog_id and quoted.id = m.reply_to_id
  left join participants quoted_sender
    on quoted_sender.dialog_id = m.dialog_id and quoted_sender.user_id = quoted.sender_id`;
