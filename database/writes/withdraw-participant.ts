import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { StoredMessage } from '../fragments/message.ts';
import { storedMessages } from '../fragments/stored-messages.ts';
import { systemMessageAbout } from '../fragments/system-message.ts';
import { mapQuery, type Query, rowQuery, together } from '../query.ts';
import { openDialog, type RefusedBeforehand, refusedBeforehand, type WriteTarget } from './open-dialog.ts';

export interface Withdrawal {
  userId: string;
  /** `left` by their own will, `removed` by the host. */
  reason: 'left' | 'removed';
  /** The id and time of the system message that announces it. */
  messageId: string;
  at: string;
}

export type WithdrawOutcome =
  | { status: 'withdrawn'; message: StoredMessage }
  | { status: 'not_participant' | RefusedBeforehand };

const effectRow = z.object({
  status: z.enum(['withdrawn', 'not_participant', 'dialog_missing', 'fenced']),
});

/**
 * Ends a participation (contract §4 `DELETE …/participants/{user_id}`, §5 `leave`). The name stays, for the messages that
 * carry it; how to reach the person does not.
 */
export function withdrawParticipant(target: WriteTarget, withdrawal: Withdrawal): Query<WithdrawOutcome> {
  const { dialogId } = target;
  const { userId, reason, messageId, at } = withdrawal;
  const type = reason === 'left' ? 'participant_left' : 'participant_removed';
  const effect = sql`
    with ${openDialog(target)},
    withdrawn as (
      update participants p set left_at = ${at}::timestamptz, email = null, phone = null, archived_seq = null
      from open_dialog
      where p.dialog_id = open_dialog.id and p.user_id = ${userId} and p.left_at is null
      returning p.user_id, p.display_name, p.company
    ),
    counted as (
      update dialogs set participants_count = participants_count - 1
      where id = ${dialogId} and exists (select from withdrawn)
    ),
    announced as (${systemMessageAbout(sql`withdrawn`, { dialogId, messageId, type, sentAt: at })})
    select case ${refusedBeforehand}
      when not exists (select from withdrawn) then 'not_participant'
      else 'withdrawn' end as status`;
  const queries = together(rowQuery(effect, effectRow), storedMessages(dialogId, [messageId]));
  return mapQuery(queries, ([{ status }, [message]]): WithdrawOutcome => {
    if (status !== 'withdrawn') return { status };
    if (message === undefined) throw new Error('A system message was not found in its own transaction');
    return { status, message };
  });
}
