import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { AccessScope, ScopeLevels } from '../../contract/scopes.ts';
import { jsonParameter } from '../fragments/json.ts';
import { storedLevel } from '../fragments/scope-match.ts';
import { mapQuery, type Query, rowQuery, together } from '../query.ts';
import { readAccessScopes } from '../reads/dialog-for-host.ts';
import { openDialog, type RefusedBeforehand, refusedBeforehand, type WriteTarget } from './open-dialog.ts';

/** An access scope to be stored; ids are made in the order the host gave, which is the order they are read in. */
export interface ScopeToStore extends ScopeLevels {
  id: string;
}

/** Inserts access scopes for the dialog in `dialogRow` (a CTE with `id`); without a row, none. */
export function insertScopes(dialogRow: SQL, scopes: readonly ScopeToStore[], at: string): SQL {
  const input = scopes.map((scope) => ({
    ...scope,
    level1: storedLevel(scope.level1),
    level2: storedLevel(scope.level2),
  }));
  const texts = (column: SQL) => sql`array(select jsonb_array_elements_text(${column}))`;
  return sql`
    insert into access_scopes (id, dialog_id, scope_level0, scope_level1, scope_level2, created_at)
    select i.id, target.id, ${texts(sql`i.level0`)}, ${texts(sql`i.level1`)}, ${texts(sql`i.level2`)}, ${at}::timestamptz
    from ${dialogRow} target,
      jsonb_to_recordset(${jsonParameter(input)}) as i (id uuid, level0 jsonb, level1 jsonb, level2 jsonb)`;
}

export type ReplaceScopesOutcome =
  | { status: 'replaced'; accessScopes: AccessScope[] }
  | { status: RefusedBeforehand };

const effectRow = z.object({ status: z.enum(['replaced', 'dialog_missing', 'fenced']) });

/** Replaces all access scopes of a dialog at once (contract §4). */
export function replaceScopes(
  target: WriteTarget,
  scopes: readonly ScopeToStore[],
  at: string,
): Query<ReplaceScopesOutcome> {
  const effect = sql`
    with ${openDialog(target)},
    removed as (delete from access_scopes s using open_dialog where s.dialog_id = open_dialog.id),
    added as (${insertScopes(sql`open_dialog`, scopes, at)})
    select case ${refusedBeforehand} else 'replaced' end as status`;
  const queries = together(rowQuery(effect, effectRow), readAccessScopes(target.dialogId));
  return mapQuery(
    queries,
    ([{ status }, accessScopes]): ReplaceScopesOutcome =>
      status === 'replaced' ? { status, accessScopes } : { status },
  );
}
