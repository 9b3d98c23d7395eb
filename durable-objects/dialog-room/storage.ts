import { timersTable } from '../alarm-clock.ts';
import { outboxTable } from '../webhooks/outbox.ts';
import { notificationsTable, notifiedTable } from './notifications.ts';
import { uploadsTable } from './uploads.ts';

/** The tables of a DialogRoom. Append-only: see `openObjectStorage`. */
export const roomMigrations = [
  // The fence it writes under, the last message id it gave out, and whether `members` is complete.
  `create table room (id integer primary key check (id = 1), fence text, last_message_id text, knows_members integer not null default 0,
    is_gone integer not null default 0)`,
  `insert into room (id) values (1)`,
  // Who takes part: whom to tell. A copy of Postgres, which only this room changes.
  `create table members (user_id text primary key) without rowid`,
  // Who of them is online, as their inboxes say.
  `create table online (user_id text primary key, version integer not null) without rowid`,
  // The users whose inboxes count a dialog socket here.
  `create table hosted (user_id text primary key) without rowid`,
  // Writes that were sent to Postgres and not yet told to everyone.
  `create table intents (id integer primary key autoincrement, body text not null)`,
  timersTable,
  outboxTable,
  notificationsTable,
  uploadsTable,
  // Whether what follows later from an intent is on record, so that only some people may not have heard of it.
  `alter table intents add column is_recorded integer not null default 0`,
  notifiedTable,
  // Without `autoincrement`, which writes one more row a flight: the log numbers them itself.
  `create table flights (id integer primary key, body text not null, is_recorded integer not null default 0);
  insert into flights select id, body, is_recorded from intents;
  drop table intents;
  alter table flights rename to intents`,
] as const;
