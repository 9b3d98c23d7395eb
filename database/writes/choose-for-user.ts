import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { DialogForUser } from '../../contract/dialogs.ts';
import { mapQuery, type Query, rowQuery, together } from '../query.ts';
import { readDialogForUser } from '../reads/dialog-for-user.ts';
import { openDialog, type RefusedBeforehand, refusedBeforehand, type WriteTarget } from './open-dialog.ts';

/** What one participant chooses about a dialog for themselves alone. */
export type UserChoice =
  | { choice: 'archived'; value: boolean }
  | { choice: 'pinned'; value: boolean }
  | { choice: 'notifications'; value: boolean };

export type ChoiceOutcome =
  | { status: 'chosen'; changed: boolean; dialog: DialogForUser }
  | { status: 'not_participant' | RefusedBeforehand };

const effectRow = z.object({
  status: z.enum(['chosen', 'not_participant', 'dialog_missing', 'fenced']),
  changed: z.boolean(),
});

/** The assignment that makes a choice, and the condition under which it changes anything. */
function assignment({ choice, value }: UserChoice): { set: SQL; differs: SQL } {
  if (choice === 'pinned') return { set: sql`is_pinned = ${value}`, differs: sql`p.is_pinned <> ${value}` };
  if (choice === 'notifications') {
    return { set: sql`notifications_enabled = ${value}`, differs: sql`p.notifications_enabled <> ${value}` };
  }
  const isArchived = sql`coalesce(p.archived_seq >= open_dialog.last_seq, false)`;
  return {
    set: value ? sql`archived_seq = open_dialog.last_seq` : sql`archived_seq = null`,
    differs: sql`${isArchived} <> ${value}`,
  };
}

/** Archives, pins or mutes a dialog for one participant, or undoes it; doing it again changes nothing. */
export function chooseForUser(target: WriteTarget, userId: string, choice: UserChoice): Query<ChoiceOutcome> {
  const { set, differs } = assignment(choice);
  const effect = sql`
    with ${openDialog(target)},
    changed as (
      update participants p set ${set} from open_dialog
      where p.dialog_id = open_dialog.id and p.user_id = ${userId} and p.left_at is null and ${differs}
      returning p.user_id
    )
    select case ${refusedBeforehand}
      when not exists (select from participants p
        where p.dialog_id = ${target.dialogId} and p.user_id = ${userId} and p.left_at is null) then 'not_participant'
      else 'chosen' end as status,
      exists (select from changed) as changed`;
  const queries = together(rowQuery(effect, effectRow), readDialogForUser(target.dialogId, userId));
  return mapQuery(queries, ([{ status, changed }, dialog]): ChoiceOutcome => {
    if (status !== 'chosen') return { status };
    if (dialog === undefined) throw new Error('A dialog was not found in its own transaction');
    return { status, changed, dialog };
  });
}
