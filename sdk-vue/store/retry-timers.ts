export interface RetryTimers {
  isWaiting(key: string): boolean;
  /** Waits before the next attempt: as long as the server asked, else longer with each failure. */
  failed(key: string, retryAfterSeconds: number | undefined): void;
  succeeded(key: string): void;
  /** Ends all waits that the server did not ask for. */
  cutShort(): void;
  stop(): void;
}

const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

export function createRetryTimers(onDue: () => void): RetryTimers {
  const failures = new Map<string, number>();
  const waits = new Map<string, { timer: ReturnType<typeof setTimeout>; isAsked: boolean }>();
  let isStopped = false;

  /** Doubles, with jitter so that many clients do not come back at once. */
  function nextWait(key: string): number {
    const count = failures.get(key) ?? 0;
    failures.set(key, count + 1);
    return Math.min(longestWaitMs, firstWaitMs * 2 ** count) * (0.75 + Math.random() / 2);
  }

  function end(key: string): void {
    clearTimeout(waits.get(key)?.timer);
    waits.delete(key);
  }

  return {
    isWaiting: (key) => waits.has(key),
    failed(key, retryAfterSeconds) {
      // What was on its way when everything stopped may fail yet.
      if (isStopped) return;
      const isAsked = retryAfterSeconds !== undefined;
      const wait = isAsked ? retryAfterSeconds * 1_000 : nextWait(key);
      end(key);
      const due = () => {
        waits.delete(key);
        onDue();
      };
      waits.set(key, { isAsked, timer: setTimeout(due, wait) });
    },
    succeeded: (key) => failures.delete(key),
    cutShort() {
      for (const [key, { isAsked }] of waits) if (!isAsked) end(key);
    },
    stop() {
      isStopped = true;
      for (const key of [...waits.keys()]) end(key);
    },
  };
}
