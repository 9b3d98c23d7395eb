/**
 * The SQLite of a Durable Object, with its tables made on first use. An object that is only asked about (a guessed
 * dialog id, a user who never connected) so stores nothing and costs nothing.
 */
export interface ObjectStorage {
  /** The database, migrated. */
  sql(): SqlStorage;
  /** Whether anything was ever stored. */
  isEmpty(): boolean;
  /** Sets the one alarm that the object has. It is written with the rest; the runtime holds answers back until then. */
  setAlarm(dueAt: number): void;
  /** Runs `work` as one transaction. */
  transaction<Result>(work: () => Result): Result;
  /** Drops everything, the alarm too: the object is as if it had never been. */
  forget(): Promise<void>;
}

function storedVersion(sql: SqlStorage): number {
  const [table] = sql.exec("select name from sqlite_master where name = 'schema_version'");
  if (table === undefined) return 0;
  return sql.exec<{ version: number }>('select version from schema_version').one().version;
}

/** `migrations` is append-only: entry n brings the tables from version n to n + 1. */
export function openObjectStorage(
  storage: DurableObjectStorage,
  migrations: readonly string[],
): ObjectStorage {
  let migrated = false;

  function migrate() {
    storage.transactionSync(() => {
      const version = storedVersion(storage.sql);
      if (version === 0) storage.sql.exec('create table schema_version (version integer not null)');
      for (const migration of migrations.slice(version)) storage.sql.exec(migration);
      if (version === 0) storage.sql.exec('insert into schema_version values (?)', migrations.length);
      else if (version < migrations.length)
        storage.sql.exec('update schema_version set version = ?', migrations.length);
    });
    migrated = true;
  }

  return {
    sql() {
      if (!migrated) migrate();
      return storage.sql;
    },
    isEmpty() {
      return !migrated && storedVersion(storage.sql) === 0;
    },
    setAlarm(dueAt) {
      void storage.setAlarm(dueAt);
    },
    transaction: (work) => storage.transactionSync(work),
    async forget() {
      migrated = false;
      // Both at once: whoever uses the storage while this is awaited must find it empty.
      await Promise.all([storage.deleteAlarm(), storage.deleteAll()]);
    },
  };
}
