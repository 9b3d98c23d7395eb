import {
  messages,
  type PGlite,
  type QueryOptions,
  type Results,
  type Transaction,
} from '@electric-sql/pglite';
import { reasonOf } from '../problem.ts';
import {
  type SqlBackend,
  type SqlOutcome,
  type SqlQuery,
  type SqlResult,
  toPostgresError,
  transactionModeSql,
} from './backend.ts';

type Queryable = Pick<PGlite, 'query'> | Pick<Transaction, 'query'>;

/** Runs statements in an embedded Postgres: one connection, one request after the other. `close` closes the database. */
export function createPgliteBackend(database: PGlite): SqlBackend {
  const options = textOptions(database);

  return {
    run: (query) => outcomeOf(async () => [await runQuery(database, query, options)]),

    runTransaction: (queries, mode) =>
      outcomeOf(() =>
        // PGlite holds back everything else until its transaction has ended.
        database.transaction(async (transaction) => {
          const modeSql = transactionModeSql(mode);
          if (modeSql !== '') await transaction.exec(`SET TRANSACTION ${modeSql}`);
          const results: SqlResult[] = [];
          for (const query of queries) results.push(await runQuery(transaction, query, options));
          return results;
        }),
      ),

    close: () => database.close(),
  };
}

/** Options that make PGlite pass parameters and values on as the text they are. */
function textOptions(database: PGlite): QueryOptions {
  const asIs = (text: string) => text;
  return {
    rowMode: 'array',
    // PGlite spreads the parsers into its own, so each type it knows has to be named; other types it leaves as text.
    parsers: Object.fromEntries(Object.keys(database.parsers).map((type) => [type, asIs])),
    serializers: Object.fromEntries(Object.keys(database.serializers).map((type) => [type, asIs])),
  };
}

async function runQuery(
  database: Queryable,
  { query, params }: SqlQuery,
  options: QueryOptions,
): Promise<SqlResult> {
  const result: Results<(string | null)[]> = await database.query(query, params, options);
  return {
    command: result.command ?? '',
    rowCount: result.rowCount ?? null,
    fields: result.fields,
    rows: result.rows,
  };
}

async function outcomeOf(run: () => Promise<SqlResult[]>): Promise<SqlOutcome> {
  try {
    return { kind: 'done', results: await run() };
  } catch (error) {
    if (error instanceof messages.DatabaseError) return { kind: 'failed', error: toPostgresError(error) };
    return { kind: 'lost', message: reasonOf(error) };
  }
}
