import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { isArchived } from '../fragments/dialog.ts';
import { textArray, uuidArray } from '../fragments/json.ts';
import type { StoredMessage } from '../fragments/message.ts';
import { participantColumns, storedParticipant } from '../fragments/participant.ts';
import { storedMessages } from '../fragments/stored-messages.ts';
import { mapQuery, type Query, rowsQuery, together } from '../query.ts';

const personRow = storedParticipant.extend({
  /** False for someone who has left. */
  takes_part: z.boolean(),
  is_archived: z.boolean(),
  is_pinned: z.boolean(),
  notifications_enabled: z.boolean(),
});

/** What Postgres holds of the writes whose answers a room never saw. */
export interface StoredState {
  dialogExists: boolean;
  /** The later fence of another room, by which this one did not take over; undefined where it did. */
  standingFence: string | undefined;
  /** Those of the messages asked for that are stored. */
  messages: StoredMessage[];
  /** Those of the people asked for who take part, or once did. */
  people: z.infer<typeof personRow>[];
  /** Who once archived the dialog and has had it brought back by a message. */
  unarchivedUserIds: string[];
  /** Who has it archived. */
  archivedUserIds: string[];
  /** The keys of the files of those messages that were deleted. */
  unwantedStorageKeys: string[];
}

export interface TakeOver {
  dialogId: string;
  fence: string;
  messageIds: readonly string[];
  userIds: readonly string[];
}

/**
 * Raises the fence and then looks. Raising it waits for a write that Postgres is still busy with, and refuses one that has
 * not arrived yet: after this, what is not stored never will be. It is never lowered, for a room that took over may be late
 * itself, and find that another has taken over from it. Each statement sees what was committed before it began (READ
 * COMMITTED), so the look comes after the wait.
 */
export function takeOver({ dialogId, fence, messageIds, userIds }: TakeOver): Query<StoredState> {
  const raised = rowsQuery(
    sql`update dialogs set write_fence = greatest(write_fence, ${fence}::uuid) where id = ${dialogId} returning write_fence`,
    z.object({ write_fence: z.string() }),
  );
  const people = rowsQuery(
    sql`select ${participantColumns}, me.left_at is null as takes_part, ${isArchived} as is_archived, me.is_pinned,
        me.notifications_enabled
      from participants me join dialogs d on d.id = me.dialog_id
      join participants p on p.dialog_id = me.dialog_id and p.user_id = me.user_id
      where me.dialog_id = ${dialogId} and me.user_id = any (${textArray(userIds)})`,
    personRow,
  );
  const archivers = rowsQuery(
    sql`select me.user_id, ${isArchived} as is_archived from participants me join dialogs d on d.id = me.dialog_id
      where me.dialog_id = ${dialogId} and me.left_at is null and me.archived_seq is not null`,
    z.object({ user_id: z.string(), is_archived: z.boolean() }),
  );
  const unwanted = rowsQuery(
    sql`select a.storage_key from messages m join attachments a on a.dialog_id = m.dialog_id and a.message_id = m.id
      where m.dialog_id = ${dialogId} and m.id = any (${uuidArray(messageIds)}) and m.is_deleted`,
    z.object({ storage_key: z.string() }),
  );
  const queries = together(raised, storedMessages(dialogId, messageIds), people, archivers, unwanted);
  return mapQuery(queries, ([dialogs, messages, known, archived, files]) => ({
    dialogExists: dialogs.length > 0,
    standingFence: dialogs.map((row) => row.write_fence).find((standing) => standing !== fence),
    messages,
    people: known,
    unarchivedUserIds: archived.filter((row) => !row.is_archived).map((row) => row.user_id),
    archivedUserIds: archived.filter((row) => row.is_archived).map((row) => row.user_id),
    unwantedStorageKeys: files.map((row) => row.storage_key),
  }));
}
