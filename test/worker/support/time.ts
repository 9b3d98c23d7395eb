import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import type { DialogRoom } from '../../../durable-objects/dialog-room/dialog-room.ts';
import { attachmentOf, remember } from '../../../durable-objects/sockets/attachment.ts';
import type { UserInbox } from '../../../durable-objects/user-inbox/user-inbox.ts';

/**
 * Makes an object as it is after so much more time, and runs its alarm. Everything that it noted moves into the past,
 * instead of the clock into the future: what the runtime notes of auto-answered pings cannot be moved.
 */
export async function letPass(
  seconds: number,
  object: DurableObjectStub<DialogRoom | UserInbox>,
): Promise<void> {
  const elapsed = seconds * 1_000;
  await runInDurableObject(object, (_instance: DialogRoom | UserInbox, state) => {
    state.storage.sql.exec('update timers set due_at = due_at - ?', elapsed);
    for (const socket of state.getWebSockets()) {
      const { heardAt, expiresAt } = attachmentOf(socket);
      remember(socket, {
        heardAt: heardAt - elapsed,
        expiresAt: expiresAt === null ? null : expiresAt - elapsed,
      });
    }
  });
  await runDurableObjectAlarm(object);
}

/** Makes an object lose its memory, as it does when nothing happens for some seconds; its sockets stay open. */
export async function fallAsleep(object: DurableObjectStub<DialogRoom | UserInbox>): Promise<void> {
  // One that sleeps already cannot be evicted.
  await runInDurableObject(object, () => undefined);
  await evictDurableObject(object);
}
