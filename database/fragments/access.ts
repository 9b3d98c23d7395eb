import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { noScope, type ScopeLevels } from '../../contract/scopes.ts';
import { mapQuery, type Query, rowQuery } from '../query.ts';
import { someScopeMatches } from './scope-match.ts';

/** How a user stands to a dialog. */
export type Access = 'dialog_missing' | 'participant' | 'may_join' | 'stranger';

/** Whether the user takes part in the dialog, as a condition for the statement that acts on it. */
export function participates(dialogId: string, userId: string): SQL {
  return sql`exists (select from participants p
    where p.dialog_id = ${dialogId} and p.user_id = ${userId} and p.left_at is null)`;
}

const accessRow = z.object({ found: z.boolean(), participates: z.boolean(), matches: z.boolean() });

/** Says why a statement that was conditional on `participates` gave nothing. */
export function accessOf(dialogId: string, userId: string, scope: ScopeLevels = noScope): Query<Access> {
  const statement = sql`select
    exists (select from dialogs d where d.id = ${dialogId}) as found,
    ${participates(dialogId, userId)} as participates,
    ${someScopeMatches(sql`${dialogId}::uuid`, scope)} as matches`;
  return mapQuery(rowQuery(statement, accessRow), (row) => {
    if (!row.found) return 'dialog_missing';
    if (row.participates) return 'participant';
    return row.matches ? 'may_join' : 'stranger';
  });
}
