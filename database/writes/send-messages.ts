import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { jsonParameter, uuidArray } from '../fragments/json.ts';
import { onceForEachRow } from '../fragments/look-up.ts';
import { messageColumns, messageJoins, type StoredMessage, storedMessage } from '../fragments/message.ts';
import { mapQuery, type Query, rowQuery, rowsQuery, together } from '../query.ts';
import { openDialog, type RefusedBeforehand, refusedBeforehand, type WriteTarget } from './open-dialog.ts';

/** A message to be stored; its id and time come from the room, which orders them. */
export interface MessageToSend {
  id: string;
  senderId: string;
  content: string;
  /** Whom the content mentions, participants or not. */
  mentionedUserIds: readonly string[];
  replyToId: string | null;
  clientMessageId: string | null;
  sentAt: string;
  attachments: readonly AttachmentToStore[];
  /** The attachments are not acceptable: only a replay is. */
  attachmentsRefused: boolean;
}

/** A file that lies in the storage, where no upload URL can reach it any more. */
export interface AttachmentToStore {
  id: string;
  /** The key it was uploaded to, which is attached once at most. */
  uploadKey: string;
  storageKey: string;
  filename: string;
  contentType: string;
  size: number;
  width: number | null;
  height: number | null;
}

export type SendOutcome =
  | { status: 'sent'; message: StoredMessage }
  /** The same user sent this `client_message_id` before: here is what was stored then. */
  | { status: 'replayed'; message: StoredMessage }
  | { status: 'not_participant' | 'quoted_message_missing' | 'attachment_refused' | RefusedBeforehand };

export interface SentMessages {
  /** One for each message, in the order given. */
  outcomes: SendOutcome[];
  /** Who had the dialog archived until now. */
  unarchivedUserIds: string[];
}

const effectRow = z.object({
  outcomes: z.array(
    z.object({
      status: z.enum([
        'sent',
        'replayed',
        'not_participant',
        'quoted_message_missing',
        'attachment_refused',
        'dialog_missing',
        'fenced',
      ]),
      message_id: z.string(),
    }),
  ),
  unarchived: z.array(z.string()),
});

const someAlreadyAttached = sql`exists (
  select from jsonb_to_recordset(i.attachments) as asked ("uploadKey" text)
  where exists (select from attachments a where a.upload_key = asked."uploadKey" ${onceForEachRow}))`;

/** The message that the sender of `row` sent before with the same `client_message_id`. */
function earlierMessage(dialogId: string, row: SQL): SQL {
  return sql`select e.id from messages e where e.dialog_id = ${dialogId} and e.sender_id = ${row}."senderId"
    and e.client_message_id = ${row}."clientMessageId" ${onceForEachRow}`;
}

/**
 * Stores any number of messages in one statement and writes three rows a message at most: the message, the
 * dialog's counters (once), the sender's read position (once a sender). Nothing is written for other participants.
 */
