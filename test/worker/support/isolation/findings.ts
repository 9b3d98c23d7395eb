/** What is held against the model; each check is one assertion. */
export const checkKinds = [
  /** The status of an answer. */
  'status',
  /** Everything in one thing that an answer holds: a dialog, a message, a participant, a page's marks. */
  'content',
  /** Which things a list holds, and which not. */
  'list',
  /** One id, name, text or address found anywhere in an answer or event: its reader may know it. */
  'secret',
  /** An event that a socket heard was due to it, field by field; and all that were due were heard. */
  'event',
  /** An event of a dialog reached a socket only while its user took part, going by what that socket heard itself. */
  'stream',
  /** A socket was opened, refused or closed as it must be. */
  'socket',
] as const;
export type CheckKind = (typeof checkKinds)[number];

/** How often each kind was checked. */
export type Counts = Record<CheckKind, number>;

/** The checks of one step, and what they found wrong. */
export interface Findings {
  readonly counts: Counts;
  readonly faults: string[];
  /** One assertion; `fault` says what is wrong where it does not hold. */
  check(kind: CheckKind, holds: boolean, fault: () => string): void;
}

export function noCounts(): Counts {
  return { status: 0, content: 0, list: 0, secret: 0, event: 0, stream: 0, socket: 0 };
}

export function addCounts(to: Counts, more: Counts): void {
  for (const kind of checkKinds) to[kind] += more[kind];
}

export function totalOf(counts: Counts): number {
  return checkKinds.reduce((total, kind) => total + counts[kind], 0);
}

export function createFindings(): Findings {
  const counts = noCounts();
  const faults: string[] = [];
  return {
    counts,
    faults,
    check(kind, holds, fault) {
      counts[kind] += 1;
      if (!holds) faults.push(`${kind}: ${fault()}`);
    },
  };
}
