import type { SQL } from 'drizzle-orm';
import * as z from 'zod';

/** The rows of one statement, as the driver gives them. */
export type Rows = readonly unknown[];

/**
 * What is asked of Postgres in one go: statements that run one after the other in one transaction, and how
 * to read the answer out of their rows. Every file of `reads/` and `writes/` makes one of these.
 */
export interface Query<Result> {
  readonly statements: readonly SQL[];
  decode(results: readonly Rows[]): Result;
}

type Results<Queries extends readonly Query<unknown>[]> = {
  [Index in keyof Queries]: Queries[Index] extends Query<infer Result> ? Result : never;
};

/** One statement whose rows have the shape of `row`. */
export function rowsQuery<Row>(statement: SQL, row: z.ZodType<Row>): Query<Row[]> {
  const rows = z.array(row);
  return { statements: [statement], decode: ([result]) => rows.parse(result) };
}

/** One statement that always answers with exactly one row of the shape `row`. */
export function rowQuery<Row>(statement: SQL, row: z.ZodType<Row>): Query<Row> {
  return { statements: [statement], decode: ([result]) => row.parse(result?.[0]) };
}

/** Several queries as one: one transaction, one round trip, an answer for each. */
export function together<const Queries extends readonly Query<unknown>[]>(
  ...queries: Queries
): Query<Results<Queries>> {
  return {
    statements: queries.flatMap((query) => query.statements),
    decode(results) {
      let next = 0;
      const answers = queries.map((query) => {
        const own = results.slice(next, next + query.statements.length);
        next += query.statements.length;
        return query.decode(own);
      });
      // `map` forgets that the array is the tuple it was made from, place by place.
      return answers as Results<Queries>;
    },
  };
}

/** The same query with its answer changed by `change`. */
export function mapQuery<From, To>(query: Query<From>, change: (from: From) => To): Query<To> {
  return { statements: query.statements, decode: (results) => change(query.decode(results)) };
}
