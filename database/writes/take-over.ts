import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Message } from '../../contract/messages.ts';
import { isArchived } from '../fragments/dialog.ts';
import { textArray } from '../fragments/json.ts';
import { participantColumns, storedParticipant } from '../fragments/participant.ts';
import { storedMessages } from '../fragments/stored-messages.ts';
import { mapQuery, type Query, rowsQuery, together } from '../query.ts';

const personRow = storedParticipant.extend({
  is_archived: z.boolean(),
  is_pinned: z.boolean(),
  notifications_enabled: z.boolean(),
});

/** What Postgres holds of the writes whose answers a room never saw. */
export interface StoredState {
  dialogExists: boolean;
  /** Those of the messages asked for that are stored. */
  messages: Message[];
  /** Those of the people asked for who take part. */
  people: z.infer<typeof personRow>[];
  /** Who once archived the dialog and has had it brought back by a message. */
  unarchivedUserIds: string[];
}

export interface TakeOver {
  dialogId: string;
  fence: string;
  messageIds: readonly string[];
  userIds: readonly string[];
}

/**
 * Moves the fence and then looks. Moving it waits for a write that Postgres is still busy with, and refuses one that has
 * not arrived yet: after this, what is not stored never will be. Each statement sees what was committed before it began
 * (READ COMMITTED), so the look comes after the wait.
 */
export function takeOver({ dialogId, fence, messageIds, userIds }: TakeOver): Query<StoredState> {
  const moved = rowsQuery(
    sql`update dialogs set write_fence = ${fence}::uuid where id = ${dialogId} returning id`,
    z.object({ id: z.string() }),
  );
  const people = rowsQuery(
    sql`select ${participantColumns}, ${isArchived} as is_archived, me.is_pinned, me.notifications_enabled
      from participants me join dialogs d on d.id = me.dialog_id
      join participants p on p.dialog_id = me.dialog_id and p.user_id = me.user_id
      where me.dialog_id = ${dialogId} and me.left_at is null and me.user_id = any (${textArray(userIds)})`,
    personRow,
  );
  const unarchived = rowsQuery(
    sql`select p.user_id from participants p join dialogs d on d.id = p.dialog_id
      where p.dialog_id = ${dialogId} and p.left_at is null and p.archived_seq < d.last_seq`,
    z.object({ user_id: z.string() }),
  );
  const queries = together(moved, storedMessages(dialogId, messageIds), people, unarchived);
  return mapQuery(queries, ([dialogs, messages, known, back]) => ({
    dialogExists: dialogs.length > 0,
    messages,
    people: known,
    unarchivedUserIds: back.map((row) => row.user_id),
  }));
}
