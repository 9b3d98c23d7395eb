import * as z from 'zod';
import type { ObjectStorage } from '../object-storage.ts';

/** What a write means to do, in enough detail to tell everyone should its answer never come. Ids only, no text. */
export const intent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('send'), messageId: z.string() }),
  z.object({ kind: z.literal('change_message'), messageId: z.string() }),
  z.object({ kind: z.literal('enrol'), messageId: z.string(), userIds: z.array(z.string()) }),
  z.object({ kind: z.literal('withdraw'), messageId: z.string(), userId: z.string() }),
  z.object({ kind: z.literal('read'), userId: z.string() }),
  z.object({ kind: z.literal('choose'), userId: z.string() }),
  z.object({ kind: z.literal('archive') }),
  z.object({ kind: z.literal('delete_dialog') }),
]);
export type Intent = z.infer<typeof intent>;

/**
 * An intent of which it is not known whether everyone heard. What follows later (webhooks, timers) may be on record: then it
 * must not follow a second time.
 */
export type UnresolvedIntent = Intent & { isRecorded: boolean };

/** The intents of one flight. */
export interface IntentLog {
  /** Records a flight before it is sent; returns its number. */
  record(intents: readonly Intent[]): number;
  /**
   * What follows later from these flights is on record, in one go with this note of it, and everyone is being told. Those that
   * were unresolved are no longer: told again after what comes next, their news would be old.
   */
  noteRecorded(flights: readonly number[]): void;
  /** Everyone was told, or the flight surely changed nothing. */
  settle(flight: number): void;
  /** The flights that nothing is known of: their answers were lost, or this object died before telling. */
  unresolved(): { flights: number[]; intents: UnresolvedIntent[] };
  /** Whether any flight is not settled, those under way included. */
  isEmpty(): boolean;
  /** The answer of this flight will not come; from now on it is unresolved. */
  abandon(flight: number): void;
}

const body = z.array(intent);

/**
 * Intents lie in the room's SQLite. The runtime lets no request to Postgres leave before they are on disk, so whatever
 * Postgres may have stored is known here after a crash.
 */
export function createIntentLog(storage: ObjectStorage): IntentLog {
  /** Flights under way, or landed and being told: after a crash there are none. */
  const live = new Set<number>();
  let lastNumber: number | undefined;

  /** A number that no flight had that is on record, or was since this object woke. */
  function nextNumber(): number {
    lastNumber ??=
      storage.sql().exec<{ last: number | null }>('select max(id) as last from intents').one().last ?? 0;
    lastNumber += 1;
    return lastNumber;
  }

  return {
    record(intents) {
      const number = nextNumber();
      storage.sql().exec('insert into intents (id, body) values (?, ?)', number, JSON.stringify(intents));
      live.add(number);
      return number;
    },
    noteRecorded(flights) {
      if (storage.isEmpty()) return;
      for (const flight of flights) {
        live.add(flight);
        storage.sql().exec('update intents set is_recorded = 1 where id = ?', flight);
      }
    },
    settle(flight) {
      live.delete(flight);
      // Deleting a dialog drops the whole storage, this with it.
      if (!storage.isEmpty()) storage.sql().exec('delete from intents where id = ?', flight);
    },
    isEmpty: () =>
      storage.isEmpty() || storage.sql().exec('select 1 from intents limit 1').toArray().length === 0,
    abandon(flight) {
      live.delete(flight);
    },
    unresolved() {
      if (storage.isEmpty()) return { flights: [], intents: [] };
      const rows = storage
        .sql()
        .exec<{ id: number; body: string; is_recorded: number }>('select * from intents order by id')
        .toArray()
        .filter((row) => !live.has(row.id));
      return {
        flights: rows.map((row) => row.id),
        intents: rows.flatMap((row) =>
          body.parse(JSON.parse(row.body)).map((one) => ({ ...one, isRecorded: row.is_recorded === 1 })),
        ),
      };
    },
  };
}
