import type { WebhookToPark } from '../../database/writes/failed-webhooks.ts';
import type { ObjectStorage } from '../object-storage.ts';
import type { OutgoingWebhook } from './events.ts';
import type { PostOutcome } from './post.ts';
import { retryPauseMs } from './retry-schedule.ts';

/** The table that a room has among its migrations. `given_up` is why a webhook is to be parked. */
export const outboxTable = `
  create table webhook_outbox (place integer primary key, id text not null unique, event text not null,
    body text not null, attempts integer not null default 0, due_at integer not null, given_up text);
  create index webhook_outbox_due on webhook_outbox (due_at)`;

/** The webhooks that were not delivered yet. It is told what became of each. */
export interface Outbox {
  /** Adding one that is there already changes nothing, unless it was given up: then it starts anew. */
  add(webhooks: readonly OutgoingWebhook[]): void;
  /** Those to be sent now, the longest due first, without those under way. */
  due(limit: number, underWay: ReadonlySet<string>): OutgoingWebhook[];
  delivered(id: string): void;
  /** Counts the attempt. Says whether it will be retried or, by schedule or by the receiver's word, parked. */
  failed(id: string, outcome: Exclude<PostOutcome, { status: 'delivered' }>): 'retry' | 'park';
  /** Those given up, to be parked now. */
  givenUp(limit: number): WebhookToPark[];
  parked(ids: readonly string[]): void;
  /** Parking failed: it is tried again later. */
  notParked(ids: readonly string[]): void;
  /** When there is something to do next, in milliseconds since 1970. */
  nextDueAt(): number | undefined;
  isEmpty(): boolean;
}

interface OutboxDependencies {
  storage: ObjectStorage;
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
}

type Columns<Row> = Row & Record<string, SqlStorageValue>;

const parkAgainAfterMs = 60_000;

/** One given up may be added again while it is being parked: what is then sent anew is not the parking's to touch. */
const stillGivenUp = 'given_up is not null and id in (select value from json_each(?))';

/** An outbox in the SQLite of a room. */
export function createOutbox({ storage, now, random }: OutboxDependencies): Outbox {
  function nextDueAt(): number | undefined {
    if (storage.isEmpty()) return undefined;
    const { next } = storage
      .sql()
      .exec<{ next: number | null }>('select min(due_at) as next from webhook_outbox')
      .one();
    return next ?? undefined;
  }

  /** Writes, unless the room was told to forget everything while a webhook was on its way. */
  function note(statement: string, ...values: SqlStorageValue[]) {
    if (!storage.isEmpty()) storage.sql().exec(statement, ...values);
  }

  function attemptsOf(id: string): number {
    if (storage.isEmpty()) return 0;
    const [row] = storage
      .sql()
      .exec<{ attempts: number }>('select attempts from webhook_outbox where id = ?', id);
    return row?.attempts ?? 0;
  }

  return {
    add(webhooks) {
      for (const { id, event, body } of webhooks) {
        storage.sql().exec(
          `insert into webhook_outbox (id, event, body, due_at) values (?, ?, ?, ?)
           on conflict (id) do update set attempts = 0, due_at = excluded.due_at, given_up = null
           where given_up is not null`,
          id,
          event,
          body,
          now(),
        );
      }
    },
    due(limit, underWay) {
      if (storage.isEmpty()) return [];
      return storage
        .sql()
        .exec<Columns<OutgoingWebhook>>(
          `select id, event, body from webhook_outbox
           where due_at <= ? and given_up is null and id not in (select value from json_each(?))
           order by due_at, place limit ?`,
          now(),
          JSON.stringify([...underWay]),
          limit,
        )
        .toArray();
    },
    delivered(id) {
      note('delete from webhook_outbox where id = ?', id);
    },
    failed(id, { status, reason }) {
      const attempts = attemptsOf(id) + 1;
      const pause = status === 'park' ? undefined : retryPauseMs(attempts, random);
      note(
        'update webhook_outbox set attempts = ?, due_at = ?, given_up = ? where id = ?',
        attempts,
        now() + (pause ?? 0),
        pause === undefined ? reason : null,
        id,
      );
      return pause === undefined ? 'park' : 'retry';
    },
    givenUp(limit) {
      if (storage.isEmpty()) return [];
      return storage
        .sql()
        .exec<Columns<WebhookToPark>>(
          `select id, event, body, attempts, given_up as reason from webhook_outbox
           where due_at <= ? and given_up is not null order by due_at, place limit ?`,
          now(),
          limit,
        )
        .toArray();
    },
    parked(ids) {
      note(`delete from webhook_outbox where ${stillGivenUp}`, JSON.stringify(ids));
    },
    notParked(ids) {
      note(
        `update webhook_outbox set due_at = ? where ${stillGivenUp}`,
        now() + parkAgainAfterMs,
        JSON.stringify(ids),
      );
    },
    nextDueAt,
    isEmpty: () => nextDueAt() === undefined,
  };
}
