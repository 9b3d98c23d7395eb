import { describe, expect, test } from 'vitest';
import { type PlanNode, parsePlan, poorSteps, rowsRead, rowsReturned } from '../../scripts/plans/plan.ts';
import { problemsOf, reportLine } from '../../scripts/plans/report.ts';

/** A step that was run once; a test names what else matters to it. */
function step(node: Partial<PlanNode>, ...below: PlanNode[]): PlanNode {
  return { 'Node Type': 'Nested Loop', 'Actual Rows': 0, 'Actual Loops': 1, ...node, Plans: below };
}

const scan = (table: string, node: Partial<PlanNode> = {}) =>
  step({ 'Node Type': 'Seq Scan', 'Relation Name': table, ...node });

const indexScan = (index: string, node: Partial<PlanNode> = {}) =>
  step({ 'Node Type': 'Index Scan', 'Index Name': index, 'Index Cond': '(dialog_id = $1)', ...node });

describe('a plan is poor', () => {
  test('when it reads a table that grows from end to end, however deep the step lies', () => {
    expect(poorSteps(step({}, step({}, scan('dialogs'))))).toEqual(['Seq Scan on dialogs']);
  });

  test('when it reads an index of messages without a condition', () => {
    const everything = indexScan('messages_dialog_id_id_pk', {
      'Relation Name': 'messages',
      'Index Cond': undefined,
    });
    expect(poorSteps(everything)).toEqual(['all of messages_dialog_id_id_pk']);
  });

  test('once for each reason', () => {
    expect(poorSteps(step({}, scan('participants'), scan('participants')))).toEqual([
      'Seq Scan on participants',
    ]);
  });
});

describe('a plan is good', () => {
  test('when it looks up what it needs in an index', () => {
    expect(poorSteps(indexScan('messages_dialog_id_id_pk', { 'Relation Name': 'messages' }))).toEqual([]);
  });

  test('when the table it reads whole stays small', () => {
    expect(poorSteps(scan('idempotency_keys'))).toEqual([]);
  });

  test('when it walks an index of another table and stops early, as the first page of a list does', () => {
    const newest = indexScan('dialogs_pkey', { 'Relation Name': 'dialogs', 'Index Cond': undefined });
    expect(poorSteps(step({ 'Node Type': 'Limit' }, newest))).toEqual([]);
  });
});

describe('counting rows', () => {
  test('what a filter threw away was read too, once for each time the step was run', () => {
    const probed = scan('messages', { 'Actual Rows': 2, 'Rows Removed by Filter': 3, 'Actual Loops': 10 });
    expect(rowsRead(step({}, probed))).toBe(50);
  });

  test('a bitmap counts where its rows are read, not where they are found', () => {
    const found = step({
      'Node Type': 'Bitmap Index Scan',
      'Index Name': 'access_scopes_levels',
      'Actual Rows': 7,
    });
    const read = step(
      { 'Node Type': 'Bitmap Heap Scan', 'Relation Name': 'access_scopes', 'Actual Rows': 7 },
      found,
    );
    expect(rowsRead(read)).toBe(7);
  });

  test('averages over loops make whole rows again', () => {
    expect(rowsReturned(step({ 'Actual Rows': 0.33, 'Actual Loops': 3 }))).toBe(1);
  });
});

describe('a case', () => {
  const plans = [{ root: scan('idempotency_keys', { 'Actual Rows': 30 }), executionMs: 1.25 }];

  test('is told in a line: time, rows read, rows returned, name', () => {
    expect(reportLine({ planCase: { name: 'a call' }, plans })).toMatch(/^ +1\.3 +30 +30 {2}a call$/);
  });

  test('that reads more rows than it may is a problem', () => {
    expect(problemsOf({ planCase: { name: 'a call', readsAtMost: 29 }, plans })).toEqual([
      'reads over 29 rows',
    ]);
    expect(problemsOf({ planCase: { name: 'a call', readsAtMost: 30 }, plans })).toEqual([]);
  });
});

describe('reading what Postgres gave', () => {
  test('keeps the steps and the time', () => {
    const explained = [
      {
        Plan: {
          'Node Type': 'Limit',
          Plans: [{ 'Node Type': 'Seq Scan', 'Relation Name': 'messages', 'Heap Fetches': 1 }],
        },
        'Planning Time': 0.2,
        'Execution Time': 0.5,
      },
    ];
    const { root, executionMs } = parsePlan(explained);
    expect(executionMs).toBe(0.5);
    expect(poorSteps(root)).toEqual(['Seq Scan on messages']);
  });

  test('refuses what is not a plan', () => {
    expect(() => parsePlan([{ Plan: {} }])).toThrow('Node Type');
  });
});
