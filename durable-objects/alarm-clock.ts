import type { Log } from './log.ts';
import type { ObjectStorage } from './object-storage.ts';

/** The work of one kind of timer; `subject` is what follows the colon in its key, or nothing. */
export type TimerWork = (subject: string) => Promise<void> | void;

export interface AlarmClock {
  /** Sets the timer, or moves it. */
  set(key: string, dueAt: number): void;
  /** Sets the timer unless it is set already for this time or an earlier one. */
  setNoLater(key: string, dueAt: number): void;
  clear(key: string): void;
  /** Runs what is due, each on its own, and sets the alarm for what is left: the whole of an object's `alarm()`. */
  ring(): Promise<void>;
}

interface ClockOptions {
  storage: ObjectStorage;
  /** What to do for each kind of timer: the part of its key before the colon. */
  work: Readonly<Record<string, TimerWork>>;
  log: Log;
  now?: () => number;
}

/** The table that an object with timers has among its migrations. */
export const timersTable =
  'create table timers (key text primary key, due_at integer not null, attempt integer not null default 0) without rowid';

const firstRetryMs = 1_000;
const longestRetryMs = 10 * 60_000;

/** How long to wait after the given number of failures in a row. */
export function retryDelayMs(failures: number): number {
  return Math.min(firstRetryMs * 2 ** (failures - 1), longestRetryMs);
}

/** If the object dies at work, the timer is due again after this. Odd, so that no work sets itself for the same moment. */
const leaseMs = 60_007;

/**
 * Many timers on the one alarm that a Durable Object has. They are kept in its SQLite, so they survive eviction
 * and crashes. Work that throws is tried again with growing delays and does not hold up the rest.
 */
export function createAlarmClock({ storage, work, log, now = Date.now }: ClockOptions): AlarmClock {
  interface Timer {
    [column: string]: SqlStorageValue;
    key: string;
    due_at: number;
    attempt: number;
  }

  function find(key: string): Timer | undefined {
    return storage.sql().exec<Timer>('select * from timers where key = ?', key).toArray()[0];
  }

  function set(key: string, dueAt: number) {
    storage
      .sql()
      .exec(
        'insert into timers (key, due_at) values (?, ?) on conflict (key) do update set due_at = excluded.due_at, attempt = 0',
        key,
        dueAt,
      );
    const { earlier } = storage
      .sql()
      .exec<{ earlier: number }>('select count(*) as earlier from timers where due_at < ?', dueAt)
      .one();
    if (earlier === 0) storage.setAlarm(dueAt);
  }

  /** Takes what is due, and leaves it due again later in case this is the last thing the object does. */
  function takeDue(at: number): Timer[] {
    return storage
      .sql()
      .exec<Timer>('update timers set due_at = ? where due_at <= ? returning *', at + leaseMs, at)
      .toArray();
  }

  /** The work may have set its own timer anew: then it is no longer due when the lease ends, and stays as set. */
  const unlessSetAnew = 'where key = ? and due_at = ?';

  async function runOne(timer: Timer) {
    const [kind = '', ...subject] = timer.key.split(':');
    try {
      const job = work[kind];
      if (job === undefined) throw new Error(`No work for timers of the kind "${kind}"`);
      await job(subject.join(':'));
      if (storage.isEmpty()) return;
      storage.sql().exec(`delete from timers ${unlessSetAnew}`, timer.key, timer.due_at);
    } catch (error) {
      const attempt = timer.attempt + 1;
      log.error('timer failed', { timer: kind, attempt, error });
      const dueAt = now() + retryDelayMs(attempt);
      storage
        .sql()
        .exec(
          `update timers set attempt = ?, due_at = ? ${unlessSetAnew}`,
          attempt,
          dueAt,
          timer.key,
          timer.due_at,
        );
    }
  }

  return {
    set,
    setNoLater(key, dueAt) {
      const timer = find(key);
      if (timer === undefined || timer.due_at > dueAt) set(key, dueAt);
    },
    clear(key) {
      // The alarm may ring once for nothing: that costs less than moving it for every timer cleared.
      if (!storage.isEmpty()) storage.sql().exec('delete from timers where key = ?', key);
    },
    async ring() {
      if (storage.isEmpty()) return;
      await Promise.all(takeDue(now()).map(runOne));
      if (storage.isEmpty()) return;
      const next = storage
        .sql()
        .exec<{ due_at: number | null }>('select min(due_at) as due_at from timers')
        .one();
      if (next.due_at !== null) storage.setAlarm(next.due_at);
    },
  };
}
