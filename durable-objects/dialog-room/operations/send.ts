import { mapQuery } from '../../../database/query.ts';
import { sendMessages } from '../../../database/writes/send-messages.ts';
import { unarchivedAnnounced, userMessageSent } from '../effects.ts';
import type { SendOperation } from './operation.ts';
import type { Part, PartContext } from './part.ts';

/** All messages of a flight, in one statement. */
export function sendPart(operations: readonly SendOperation[], context: PartContext): Part {
  const { target, at } = context;
  const messages = operations.map(({ kind, ...message }) => ({
    ...message,
    id: context.newMessageId(),
    sentAt: at,
  }));
  return {
    intents: messages.map(({ id }) => ({ kind: 'send', messageId: id })),
    query: mapQuery(sendMessages(target, messages), ({ outcomes, unarchivedUserIds }) => ({
      outcomes,
      effects: [
        ...outcomes.flatMap((outcome) => (outcome.status === 'sent' ? userMessageSent(outcome.message) : [])),
        ...unarchivedAnnounced(target.dialogId, unarchivedUserIds),
      ],
    })),
  };
}
