import type { Query } from '../../database/query.ts';

/** One call's SQL, with arguments that give it much to do. */
export interface PlanCase {
  name: string;
  query: Query<unknown>;
  /** How many table rows it may look at; the more there are, the later someone notices. */
  readsAtMost?: number;
}

/** The same cases, held to a number of rows. */
export function readingAtMost(readsAtMost: number, cases: readonly PlanCase[]): PlanCase[] {
  return cases.map((planCase) => ({ readsAtMost, ...planCase }));
}
