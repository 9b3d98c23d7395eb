import { NeonDbError, neon, neonConfig } from '@neondatabase/serverless';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Query } from './query.ts';

/** Postgres did not answer, so nobody knows yet whether a write was stored. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** Postgres refused a statement and rolled it back. The message is for our log, never for a caller. */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused';
}

export interface Database {
  /** Runs a query in one round trip. Throws `DatabaseUnavailable` or `DatabaseRefused`. */
  run<Result>(query: Query<Result>): Promise<Result>;
  /** How many requests this client has made. */
  readonly roundTrips: number;
}

export interface DatabaseSettings {
  readonly databaseUrl: string;
  readonly databaseHttpEndpoint: string | undefined;
}

/** Longer than any statement of ours takes, shorter than a client's patience. */
const answerWithinMs = 10_000;

const dialect = new PgDialect();

/**
 * SQLSTATE classes in which the server or the way to it is at fault, not the statement: connection, out of
 * resources, shutting down, system error. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const serverAtFault = /^(08|53|57|58)/;

/** Someone else's lock won; trying again is right, and nothing was stored. */
const worthRetrying = new Set(['40001', '40P01', '55P03']);

function classify(error: unknown): Error {
  if (!(error instanceof NeonDbError)) {
    // The driver parses the answer as JSON; a cut-off body ends here.
    return new DatabaseUnavailable('Postgres gave no usable answer', { cause: error });
  }
  const state = error.code;
  if (state === undefined || serverAtFault.test(state) || worthRetrying.has(state)) {
    return new DatabaseUnavailable(`Postgres is unreachable: ${error.message}`, { cause: error });
  }
  return new DatabaseRefused(`Postgres refused a statement (${state}): ${error.message}`, { cause: error });
}

/**
 * Opens Neon's SQL-over-HTTP client: no connection is held, each `run` is one fetch. One client is made
 * for each request or flight, so that `roundTrips` counts what that one cost.
 */
export function openDatabase(settings: DatabaseSettings): Database {
  const { databaseHttpEndpoint } = settings;
  // The driver's endpoint is a global of the isolate, and so is the setting.
  if (databaseHttpEndpoint !== undefined) neonConfig.fetchEndpoint = databaseHttpEndpoint;
  let roundTrips = 0;

  async function execute(query: Query<unknown>, signal: AbortSignal) {
    const client = neon(settings.databaseUrl, { fetchOptions: { signal } });
    const statements = query.statements.map((statement) => {
      const { sql, params } = dialect.sqlToQuery(statement);
      return client.query(sql, params);
    });
    roundTrips += 1;
    const [only] = statements;
    if (statements.length === 1 && only !== undefined) return [await only];
    return client.transaction(statements);
  }

  return {
    get roundTrips() {
      return roundTrips;
    },
    async run(query) {
      let results: Awaited<ReturnType<typeof execute>>;
      // Not AbortSignal.timeout: its timer runs on after the answer and keeps a Durable Object from hibernating.
      const patience = new AbortController();
      const timer = setTimeout(() => patience.abort(), answerWithinMs);
      try {
        results = await execute(query, patience.signal);
      } catch (error) {
        throw classify(error);
      } finally {
        clearTimeout(timer);
      }
      // Rows of a shape that the query did not promise are a bug, and not the database's.
      return query.decode(results);
    },
  };
}
