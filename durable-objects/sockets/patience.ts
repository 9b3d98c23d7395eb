/**
 * The work's result, if it is there within this time; else throws. An object that is called may hang, as one whose process
 * is just being replaced: whoever waits for it to greet a socket must not wait for ever.
 */
export function within<Result>(limitMs: number, work: Promise<Result>): Promise<Result> {
  const overdue = Promise.withResolvers<never>();
  const timer = setTimeout(() => overdue.reject(new Error(`Not done within ${limitMs} ms`)), limitMs);
  return Promise.race([work, overdue.promise]).finally(() => clearTimeout(timer));
}

/** A client that hears nothing for this long may as well be told to come again. */
export const greetWithinMs = 10_000;
