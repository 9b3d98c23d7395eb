import { DatabaseError, Pool, type PoolClient, type QueryArrayConfig } from 'pg';
import { reasonOf } from '../problem.ts';
import {
  type SqlBackend,
  type SqlOutcome,
  type SqlQuery,
  type SqlResult,
  toPostgresError,
  transactionModeSql,
} from './backend.ts';

/** The class of errors with which Postgres ends a session: what became of the statement is then unknown. */
const sessionEndedPrefix = '57P';

/**
 * Runs statements in a real Postgres through a pool of connections. Connections are opened when needed, so this
 * returns at once, and the backend recovers by itself when the server comes back.
 */
export function createPostgresBackend(connectionString: string): SqlBackend {
  const pool = new Pool({ connectionString, max: 20, connectionTimeoutMillis: 10_000 });
  pool.on('error', (error) => {
    if (!pool.ending) console.warn(`An idle database connection ended: ${error.message}`);
  });
  // The statement under way fails with the same error; without a listener Node would end the process as well.
  pool.on('connect', (client) => client.on('error', () => undefined));

  return {
    run: (query) => withConnection(pool, async (client) => [await runQuery(client, query)]),
    runTransaction: (queries, mode) =>
      withConnection(pool, async (client) => {
        await client.query(`BEGIN ${transactionModeSql(mode)}`);
        const results: SqlResult[] = [];
        for (const query of queries) results.push(await runQuery(client, query));
        await client.query('COMMIT');
        return results;
      }),
    close: () => pool.end(),
  };
}

async function withConnection(
  pool: Pool,
  run: (client: PoolClient) => Promise<SqlResult[]>,
): Promise<SqlOutcome> {
  let client: PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    return { kind: 'unreachable', message: reasonOf(error) };
  }
  try {
    const results = await run(client);
    client.release();
    return { kind: 'done', results };
  } catch (error) {
    return await outcomeOfError(client, error);
  }
}

async function outcomeOfError(client: PoolClient, error: unknown): Promise<SqlOutcome> {
  if (!(error instanceof DatabaseError) || error.code?.startsWith(sessionEndedPrefix)) {
    client.release(true);
    return { kind: 'lost', message: reasonOf(error) };
  }
  // A connection that cannot roll back is not one to use again.
  const rolledBack = await client.query('ROLLBACK').then(
    () => true,
    () => false,
  );
  client.release(!rolledBack);
  return { kind: 'failed', error: toPostgresError(error) };
}

async function runQuery(client: PoolClient, { query, params }: SqlQuery): Promise<SqlResult> {
  // `queryMode` is missing in the types. Without it a query that has no parameters may hold several statements.
  const config: QueryArrayConfig & { queryMode: 'extended' } = {
    text: query,
    values: params,
    rowMode: 'array',
    queryMode: 'extended',
    types: { getTypeParser: () => (text: string) => text },
  };
  const result = await client.query<(string | null)[]>(config);
  return { command: result.command, rowCount: result.rowCount, fields: result.fields, rows: result.rows };
}
