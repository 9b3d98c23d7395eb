import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { textArray } from '../fragments/json.ts';
import type { StoredMessage } from '../fragments/message.ts';
import { storedMessages } from '../fragments/stored-messages.ts';
import { mapQuery, type Query, rowQuery, together } from '../query.ts';
import { openDialog, type RefusedBeforehand, refusedBeforehand, type WriteTarget } from './open-dialog.ts';

interface MessageChange {
  messageId: string;
  userId: string;
  /** The id of the row in the edit history that keeps the old text. */
  editId: string;
  at: string;
}

export interface MessageEdit extends MessageChange {
  content: string;
  /** Whether the content has text: without, the message needs an attachment. */
  hasText: boolean;
  mentionedUserIds: readonly string[];
}

type Refused = 'not_participant' | 'message_missing' | 'not_author' | RefusedBeforehand;

export type EditOutcome =
  | { status: 'edited'; message: StoredMessage }
  | { status: 'already_deleted' | 'empty' | Refused };

export type DeleteOutcome =
  /** With the keys of its files, which nobody may read any more. */
  | { status: 'deleted'; message: StoredMessage; storageKeys: string[] }
  | { status: 'already_deleted' | Refused };

/** `message` is the row to change, if the user is its author and may change it; `judged` says which. */
function judgeAuthor(target: WriteTarget, change: MessageChange, ownRules: SQL): SQL {
  const { dialogId } = target;
  return sql`
    ${openDialog(target)},
    message as (
      select m.* from messages m, open_dialog where m.dialog_id = open_dialog.id and m.id = ${change.messageId}
    ),
    judged as (
      select case ${refusedBeforehand}
        when not exists (select from participants p
          where p.dialog_id = ${dialogId} and p.user_id = ${change.userId} and p.left_at is null) then 'not_participant'
        when not exists (select from message) then 'message_missing'
        when (select sender_id from message) is distinct from ${change.userId} then 'not_author'
        when (select is_deleted from message) then 'already_deleted'
        ${ownRules} end as status
    )`;
}

/** Keeps the text that is about to be replaced, when `judged` says so. */
function keepOldText(change: MessageChange, whenStatus: string): SQL {
  return sql`kept as (
    insert into message_edits (id, dialog_id, message_id, content, replaced_at)
    select ${change.editId}::uuid, m.dialog_id, m.id, m.content, ${change.at}::timestamptz
    from message m, judged where judged.status = ${whenStatus})`;
}

const editRow = z.object({
  status: z.enum([
    'edited',
    'empty',
    'already_deleted',
    'not_participant',
    'message_missing',
    'not_author',
    'dialog_missing',
    'fenced',
  ]),
});

/** Replaces the text of a message by its author (contract §5); the old one stays in the edit history. */
export function editMessage(target: WriteTarget, edit: MessageEdit): Query<EditOutcome> {
  const needsAttachment = edit.hasText
    ? sql``
    : sql`when not exists (select from attachments a
    where a.dialog_id = ${target.dialogId} and a.message_id = ${edit.messageId}) then 'empty'`;
  const effect = sql`
    with ${judgeAuthor(target, edit, sql`${needsAttachment} else 'edited'`)},
    ${keepOldText(edit, 'edited')},
    changed as (
      update messages m set content = ${edit.content}, last_edited_at = ${edit.at}::timestamptz,
        mentions = array(select named.user_id
          from unnest(${textArray(edit.mentionedUserIds)}) with ordinality named (user_id, place)
          join participants p on p.dialog_id = ${target.dialogId} and p.user_id = named.user_id and p.left_at is null
          order by named.place)
      from judged
      where m.dialog_id = ${target.dialogId} and m.id = ${edit.messageId} and judged.status = 'edited')
    select status from judged`;
  const queries = together(rowQuery(effect, editRow), storedMessages(target.dialogId, [edit.messageId]));
  return mapQuery(queries, ([{ status }, [message]]): EditOutcome => {
    if (status !== 'edited') return { status };
    if (message === undefined) throw new Error('An edited message was not found in its own transaction');
    return { status, message };
  });
}

const deleteRow = z.object({
  storage_keys: z.array(z.string()),
  status: editRow.shape.status.exclude(['edited', 'empty']).or(z.literal('deleted')),
});

/**
 * Empties a message by its author; the row keeps its place. The text moves to the edit history, so no read has to
 * remember to hide it.
 */
export function deleteMessage(target: WriteTarget, deletion: MessageChange): Query<DeleteOutcome> {
  const effect = sql`
    with ${judgeAuthor(target, deletion, sql`else 'deleted'`)},
    ${keepOldText(deletion, 'deleted')},
    changed as (
      update messages m set content = '', mentions = '{}', is_deleted = true
      from judged
      where m.dialog_id = ${target.dialogId} and m.id = ${deletion.messageId} and judged.status = 'deleted'),
    files as (
      select a.storage_key from attachments a
      where a.dialog_id = ${target.dialogId} and a.message_id = ${deletion.messageId})
    select status, (select coalesce(jsonb_agg(storage_key), '[]') from files) as storage_keys from judged`;
  const queries = together(
    rowQuery(effect, deleteRow),
    storedMessages(target.dialogId, [deletion.messageId]),
  );
  return mapQuery(queries, ([{ status, storage_keys }, [message]]): DeleteOutcome => {
    if (status !== 'deleted') return { status };
    if (message === undefined) throw new Error('A deleted message was not found in its own transaction');
    return { status, message, storageKeys: storage_keys };
  });
}
