import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../contract/queries.ts';
import type { ScopeLevels } from '../../contract/scopes.ts';
import { timestamp, uuid } from '../../contract/text.ts';
import { joinDialogOf, lastActivity } from '../fragments/dialog.ts';
import { scopeMatches } from '../fragments/scope-match.ts';
import { titleOrCompanyContains } from '../fragments/search.ts';
import type { Query } from '../query.ts';
import { type DialogPage, dialogPage } from './dialog-page.ts';

const sortKey = z.tuple([timestamp, uuid]);
export type AvailableCursor = z.output<typeof sortKey>;

/** The place in this list that a cursor names; undefined when it names none. */
export function availableCursor(cursor: string): AvailableCursor | undefined {
  return decodeCursor(cursor, sortKey);
}

export interface AvailableFilter {
  userId: string;
  scope: ScopeLevels;
  search: string | undefined;
  after: AvailableCursor | undefined;
  limit: number;
}

function comesAfter(cursor: AvailableCursor | undefined) {
  if (cursor === undefined) return sql`true`;
  const [activity, id] = cursor;
  return sql`(${lastActivity}, d.id) < (${activity}::timestamptz, ${id}::uuid)`;
}

/** The dialogs that the user's scope lets them join and that they have not joined, latest activity first. */
export function availableDialogs(filter: AvailableFilter): Query<DialogPage> {
  const joinable = sql`
    select distinct s.dialog_id from access_scopes s where ${scopeMatches(filter.scope)}
      and not exists (select from participants p
        where p.dialog_id = s.dialog_id and p.user_id = ${filter.userId} and p.left_at is null)`;
  const matching = sql`select s.dialog_id from access_scopes s where ${scopeMatches(filter.scope)}`;
  const page = sql`
    select d.id, false as pinned, ${lastActivity} as activity
    from (${joinable}) joinable
    ${joinDialogOf(sql`joinable.dialog_id`)}
    where ${titleOrCompanyContains(filter.search, matching)}
      and ${comesAfter(filter.after)}
    order by ${lastActivity} desc, d.id desc
    limit ${filter.limit + 1}`;
  return dialogPage({
    page,
    userId: filter.userId,
    scope: filter.scope,
    limit: filter.limit,
    cursorOf: (dialog) => encodeCursor([dialog.last_message_at ?? dialog.created_at, dialog.id]),
  });
}
