/** Something of a list that keeps its key while it is the same thing. */
interface Keyed {
  key: string;
  kind: string;
}

/** One change that the virtualiser can follow: rows come or go either at the start or at the end. */
export interface ListStep<Entry> {
  entries: readonly Entry[];
  isAtStart: boolean;
}

export type ListChange<Entry> =
  /** Nothing of what was shown is left: another part of the conversation. */
  { kind: 'replaced' } | { kind: 'steps'; steps: readonly ListStep<Entry>[] };

/**
 * How to get from one list to the next without a jump of what is on screen. The virtualiser knows sizes by index and
 * can keep either the rows above or those below in place: a change at both ends takes two steps.
 */
export function planListChange<Entry extends Keyed>(
  shown: readonly Entry[],
  next: readonly Entry[],
): ListChange<Entry> {
  const common = firstCommon(shown, next);
  if (common === null) return { kind: 'replaced' };
  const addedAtStart = common.nextIndex - common.shownIndex;
  const addedAtEnd = next.length - shown.length - addedAtStart;
  if (addedAtStart === 0) return { kind: 'steps', steps: [{ entries: next, isAtStart: false }] };
  if (addedAtEnd === 0) return { kind: 'steps', steps: [{ entries: next, isAtStart: true }] };
  const withStart = [...next.slice(0, common.nextIndex), ...shown.slice(common.shownIndex)];
  return {
    kind: 'steps',
    steps: [
      { entries: withStart, isAtStart: true },
      { entries: next, isAtStart: false },
    ],
  };
}

/** Headings of days are no landmarks: one moves up when earlier messages of its day are loaded. */
function firstCommon<Entry extends Keyed>(shown: readonly Entry[], next: readonly Entry[]) {
  const places = new Map(next.map((entry, index) => [entry.key, index]));
  for (const [shownIndex, entry] of shown.entries()) {
    const nextIndex = entry.kind === 'day' ? undefined : places.get(entry.key);
    if (nextIndex !== undefined) return { shownIndex, nextIndex };
  }
  return null;
}
