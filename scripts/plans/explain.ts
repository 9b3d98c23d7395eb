import { PgDialect } from 'drizzle-orm/pg-core';
import type { Client } from 'pg';
import * as z from 'zod';
import { parsePlan, type StatementPlan } from './plan.ts';
import type { PlanCase } from './plan-case.ts';

const dialect = new PgDialect();

const answer = z.tuple([z.object({ 'QUERY PLAN': z.unknown() })]);
const lines = z.array(z.object({ 'QUERY PLAN': z.string() }));

/** Runs the statements of a case, each after `prefix`, and undoes what they wrote; gives the rows of each. */
async function runAndUndo(client: Client, { query }: PlanCase, prefix: string): Promise<unknown[]> {
  const results: unknown[] = [];
  await client.query('begin');
  try {
    for (const statement of query.statements) {
      // Parameters are bound as the driver binds them, so the plan is the one that production gets.
      const { sql, params } = dialect.sqlToQuery(statement);
      const { rows } = await client.query(`${prefix} ${sql}`, params);
      results.push(rows);
    }
  } finally {
    await client.query('rollback');
  }
  return results;
}

/** The plan of each statement of a case. Run once before, it is measured without the disk. */
export async function explain(client: Client, planCase: PlanCase): Promise<StatementPlan[]> {
  await runAndUndo(client, planCase, '');
  const results = await runAndUndo(client, planCase, 'explain (analyze, buffers, timing off, format json)');
  return results.map((rows) => parsePlan(answer.parse(rows)[0]['QUERY PLAN']));
}

/** The same plans as Postgres prints them, for reading. */
export async function explainInFull(client: Client, planCase: PlanCase): Promise<string> {
  const results = await runAndUndo(client, planCase, 'explain (analyze, buffers, format text)');
  return results
    .map((rows) =>
      lines
        .parse(rows)
        .map((line) => line['QUERY PLAN'])
        .join('\n'),
    )
    .join('\n\n');
}
