import { poorSteps, rowsRead, rowsReturned, type StatementPlan } from './plan.ts';
import type { PlanCase } from './plan-case.ts';

export interface ExplainedCase {
  planCase: Pick<PlanCase, 'name' | 'readsAtMost'>;
  /** One for each statement of the query. */
  plans: readonly StatementPlan[];
}

function total(plans: readonly StatementPlan[], of: (plan: StatementPlan) => number): number {
  return plans.reduce((sum, plan) => sum + of(plan), 0);
}

function totalRead(plans: readonly StatementPlan[]): number {
  return total(plans, ({ root }) => rowsRead(root));
}

/** What is wrong with a case's plans, each thing once. */
export function problemsOf({ planCase, plans }: ExplainedCase): string[] {
  const problems = new Set(plans.flatMap(({ root }) => poorSteps(root)));
  const { readsAtMost } = planCase;
  if (readsAtMost !== undefined && totalRead(plans) > readsAtMost)
    problems.add(`reads over ${readsAtMost} rows`);
  return [...problems];
}

export const reportHeading = line('ms', 'rows read', 'returned', 'call');

function line(milliseconds: string, read: string, returned: string, name: string): string {
  return `${milliseconds.padStart(8)} ${read.padStart(10)} ${returned.padStart(9)}  ${name}`;
}

/** A case in a line: what running it took, over all its statements, and what is wrong with it. */
export function reportLine(explained: ExplainedCase): string {
  const { planCase, plans } = explained;
  const problems = problemsOf(explained);
  return line(
    total(plans, ({ executionMs }) => executionMs).toFixed(1),
    String(totalRead(plans)),
    String(total(plans, ({ root }) => rowsReturned(root))),
    problems.length === 0 ? planCase.name : `${planCase.name}  ← ${problems.join(', ')}`,
  );
}
