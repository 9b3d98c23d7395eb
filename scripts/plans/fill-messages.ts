import type { Client } from 'pg';

/**
 * Messages go in by time, so that those of one dialog lie scattered over the table, as they do in a chat that many
 * use at once.
 */
const messages = `
  insert into messages (dialog_id, id, seq, sender_id, content, reply_to_id, mentions, client_message_id, last_edited_at,
    is_deleted, sent_at, system_event)
  select id, pg_temp.message_id(sent_at, number, place), place,
    case when place > 0 then (senders.user_ids)[1 + (pg_temp.share(number, place + 200) * (cardinality(senders.user_ids) - 1))::int] end,
    case when place = 0 then 'Chat created' when is_deleted then ''
      else '<p>' || repeat('Message ' || place || ' of dialog ' || number || '. ', 1 + (place % 9)::int) || '</p>' end,
    case when place > 3 and (number + place) % 11 = 0
      then pg_temp.message_id(created_at + (place - 3) * message_gap, number, place - 3) end,
    case when place > 0 and (number + place) % 13 = 0 then (senders.user_ids)[1:1] else '{}' end,
    case when place > 0 and place % 2 = 0 then 'client-' || number || '-' || place end,
    case when place > 0 and (number + place) % 50 = 0 then sent_at + interval '1 minute' end,
    is_deleted, sent_at,
    case when place = 0 then '{"type": "chat_created", "participants": []}'::jsonb end
  from (
    select s.*, place, s.created_at + place * s.message_gap as sent_at, place > 0 and (number + place) % 97 = 0 as is_deleted
    from sample_dialogs s, generate_series(0, s.user_messages) place
  ) made
  join (
    select p.dialog_id, (array_agg(p.user_id order by p.user_id))[1:100] as user_ids
    from participants p where p.left_at is null group by p.dialog_id
  ) senders on senders.dialog_id = made.id
  order by sent_at`;

const edits = `
  insert into message_edits (id, dialog_id, message_id, content, replaced_at)
  select id, dialog_id, id, 'What it said before', last_edited_at from messages where last_edited_at is not null`;

const attachments = `
  insert into attachments (id, dialog_id, message_id, position, upload_key, storage_key, filename, content_type, size)
  select id, dialog_id, id, 0, 'dialogs/' || dialog_id || '/pending/' || id, 'dialogs/' || dialog_id || '/files/' || id, 'drawing.pdf', 'application/pdf', 100000
  from messages where seq % 30 = 3 and sender_id is not null`;

/** Makes the messages of `sample_dialogs` with their history and files. */
export async function fillMessages(client: Client): Promise<void> {
  await client.query(messages);
  await client.query(edits);
  await client.query(attachments);
}
