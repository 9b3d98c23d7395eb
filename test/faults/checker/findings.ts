/** A promise that the history breaks. */
export interface Violation {
  /** In the words of docs/reliability.md. */
  promise: string;
  /** Who, where and which, with their ids. */
  detail: string;
  /** Whether it may still come right: something that has not happened yet. */
  mayStillCome: boolean;
}

/** Collects what a check finds. */
export interface Findings {
  /** It must be so now, and stays broken if it is not. `detail` is asked for only when it is broken. */
  must(isSo: boolean, promise: string, detail: () => string): void;
  /** It must become so in time. */
  mustCome(isSo: boolean, promise: string, detail: () => string): void;
  violations(): readonly Violation[];
  /** How often something was held against each promise. */
  counts(): ReadonlyMap<string, number>;
}

export function createFindings(): Findings {
  const violations: Violation[] = [];
  const counts = new Map<string, number>();

  function hold(isSo: boolean, promise: string, detail: () => string, mayStillCome: boolean) {
    counts.set(promise, (counts.get(promise) ?? 0) + 1);
    if (!isSo) violations.push({ promise, detail: detail(), mayStillCome });
  }

  return {
    must: (isSo, promise, detail) => hold(isSo, promise, detail, false),
    mustCome: (isSo, promise, detail) => hold(isSo, promise, detail, true),
    violations: () => violations,
    counts: () => counts,
  };
}
