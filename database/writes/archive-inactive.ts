import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { lastActivity } from '../fragments/dialog.ts';
import { wireTime } from '../fragments/json.ts';
import { mapQuery, type Query, rowQuery } from '../query.ts';
import { openDialog, type RefusedBeforehand, refusedBeforehand, type WriteTarget } from './open-dialog.ts';

export type ArchiveInactiveOutcome =
  /** For whom it became archived. */
  | { status: 'archived'; userIds: string[] }
  /** Something happened since: when it last did. */
  | { status: 'still_active'; lastActivityAt: string }
  | { status: RefusedBeforehand };

const effectRow = z.object({
  status: z.enum(['archived', 'still_active', 'dialog_missing', 'fenced']),
  user_ids: z.array(z.string()),
  last_activity_at: z.string().nullable(),
});

/** Archives the dialog for all its participants if nothing was said in it since `cutoff` (contract §7). */
export function archiveInactive(target: WriteTarget, cutoff: string): Query<ArchiveInactiveOutcome> {
  const isInactive = sql`${lastActivity} <= ${cutoff}::timestamptz`;
  const effect = sql`
    with ${openDialog(target)},
    archived as (
      update participants p set archived_seq = d.last_seq from open_dialog d
      where p.dialog_id = d.id and p.left_at is null and ${isInactive}
        and (p.archived_seq is null or p.archived_seq < d.last_seq)
      returning p.user_id
    )
    select case ${refusedBeforehand}
      when exists (select from open_dialog d where ${isInactive}) then 'archived'
      else 'still_active' end as status,
      (select coalesce(jsonb_agg(user_id), '[]') from archived) as user_ids,
      (select ${wireTime(lastActivity)} from dialog d) as last_activity_at`;
  return mapQuery(
    rowQuery(effect, effectRow),
    ({ status, user_ids, last_activity_at }): ArchiveInactiveOutcome => {
      if (status === 'archived') return { status, userIds: user_ids };
      if (status !== 'still_active') return { status };
      if (last_activity_at === null) throw new Error('An active dialog has no time of activity');
      return { status, lastActivityAt: last_activity_at };
    },
  );
}
