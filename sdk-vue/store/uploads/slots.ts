/** Lets at most so many pieces of work run at once; the others wait in the order in which they came. */
export interface Slots {
  /** Runs `work` when there is room. What it answers or throws is passed on. Rejects with the signal's reason while waiting. */
  run<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result>;
}

export function createSlots(size: number): Slots {
  const waiting: (() => void)[] = [];
  let running = 0;

  function room(signal: AbortSignal): Promise<void> {
    if (running < size) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      waiting.push(enter);
    });
  }

  /** The place goes straight to the next one in line, so `running` stays as it is. */
  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }

  return {
    async run(work, signal) {
      signal.throwIfAborted();
      await room(signal);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