function effect(target: WriteTarget, messages: readonly MessageToSend[]) {
  const { dialogId } = target;
  const input = messages.map((message, position) => ({ position, ...message }));
  return sql`
    with ${openDialog(target)},
    -- The limit tells Postgres how many there are: it would expect a hundred.
    input as (
      select * from jsonb_to_recordset(${jsonParameter(input)}) as i (
        "position" int, "id" uuid, "senderId" text, "content" text, "mentionedUserIds" jsonb,
        "replyToId" uuid, "clientMessageId" text, "sentAt" timestamptz, "attachments" jsonb,
        "attachmentsRefused" boolean)
      limit ${input.length}
    ),
    judged as (
      select i.*, earlier.id as earlier_id, case ${refusedBeforehand}
        when p.user_id is null then 'not_participant'
        when earlier.id is not null then 'replayed'
        when i."replyToId" is not null and quoted.id is null then 'quoted_message_missing'
        when i."attachmentsRefused" or ${someAlreadyAttached} then 'attachment_refused'
        else 'sent' end as status
      from input i
      left join lateral (select p.user_id from participants p
        where p.dialog_id = ${dialogId} and p.user_id = i."senderId" and p.left_at is null ${onceForEachRow}) p on true
      left join lateral (${earlierMessage(dialogId, sql`i`)}) earlier on true
      left join lateral (select m.id from messages m
        where m.dialog_id = ${dialogId} and m.id = i."replyToId" and not m.is_deleted ${onceForEachRow}) quoted on true
    ),
    inserted as (
      insert into messages (dialog_id, id, seq, sender_id, content, reply_to_id, mentions, client_message_id, sent_at)
      select ${dialogId}::uuid, j.id, o.last_seq + row_number() over (order by j.position), j."senderId", j.content,
        j."replyToId",
        array(select named.user_id
          from jsonb_array_elements_text(j."mentionedUserIds") with ordinality named (user_id, place)
          join participants p on p.dialog_id = ${dialogId} and p.user_id = named.user_id and p.left_at is null
          order by named.place),
        j."clientMessageId", j."sentAt"
      from judged j, open_dialog o where j.status = 'sent'
      returning id, seq, sender_id, sent_at
    ),
    attached as (
      insert into attachments (id, dialog_id, message_id, position, upload_key, storage_key, filename, content_type,
        size, width, height)
      select a.id, ${dialogId}::uuid, j.id, a.position, a."uploadKey", a."storageKey", a.filename, a."contentType",
        a.size, a.width, a.height
      from judged j, rows from (jsonb_to_recordset(j.attachments) as (id uuid, "uploadKey" text, "storageKey" text,
        filename text, "contentType" text, size bigint, width int, height int)) with ordinality
        as a (id, "uploadKey", "storageKey", filename, "contentType", size, width, height, position)
      where j.status = 'sent'
    ),
    counted as (
      update dialogs d set last_seq = newest.seq, last_message_id = newest.id, last_message_at = newest.sent_at
      from (select id, seq, sent_at from inserted order by seq desc limit 1) newest
      where d.id = ${dialogId}
    ),
    senders_have_read as (
      update participants p set last_read_seq = own.seq, last_read_message_id = own.id, own_unread = 0,
        sent_count = p.sent_count + own.sent
      from (select distinct on (sender_id) sender_id, id, seq, count(*) over (partition by sender_id) as sent
        from inserted order by sender_id, seq desc) own
      where p.dialog_id = ${dialogId} and p.user_id = own.sender_id
    ),
    unarchived as (
      -- A value and not a join, so that the index passes over those for whom it came back long ago.
      select p.user_id from participants p
      where p.dialog_id = ${dialogId} and p.left_at is null
        and p.archived_seq >= (select last_seq from open_dialog) and exists (select from inserted)
    )
    select
      (select jsonb_agg(jsonb_build_object('status', status, 'message_id', coalesce(earlier_id, id)) order by position)
        from judged) as outcomes,
      (select coalesce(jsonb_agg(user_id), '[]') from unarchived) as unarchived`;
}

/** The messages sent, and those sent earlier with the same `client_message_id`. */
function storedOrEarlier(dialogId: string, messages: readonly MessageToSend[]): Query<StoredMessage[]> {
  const keys = messages.filter((message) => message.clientMessageId !== null);
  const statement = sql`
    with wanted as (
      select unnest(${uuidArray(messages.map((message) => message.id))}) as id
      union
      select earlier.id
      from (select * from jsonb_to_recordset(${jsonParameter(keys)}) as key ("senderId" text, "clientMessageId" text)
        limit ${keys.length}) key
      cross join lateral (${earlierMessage(dialogId, sql`key`)}) earlier
    )
    select ${messageColumns} from wanted
    cross join lateral (select m.* from messages m
      where m.dialog_id = ${dialogId} and m.id = wanted.id ${onceForEachRow}) m
    ${messageJoins} order by m.id`;
  return rowsQuery(statement, storedMessage);
}

/** Stores messages of one dialog, all or none, in the order given (contract §5, "Sending"). */
export function sendMessages(target: WriteTarget, messages: readonly MessageToSend[]): Query<SentMessages> {
  const queries = together(
    rowQuery(effect(target, messages), effectRow),
    storedOrEarlier(target.dialogId, messages),
  );
  return mapQuery(queries, ([{ outcomes, unarchived }, stored]) => {
    const byId = new Map(stored.map((message) => [message.id, message]));
    return {
      unarchivedUserIds: unarchived,
      outcomes: outcomes.map(({ status, message_id }): SendOutcome => {
        if (status !== 'sent' && status !== 'replayed') return { status };
        const message = byId.get(message_id);
        if (message === undefined) throw new Error('A stored message was not found in its own transaction');
        return { status, message };
      }),
    };
  });
}
