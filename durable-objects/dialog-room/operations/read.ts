import { mapQuery } from '../../../database/query.ts';
import { markRead } from '../../../database/writes/mark-read.ts';
import { type Effect, toEveryone } from '../effects.ts';
import type { ReadOperation } from './operation.ts';
import type { Part, PartContext } from './part.ts';

/** All read marks of a flight, in one statement. */
export function readPart(operations: readonly ReadOperation[], { target }: PartContext): Part {
  return {
    intents: operations.map(({ userId }) => ({ kind: 'read', userId })),
    query: mapQuery(markRead(target, operations), ({ outcomes, moved }) => ({
      outcomes,
      effects: moved.flatMap(({ userId, lastReadMessageId, unreadCount }): Effect[] => [
        toEveryone({
          type: 'message.read',
          dialog_id: target.dialogId,
          user_id: userId,
          last_read_message_id: lastReadMessageId,
        }),
        ...(unreadCount === 0 ? [{ type: 'cancel_notification', userId } as const] : []),
      ]),
    })),
  };
}
