import type { FuzzedOperation } from './operations.ts';
import type { Recipe } from './recipe.ts';

/** Counts what was asked and what came back. */
export interface Tally {
  count(recipe: Recipe, status: number): void;
  total(): number;
  /** How often an operation was meant by requests of this kind. */
  ofKind(operation: FuzzedOperation, kind: Recipe['kind']): number;
  /** How often a request for an operation was answered with one of its good statuses. */
  successes(operation: FuzzedOperation): number;
  /** A line for every operation, with its requests by status, and one for all. */
  table(): string;
}

export function createTally(): Tally {
  const statuses = new Map<string, Map<number, number>>();
  const kinds = new Map<string, number>();
  const kindOf = (operation: FuzzedOperation, kind: string) => `${operation.id} ${kind}`;
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);
  const byStatus = (counts: Map<number, number>) =>
    [...counts]
      .sort(([one], [other]) => one - other)
      .map(([status, count]) => `${status}×${count}`)
      .join(' ');

  function countIn(name: string, status: number): void {
    const counts = statuses.get(name) ?? new Map<number, number>();
    statuses.set(name, counts.set(status, (counts.get(status) ?? 0) + 1));
  }

  return {
    count({ operation, kind, method }, status) {
      // A wrong method asks something else of the same path.
      countIn(method === operation.method ? operation.id : 'another method', status);
      kinds.set(kindOf(operation, kind), (kinds.get(kindOf(operation, kind)) ?? 0) + 1);
    },
    total: () => sum(kinds.values()),
    ofKind: (operation, kind) => kinds.get(kindOf(operation, kind)) ?? 0,
    successes: (operation) =>
      sum(operation.successes.map((status) => statuses.get(operation.id)?.get(status) ?? 0)),
    table() {
      const all = new Map<number, number>();
      for (const counts of statuses.values()) {
        for (const [status, count] of counts) all.set(status, (all.get(status) ?? 0) + count);
      }
      return [...statuses, ['all', all] as const]
        .map(
          ([name, counts]) =>
            `${name.padEnd(22)} ${String(sum(counts.values())).padStart(6)}  ${byStatus(counts)}`,
        )
        .join('\n');
    },
  };
}
