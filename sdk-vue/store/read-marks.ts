import { outcomeOf, type StoreCore } from './core.ts';
import { later } from './reducers/maps.ts';
import { createRetryTimers } from './retry-timers.ts';

export interface ReadMarks {
  mark(dialogId: string, messageId: string): void;
  /** Tells the server now what waits to be told. */
  flush(): Promise<void>;
  /** Tells nothing more: by now the caller may be another user. */
  stop(): void;
}

/** Scrolling reads many messages: the server is told of the last of them. */
const markDelayMs = 300;

export function createReadMarks(core: StoreCore): ReadMarks {
  const untold = new Map<string, string>();
  const retries = createRetryTimers(() => void flush());
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function tell(dialogId: string, messageId: string): Promise<void> {
    untold.delete(dialogId);
    const outcome = await outcomeOf(core.client.markRead(dialogId, messageId));
    if (outcome.status === 'done') {
      retries.succeeded(dialogId);
      return;
    }
    const { code, status, retryAfterSeconds } = outcome.error;
    // It is told with the next one, else after a while. Of a dialog that is gone there is nothing to tell.
    const isFinal = status >= 400 && status < 500 && code !== 'RATE_LIMITED' && code !== 'UNAUTHORIZED';
    if (isFinal) return;
    untold.set(dialogId, later(untold.get(dialogId), messageId));
    retries.failed(dialogId, retryAfterSeconds);
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    await Promise.all([...untold].map(([dialogId, messageId]) => tell(dialogId, messageId)));
  }

  return {
    mark(dialogId, messageId) {
      const { readPositions, dialogs, userId } = core.state();
      const position = readPositions.get(dialogId);
      const hasUnread = dialogs.get(dialogId)?.unread_count !== 0;
      if (!hasUnread || (position !== undefined && position >= messageId)) return;
      untold.set(dialogId, messageId);
      core.apply({
        type: 'message.read',
        dialog_id: dialogId,
        user_id: userId,
        last_read_message_id: messageId,
      });
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), markDelayMs);
    },
    flush,
    stop() {
      clearTimeout(timer);
      retries.stop();
      untold.clear();
    },
  };
}
