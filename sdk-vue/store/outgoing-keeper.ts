import { toChatError } from '../client/chat-error.ts';
import type { StoreCore } from './core.ts';
import type { OutgoingStorage } from './outgoing-storage.ts';
import { restoreOutgoing } from './reducers/outgoing.ts';
import type { OutgoingMessage } from './state.ts';

/**
 * Keeps the outgoing messages of the state in a storage, and brings back those that an earlier page left there. Returns
 * what stops it.
 */
export function keepOutgoing(core: StoreCore, storage: OutgoingStorage, scope: string): () => void {
  let kept: readonly OutgoingMessage[] = core.state().outgoing;

  function report(thrown: unknown): void {
    core.emit('error', toChatError(thrown, 'ABORTED', 'An unsent message could not be kept'));
  }

  function keepChanges(): void {
    const { outgoing } = core.state();
    if (outgoing === kept) return;
    const before = new Map(kept.map((message) => [message.clientMessageId, message]));
    kept = outgoing;
    for (const message of outgoing) {
      const known = before.get(message.clientMessageId);
      before.delete(message.clientMessageId);
      const isKept = known !== undefined && [known.status, 'sending'].includes(message.status);
      if (!isKept) storage.put(scope, forStorage(message)).catch(report);
    }
    for (const gone of before.keys()) storage.remove(scope, gone).catch(report);
  }

  async function restore(): Promise<void> {
    const restored = await storage.list(scope);
    // They are in the storage already.
    core.update((state) => {
      const next = restoreOutgoing(state, restored);
      kept = next.outgoing;
      return next;
    });
  }

  const unsubscribe = core.subscribe(keepChanges);
  restore().catch(report);
  return unsubscribe;
}

/**
 * Neither errors nor addresses of objects in memory outlive the page. One that ends while sending does not know the
 * outcome: for the next one the message still waits.
 */
function forStorage({ error, ...message }: OutgoingMessage): OutgoingMessage {
  const status = message.status === 'sending' ? 'queued' : message.status;
  return { ...message, status, previews: message.previews.map(({ url, ...preview }) => preview) };
}
