import * as z from 'zod';

/** The tables that grow with use; the others stay small, and may be read whole. */
const growingTables = new Set([
  'dialogs',
  'participants',
  'access_scopes',
  'messages',
  'message_edits',
  'attachments',
]);

/** What `EXPLAIN (ANALYZE, FORMAT JSON)` tells of one step, as far as it is asked here. Counts are averages over the loops. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string | undefined;
  'Index Name'?: string | undefined;
  'Index Cond'?: string | undefined;
  'Actual Rows'?: number | undefined;
  'Actual Loops'?: number | undefined;
  'Rows Removed by Filter'?: number | undefined;
  'Rows Removed by Index Recheck'?: number | undefined;
  Plans?: PlanNode[] | undefined;
}

const count = z.number().optional();

const planNode: z.ZodType<PlanNode> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Index Cond': z.string().optional(),
  'Actual Rows': count,
  'Actual Loops': count,
  'Rows Removed by Filter': count,
  'Rows Removed by Index Recheck': count,
  get Plans() {
    return z.array(planNode).optional();
  },
});

const explained = z.tuple([z.object({ Plan: planNode, 'Execution Time': z.number() })]);

/** One statement's plan and what running it took. */
export interface StatementPlan {
  root: PlanNode;
  executionMs: number;
}

/** Reads what `EXPLAIN (ANALYZE, FORMAT JSON)` gave. Throws when it is something else. */
export function parsePlan(json: unknown): StatementPlan {
  const [{ Plan: root, 'Execution Time': executionMs }] = explained.parse(json);
  return { root, executionMs };
}

/** A step and all steps below it, sub-queries included. */
function stepsOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(stepsOf)];
}

/** A bitmap index scan finds rows and another step reads them: it alone does not name the table. */
const readsTable = new Set([
  'Seq Scan',
  'Sample Scan',
  'Index Scan',
  'Index Only Scan',
  'Bitmap Heap Scan',
  'Tid Scan',
]);

/** How many rows were looked at in tables, whether they were used or not. */
export function rowsRead(root: PlanNode): number {
  const perStep = stepsOf(root)
    .filter((node) => readsTable.has(node['Node Type']))
    .map((node) => {
      const perLoop =
        (node['Actual Rows'] ?? 0) +
        (node['Rows Removed by Filter'] ?? 0) +
        (node['Rows Removed by Index Recheck'] ?? 0);
      return perLoop * (node['Actual Loops'] ?? 0);
    });
  return Math.round(perStep.reduce((sum, rows) => sum + rows, 0));
}

/** How many rows the statement gave. */
export function rowsReturned(root: PlanNode): number {
  return Math.round((root['Actual Rows'] ?? 0) * (root['Actual Loops'] ?? 0));
}

function isGrowing(table: string | undefined): table is string {
  return table !== undefined && growingTables.has(table);
}

function whatIsPoor(node: PlanNode): string | undefined {
  const table = node['Relation Name'];
  if (node['Node Type'] === 'Seq Scan' && isGrowing(table)) return `Seq Scan on ${table}`;
  const readsIndex = node['Index Name'] !== undefined;
  // Every index of messages begins with the dialog; one that is read without a condition is read for all of them.
  const ofMessages = table === 'messages' || node['Index Name']?.startsWith('messages_');
  if (readsIndex && ofMessages && node['Index Cond'] === undefined) return `all of ${node['Index Name']}`;
  return undefined;
}

/** The steps whose work grows with the whole system: sequential scans, and reading all messages through an index. */
export function poorSteps(root: PlanNode): string[] {
  return [...new Set(stepsOf(root).flatMap((node) => whatIsPoor(node) ?? []))];
}
