import { sql } from 'drizzle-orm';
import { type DialogForUser, dialogForUser } from '../../contract/dialogs.ts';
import { noScope, type ScopeLevels } from '../../contract/scopes.ts';
import { dialogForUserColumns, dialogForUserJoins } from '../fragments/dialog.ts';
import { someScopeMatches } from '../fragments/scope-match.ts';
import { mapQuery, type Query, rowsQuery } from '../query.ts';

/** One dialog as the user sees it; undefined when there is none that they may see. */
export function readDialogForUser(
  dialogId: string,
  userId: string,
  scope: ScopeLevels = noScope,
): Query<DialogForUser | undefined> {
  const statement = sql`
    select ${dialogForUserColumns(scope)}
    from dialogs d
    ${dialogForUserJoins(userId)}
    where d.id = ${dialogId} and (me.user_id is not null or ${someScopeMatches(sql`d.id`, scope)})`;
  return mapQuery(rowsQuery(statement, dialogForUser), ([dialog]) => dialog);
}
