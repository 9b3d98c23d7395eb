import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../contract/queries.ts';
import { noScope } from '../../contract/scopes.ts';
import { timestamp, uuid } from '../../contract/text.ts';
import { isArchived, joinDialogOf, lastActivity } from '../fragments/dialog.ts';
import { titleOrCompanyContains } from '../fragments/search.ts';
import type { Query } from '../query.ts';
import { type DialogPage, dialogPage } from './dialog-page.ts';

const sortKey = z.tuple([z.boolean(), timestamp, uuid]);
export type ParticipatingCursor = z.output<typeof sortKey>;

/** The place in this list that a cursor names; undefined when it names none. */
export function participatingCursor(cursor: string): ParticipatingCursor | undefined {
  return decodeCursor(cursor, sortKey);
}

export interface ParticipatingFilter {
  userId: string;
  search: string | undefined;
  archived: boolean | undefined;
  after: ParticipatingCursor | undefined;
  limit: number;
}

function archivedIs(archived: boolean | undefined): SQL {
  return archived === undefined ? sql`true` : sql`${isArchived} = ${archived}`;
}

function comesAfter(cursor: ParticipatingCursor | undefined): SQL {
  if (cursor === undefined) return sql`true`;
  const [isPinned, activity, id] = cursor;
  return sql`(me.is_pinned, ${lastActivity}, d.id) < (${isPinned}::boolean, ${activity}::timestamptz, ${id}::uuid)`;
}

/** The dialogs in which the user takes part: pinned ones first, then by latest activity. */
export function participatingDialogs(filter: ParticipatingFilter): Query<DialogPage> {
  const page = sql`
    select d.id, me.is_pinned as pinned, ${lastActivity} as activity
    from participants me
    ${joinDialogOf(sql`me.dialog_id`)}
    where me.user_id = ${filter.userId} and me.left_at is null
      and ${archivedIs(filter.archived)}
      and ${titleOrCompanyContains(filter.search)}
      and ${comesAfter(filter.after)}
    order by me.is_pinned desc, ${lastActivity} desc, d.id desc
    limit ${filter.limit + 1}`;
  return dialogPage({
    page,
    userId: filter.userId,
    scope: noScope,
    limit: filter.limit,
    cursorOf: (dialog) =>
      encodeCursor([dialog.is_pinned, dialog.last_message_at ?? dialog.created_at, dialog.id]),
  });
}
