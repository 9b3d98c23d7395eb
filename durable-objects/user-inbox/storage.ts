import { timersTable } from '../alarm-clock.ts';

/** The tables of a UserInbox. Append-only: see `openObjectStorage`. */
export const inboxMigrations = [
  // Whether the user is online, and since which change.
  `create table self (id integer primary key check (id = 1), is_online integer not null, version integer not null)`,
  // The rooms that are, or are to be, told of it: `version` is the change they know.
  `create table announced (dialog_id text primary key, version integer not null) without rowid`,
  // The last change heard of other people.
  `create table peers (user_id text primary key, version integer not null) without rowid`,
  // The dialogs whose rooms hold sockets of this user.
  `create table elsewhere (dialog_id text primary key) without rowid`,
  timersTable,
  // The rooms that were told that nobody is here, each with how often.
  `create table declined (dialog_id text primary key, times integer not null) without rowid`,
] as const;
