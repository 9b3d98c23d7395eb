/** One statement as Neon's protocol has it: parameters are already Postgres' own text, or null. */
export interface SqlQuery {
  query: string;
  params: (string | null)[];
}

export interface SqlResult {
  command: string;
  rowCount: number | null;
  fields: { name: string; dataTypeID: number }[];
  /** Values in Postgres' own text representation. */
  rows: (string | null)[][];
}

/** As the driver names them; Postgres writes them in words. */
export const isolationLevels = [
  'ReadUncommitted',
  'ReadCommitted',
  'RepeatableRead',
  'Serializable',
] as const;

type IsolationLevel = (typeof isolationLevels)[number];

const isolationLevelSql: Record<IsolationLevel, string> = {
  ReadUncommitted: 'READ UNCOMMITTED',
  ReadCommitted: 'READ COMMITTED',
  RepeatableRead: 'REPEATABLE READ',
  Serializable: 'SERIALIZABLE',
};

export interface TransactionMode {
  isolationLevel?: IsolationLevel | undefined;
  readOnly?: boolean | undefined;
  deferrable?: boolean | undefined;
}

/** Everything that Neon's driver copies from an error answer to the error it throws. */
const postgresErrorFields = [
  'severity',
  'code',
  'detail',
  'hint',
  'position',
  'internalPosition',
  'internalQuery',
  'where',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'file',
  'line',
  'routine',
] as const;

export type PostgresError = { message: string } & {
  [Field in (typeof postgresErrorFields)[number]]?: string | undefined;
};

export type SqlOutcome =
  | { kind: 'done'; results: SqlResult[] }
  /** Postgres answered with an error; nothing of the request was kept. */
  | { kind: 'failed'; error: PostgresError }
  /** There was no connection: nothing was run. */
  | { kind: 'unreachable'; message: string }
  /** The connection broke on the way: nobody knows whether the statement was run. */
  | { kind: 'lost'; message: string };

/** Where the gateway sends its statements. Neither method throws for what the database does. */
export interface SqlBackend {
  run(query: SqlQuery): Promise<SqlOutcome>;
  /** Runs all or nothing; no other request's statements come in between. */
  runTransaction(queries: SqlQuery[], mode: TransactionMode): Promise<SqlOutcome>;
  close(): Promise<void>;
}

/** The mode as SQL, to stand after BEGIN or SET TRANSACTION; empty where everything is left to Postgres. */
export function transactionModeSql({ isolationLevel, readOnly, deferrable }: TransactionMode): string {
  const parts: string[] = [];
  if (isolationLevel !== undefined) parts.push(`ISOLATION LEVEL ${isolationLevelSql[isolationLevel]}`);
  if (readOnly !== undefined) parts.push(readOnly ? 'READ ONLY' : 'READ WRITE');
  if (deferrable !== undefined) parts.push(deferrable ? 'DEFERRABLE' : 'NOT DEFERRABLE');
  return parts.join(' ');
}

/** The error without what a driver adds to it (its stack, the statement). */
export function toPostgresError(error: PostgresError): PostgresError {
  const known = postgresErrorFields.map((field) => [field, error[field]] as const);
  return { message: error.message, ...Object.fromEntries(known) };
}
