const firstPauseMs = 250;
const longestBackoffMs = 8_000;

/** Where the server asks for more, the caller hears of it in place of waiting. */
const longestPauseMs = 30_000;

/** The whole seconds of a `Retry-After`, which is a number of them or a date; undefined where it is neither. */
export function secondsUntilRetry(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const time = Date.parse(header);
  return Number.isNaN(time) ? undefined : Math.max(0, Math.ceil((time - nowMs) / 1_000));
}

/**
 * Milliseconds to wait after so many failed tries: twice as long after each, by up to a half less at random, so that callers who
 * failed together do not come back together. A `Retry-After` comes on top. Undefined where that is longer than 30 s.
 */
export function pauseAfter(
  failedTries: number,
  retryAfterSeconds: number | undefined,
  random: number = Math.random(),
): number | undefined {
  const asked = (retryAfterSeconds ?? 0) * 1_000;
  if (asked > longestPauseMs) return undefined;
  const backoff = Math.min(firstPauseMs * 2 ** (failedTries - 1), longestBackoffMs);
  return asked + backoff * (1 - random / 2);
}
