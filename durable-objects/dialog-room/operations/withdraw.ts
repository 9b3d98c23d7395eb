import type { StoredMessage } from '../../../database/fragments/message.ts';
import { mapQuery } from '../../../database/query.ts';
import { withdrawParticipant } from '../../../database/writes/withdraw-participant.ts';
import { type Effect, messageAnnounced, toEveryone } from '../effects.ts';
import type { WithdrawOperation } from './operation.ts';
import { type Part, type PartContext, single } from './part.ts';

/** The one who left hears that they did, and nothing after. */
export function withdrawalAnnounced(userId: string, message: StoredMessage): Effect[] {
  const reason = message.system_event?.type === 'participant_removed' ? 'removed' : 'left';
  return [
    { type: 'member_left', userId },
    toEveryone({ type: 'participant.left', dialog_id: message.dialog_id, user_id: userId }, [userId]),
    messageAnnounced(message),
    { type: 'hook', hook: { event: 'participant.left', userId, reason, announcement: message } },
    { type: 'cancel_notification', userId },
  ];
}

export function withdrawPart({ userId, reason }: WithdrawOperation, context: PartContext): Part {
  const messageId = context.newMessageId();
  const withdrawal = { userId, reason, messageId, at: context.at };
  return {
    intents: [{ kind: 'withdraw', messageId, userId }],
    query: mapQuery(withdrawParticipant(context.target, withdrawal), (outcome) =>
      outcome.status === 'withdrawn'
        ? single({ status: 'withdrawn' }, withdrawalAnnounced(userId, outcome.message))
        : single(outcome),
    ),
  };
}
