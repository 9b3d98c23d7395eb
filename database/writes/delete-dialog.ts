import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { mapQuery, type Query, rowQuery } from '../query.ts';
import { openDialog, type RefusedBeforehand, refusedBeforehand, type WriteTarget } from './open-dialog.ts';

export type DeleteDialogOutcome =
  /** With everyone who took part until now. */
  { status: 'deleted'; participantIds: string[] } | { status: RefusedBeforehand };

const effectRow = z.object({
  status: z.enum(['deleted', 'dialog_missing', 'fenced']),
  participant_ids: z.array(z.string()),
});

/** Deletes a dialog; participants, messages, history and scopes go with it, by their foreign keys. */
export function deleteDialog(target: WriteTarget): Query<DeleteDialogOutcome> {
  const effect = sql`
    with ${openDialog(target)},
    deleted as (delete from dialogs d using open_dialog where d.id = open_dialog.id)
    select case ${refusedBeforehand} else 'deleted' end as status,
      (select coalesce(jsonb_agg(p.user_id), '[]') from participants p
        where p.dialog_id = ${target.dialogId} and p.left_at is null) as participant_ids`;
  return mapQuery(
    rowQuery(effect, effectRow),
    ({ status, participant_ids }): DeleteDialogOutcome =>
      status === 'deleted' ? { status, participantIds: participant_ids } : { status },
  );
}
