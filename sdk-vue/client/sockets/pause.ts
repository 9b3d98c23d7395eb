const longestWaitMs = 30_000;

/** A wait that can be ended from outside. */
export interface Pause {
  /** Resolves at a time in milliseconds since 1970, or when the pause is cut short. */
  until(time: number): Promise<void>;
  cutShort(): void;
}

export function createPause(): Pause {
  let cutShort = () => {};
  return {
    until: (time) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, time - Date.now());
        cutShort = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    cutShort: () => cutShort(),
  };
}

/**
 * Milliseconds to wait after so many failures in a row: twice as long after each, 30 s at most. Between half and all of
 * that by chance, so that those who lost one server at once do not come back at once.
 */
export function waitAfter(failures: number, firstMs: number): number {
  const longest = Math.min(firstMs * 2 ** (failures - 1), longestWaitMs);
  return longest * (0.5 + Math.random() / 2);
}
