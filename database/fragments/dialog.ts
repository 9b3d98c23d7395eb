import { type SQL, sql } from 'drizzle-orm';
import type { ScopeLevels } from '../../contract/scopes.ts';
import { wireTime } from './json.ts';
import { onceForEachRow } from './look-up.ts';
import { someScopeMatches } from './scope-match.ts';

/** The columns of a Dialog (contract §3) of `dialogs d`. */
export const dialogColumns = sql`
  d.id, d.object_type, d.object_id, d.title, d.object_url, d.meta, d.created_by,
  ${wireTime(sql`d.created_at`)} as created_at`;

/** Joins `dialogs d`, looked up for each row that has a `dialog_id`. */
export function joinDialogOf(dialogId: SQL): SQL {
  return sql`cross join lateral (select d.* from dialogs d where d.id = ${dialogId} ${onceForEachRow}) d`;
}

/** When something last happened in `dialogs d`: its last user message, else its creation. */
export const lastActivity = sql`coalesce(d.last_message_at, d.created_at)`;

/** Unread user messages of the participant `me` in `dialogs d`; needs no count over messages. */
export const unreadCount = sql`(d.last_seq - me.last_read_seq - me.own_unread)::int`;

/** Whether the participant `me` has `dialogs d` archived: a message sent since undoes it by itself. */
export const isArchived = sql`coalesce(me.archived_seq >= d.last_seq, false)`;

/** The columns of a Dialog for a user, to go before `dialogForUserJoins`. */
export function dialogForUserColumns(scope: ScopeLevels): SQL {
  return sql`${dialogColumns}, d.participants_count,
    me.user_id is not null as i_am_participant,
    me.user_id is null and ${someScopeMatches(sql`d.id`, scope)} as can_join,
    coalesce(${unreadCount}, 0) as unread_count,
    ${isArchived} as is_archived,
    coalesce(me.is_pinned, false) as is_pinned,
    coalesce(me.notifications_enabled, false) as notifications_enabled,
    ${wireTime(sql`d.last_message_at`)} as last_message_at,
    case when latest.id is not null then jsonb_build_object(
      'id', latest.id, 'sender_id', latest.sender_id, 'sender_name', latest_sender.display_name,
      'content', latest.content, 'message_type', 'user', 'is_deleted', latest.is_deleted,
      'sent_at', ${wireTime(sql`latest.sent_at`)}) end as last_message`;
}

/** What `dialogForUserColumns` reads besides `dialogs d`. Who does not participate reads no last message. */
export function dialogForUserJoins(userId: string): SQL {
  return sql`
    left join participants me on me.dialog_id = d.id and me.user_id = ${userId} and me.left_at is null
    left join messages latest
      on latest.dialog_id = d.id and latest.id = d.last_message_id and me.user_id is not null
    left join participants latest_sender
      on latest_sender.dialog_id = d.id and latest_sender.user_id = latest.sender_id`;
}
