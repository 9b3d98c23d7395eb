import { type SQL, sql } from 'drizzle-orm';
import { type DialogForUser, dialogForUser } from '../../contract/dialogs.ts';
import type { ScopeLevels } from '../../contract/scopes.ts';
import { dialogForUserColumns, dialogForUserJoins } from '../fragments/dialog.ts';
import { mapQuery, type Query, rowsQuery } from '../query.ts';

export interface DialogPage {
  dialogs: DialogForUser[];
  nextCursor: string | null;
}

interface PageSource {
  /** Selects `id, pinned, activity` of the page's dialogs and of one more, which tells that there is a next page. */
  page: SQL;
  userId: string;
  scope: ScopeLevels;
  limit: number;
  cursorOf(last: DialogForUser): string;
}

/**
 * Chooses the page first and reads its dialogs whole after: last messages and names are looked up for one page,
 * not for everything that was sorted.
 */
export function dialogPage(source: PageSource): Query<DialogPage> {
  const statement = sql`
    with page as (${source.page})
    select ${dialogForUserColumns(source.scope)}
    from page
    join dialogs d on d.id = page.id
    ${dialogForUserJoins(source.userId)}
    order by page.pinned desc, page.activity desc, page.id desc`;
  return mapQuery(rowsQuery(statement, dialogForUser), (rows) => {
    const dialogs = rows.slice(0, source.limit);
    const last = dialogs.at(-1);
    const hasMore = rows.length > source.limit && last !== undefined;
    return { dialogs, nextCursor: hasMore ? source.cursorOf(last) : null };
  });
}
