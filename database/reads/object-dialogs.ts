import { type SQL, sql } from 'drizzle-orm';
import { type DialogForUser, dialogForUser } from '../../contract/dialogs.ts';
import type { ScopeLevels } from '../../contract/scopes.ts';
import { dialogForUserColumns, dialogForUserJoins, isArchived } from '../fragments/dialog.ts';
import { someScopeMatches } from '../fragments/scope-match.ts';
import { titleOrCompanyContains } from '../fragments/search.ts';
import { type Query, rowsQuery } from '../query.ts';

export interface ObjectDialogsFilter {
  objectType: string;
  objectId: string;
  userId: string;
  scope: ScopeLevels;
  type?: 'participating' | 'available' | undefined;
  search?: string | undefined;
  archived?: boolean | undefined;
  /** Only the newest so many; all without it, for one object has few. */
  newest?: number;
}

function visibleAs(filter: ObjectDialogsFilter): SQL {
  const takesPart = sql`me.user_id is not null`;
  const mayJoin = sql`(me.user_id is null and ${someScopeMatches(sql`d.id`, filter.scope)})`;
  // Archiving is a participant's: the filter does not apply to what one may only join.
  const wanted =
    filter.archived === undefined ? takesPart : sql`(${takesPart} and ${isArchived} = ${filter.archived})`;
  if (filter.type === 'participating') return wanted;
  if (filter.type === 'available') return mayJoin;
  return filter.archived === true ? wanted : sql`(${wanted} or ${mayJoin})`;
}

/** The dialogs of one business object that the user may see, newest first. */
export function objectDialogs(filter: ObjectDialogsFilter): Query<DialogForUser[]> {
  const statement = sql`
    select ${dialogForUserColumns(filter.scope)}
    from dialogs d
    ${dialogForUserJoins(filter.userId)}
    where d.object_id = ${filter.objectId} and d.object_type = ${filter.objectType}
      and ${visibleAs(filter)}
      and ${titleOrCompanyContains(filter.search)}
    order by d.id desc
    limit ${filter.newest ?? null}`;
  return rowsQuery(statement, dialogForUser);
}
