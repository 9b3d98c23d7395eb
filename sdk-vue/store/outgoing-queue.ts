import type { ChatError } from '../client/chat-error.ts';
import type { SendMessageInput } from '../client/contract.ts';
import { outcomeOf, type StoreCore } from './core.ts';
import { changeOutgoing, withoutOutgoing } from './reducers/outgoing.ts';
import { createRetryTimers } from './retry-timers.ts';
import type { OutgoingMessage } from './state.ts';

export interface OutgoingQueue {
  add(message: OutgoingMessage): void;
  retry(clientMessageId: string): void;
  discard(clientMessageId: string): void;
  /** Sends what waits, now that there is a connection. */
  flush(): void;
  stop(): void;
}

/**
 * Sends the outgoing messages of the state: of each dialog one at a time and in their order. One that fails for good is
 * kept for the user to decide on, and those after it go on. Every attempt carries the same client_message_id, so the
 * server stores each message once.
 *
 * @param scope stands for one user at one server, as tabs of one browser share it
 * @param maySend whether there is a connection, and what was missed is loaded
 */
export function createOutgoingQueue(core: StoreCore, scope: string, maySend: () => boolean): OutgoingQueue {
  const busy = new Set<string>();
  const retries = createRetryTimers(sendWaiting);
  let isStopped = false;

  function sendWaiting(): void {
    if (isStopped || !maySend()) return;
    const dialogIds = new Set(
      core
        .state()
        .outgoing.filter(isQueued)
        .map(({ dialogId }) => dialogId),
    );
    for (const dialogId of dialogIds) {
      if (!busy.has(dialogId) && !retries.isWaiting(dialogId)) void sendOf(dialogId);
    }
  }

  async function sendOf(dialogId: string): Promise<void> {
    busy.add(dialogId);
    await alone(`mtchat:${scope}:${dialogId}`, () => sendOneByOne(dialogId));
    busy.delete(dialogId);
    // Written while the last answer was on its way.
    sendWaiting();
  }

  async function sendOneByOne(dialogId: string): Promise<void> {
    let goesOn = true;
    while (goesOn && !isStopped && maySend()) {
      const next = core
        .state()
        .outgoing.find((message) => message.dialogId === dialogId && isQueued(message));
      goesOn = next !== undefined && (await sendOne(next));
    }
  }

  /** False where the dialog has to wait before the next attempt. */
  async function sendOne(message: OutgoingMessage): Promise<boolean> {
    const { clientMessageId, dialogId } = message;
    setStatus(clientMessageId, 'sending');
    const outcome = await outcomeOf(core.client.sendMessage(dialogId, inputOf(message)));
    if (outcome.status === 'done') {
      retries.succeeded(dialogId);
      core.apply({ type: 'message.new', ...outcome.answer });
      return true;
    }
    const { error } = outcome;
    if (mayWorkLater(error)) {
      setStatus(clientMessageId, 'queued', error);
      retries.failed(dialogId, error.retryAfterSeconds);
      if (error.code === 'UNAUTHORIZED') core.emit('error', error);
      return false;
    }
    setStatus(clientMessageId, 'failed', error);
    core.emit('error', error);
    return true;
  }

  function setStatus(clientMessageId: string, status: OutgoingMessage['status'], error?: ChatError): void {
    core.update((state) =>
      changeOutgoing(state, clientMessageId, ({ error: _, ...message }) => ({
        ...message,
        status,
        ...(error && { error }),
      })),
    );
  }

  const unsubscribe = core.subscribe(sendWaiting);

  return {
    add: (message) => core.update((state) => ({ ...state, outgoing: [...state.outgoing, message] })),
    retry: (clientMessageId) => setStatus(clientMessageId, 'queued'),
    discard: (clientMessageId) => core.update((state) => withoutOutgoing(state, clientMessageId)),
    flush() {
      retries.cutShort();
      sendWaiting();
    },
    stop() {
      isStopped = true;
      unsubscribe();
      retries.stop();
    },
  };
}

function isQueued(message: OutgoingMessage): boolean {
  return message.status === 'queued';
}

function inputOf({ content, replyTo, attachments, clientMessageId }: OutgoingMessage): SendMessageInput {
  return {
    content,
    client_message_id: clientMessageId,
    ...(replyTo && { reply_to: replyTo.id }),
    ...(attachments.length > 0 && { attachments: [...attachments] }),
  };
}

/** Whether the message itself is not at fault. Who is not signed in may be so again in a moment. */
function mayWorkLater(error: ChatError): boolean {
  return (
    error.isRetryable || error.status >= 500 || error.code === 'UNAUTHORIZED' || error.code === 'ABORTED'
  );
}

/** Runs `task` while no other tab does the same, where the browser can tell. */
async function alone(name: string, task: () => Promise<void>): Promise<void> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
  if (!locks) return task();
  // A page of an opaque origin may not lock. The server stores each message once anyway.
  await locks.request(name, task).catch(task);
}
