import type { Outcome } from './run.ts';
import { printSchedule } from './schedule.ts';

const shownOfEach = 5;
const slowMs = 15_000;

/** What a seed that failed broke, what had gone wrong until then, and how to see it again. */
export function describeOutcome({ schedule, findings }: Outcome): string {
  const violations = findings.violations();
  const final = violations.filter((violation) => !violation.mayStillCome);
  // Something that is broken for good ends the wait for the rest.
  const byPromise = Map.groupBy(final.length > 0 ? final : violations, (violation) => violation.promise);
  const broken = [...byPromise].flatMap(([promise, same]) => [
    `broken: ${promise} (${same.length} times)`,
    ...same.slice(0, shownOfEach).map((violation) => `    ${violation.detail}`),
  ]);
  return [printSchedule(schedule), ...broken, `again: FAULT_SEED=${schedule.seed} npm run test:faults`].join(
    '\n',
  );
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): string {
  const groups = Map.groupBy(items, keyOf);
  return [...groups].map(([key, { length }]) => `${length} ${key}`).join(', ');
}

/** What was done, what went wrong and what was checked in all seeds together. */
export function describeRun(outcomes: readonly Outcome[]): string {
  const deeds = outcomes.flatMap((outcome) => outcome.history.deeds);
  const faults = outcomes.flatMap((outcome) => outcome.schedule.faults);
  const counts = new Map<string, number>();
  for (const { findings } of outcomes) {
    for (const [promise, count] of findings.counts()) counts.set(promise, (counts.get(promise) ?? 0) + count);
  }
  const checks = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const failed = outcomes.filter((outcome) => outcome.findings.violations().length > 0);
  const webhooks = outcomes.flatMap((outcome) => outcome.history.deliveries);
  const settled = outcomes.map(({ settledAfterMs }) => Math.round(settledAfterMs / 100) / 10);
  const slow = outcomes.filter((outcome) => outcome.settledAfterMs > slowMs);
  return [
    `${outcomes.length} seeds, ${failed.length} failed${failed.length > 0 ? `: ${failed.map((outcome) => outcome.schedule.seed).join(', ')}` : ''}`,
    `calls: ${deeds.length} (${countBy(deeds, (deed) => deed.knowledge)}); ${countBy(deeds, (deed) => deed.kind)}`,
    `faults: ${faults.length} (${countBy(faults, ({ fault }) => fault.kind)})`,
    `tries of webhooks: ${webhooks.length} (${countBy(webhooks, (delivery) => (delivery.isTaken ? 'taken' : 'failed'))})`,
    `checks: ${checks}`,
    ...[...counts].map(([promise, count]) => `  ${String(count).padStart(8)}  ${promise}`),
    `settled after: ${settled.join(', ')} s`,
    ...slow.map(({ schedule, waitedFor }) => `  seed ${schedule.seed} waited for: ${waitedFor}`),
  ].join('\n');
}
