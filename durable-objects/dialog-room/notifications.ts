import type { ObjectStorage } from '../object-storage.ts';

export const notificationsTable =
  'create table notifications (user_id text primary key, due_at integer not null) without rowid';

/** Up to which message each person was notified. */
export const notifiedTable =
  'create table notified (user_id text primary key, message_id text not null) without rowid';

/** Who is to be notified of what they have not read, and when (contract §7, "Debounced notifications"). */
export interface Notifications {
  /**
   * Starts a timer for each of the users who has none running. One that has ended is being seen to, maybe without knowing
   * of what is said now: it starts anew.
   */
  start(userIds: Iterable<string>, dueAt: number): void;
  cancel(userId: string): void;
  cancelAll(): void;
  /** Those whose timer has ended, at most `limit` at a time. */
  due(limit: number): { userId: string; dueAt: number }[];
  /** They were seen to; one that was started anew meanwhile stays. */
  settle(timers: readonly { userId: string; dueAt: number }[]): void;
  /** Notes that the user was notified of everything up to this message. */
  noteNotified(userId: string, messageId: string): void;
  /**
   * Whether the user was notified of this message. One that was stored while an earlier notification was being made is in
   * that one, and has a timer all the same.
   */
  wasNotified(userId: string, messageId: string): boolean;
  nextDueAt(): number | undefined;
}

export function createNotifications(storage: ObjectStorage, now: () => number): Notifications {
  return {
    start(userIds, dueAt) {
      for (const userId of userIds) {
        storage.sql().exec(
          `insert into notifications (user_id, due_at) values (?, ?)
             on conflict (user_id) do update set due_at = excluded.due_at where due_at <= ?`,
          userId,
          dueAt,
          now(),
        );
      }
    },
    cancel(userId) {
      storage.sql().exec('delete from notifications where user_id = ?', userId);
    },
    cancelAll() {
      storage.sql().exec('delete from notifications');
    },
    due(limit) {
      const rows = storage
        .sql()
        .exec<{ user_id: string; due_at: number }>(
          'select user_id, due_at from notifications where due_at <= ? order by due_at limit ?',
          now(),
          limit,
        );
      return [...rows].map((row) => ({ userId: row.user_id, dueAt: row.due_at }));
    },
    settle(timers) {
      for (const { userId, dueAt } of timers) {
        storage.sql().exec('delete from notifications where user_id = ? and due_at = ?', userId, dueAt);
      }
    },
    noteNotified(userId, messageId) {
      storage
        .sql()
        .exec(
          'insert into notified (user_id, message_id) values (?, ?) on conflict (user_id) do update set message_id = excluded.message_id',
          userId,
          messageId,
        );
    },
    wasNotified(userId, messageId) {
      // The dialog was deleted while it was asked what is unread.
      if (storage.isEmpty()) return false;
      const [notified] = storage
        .sql()
        .exec<{ message_id: string }>('select message_id from notified where user_id = ?', userId);
      return notified !== undefined && notified.message_id >= messageId;
    },
    nextDueAt() {
      if (storage.isEmpty()) return undefined;
      const { due_at } = storage
        .sql()
        .exec<{ due_at: number | null }>('select min(due_at) as due_at from notifications')
        .one();
      return due_at ?? undefined;
    },
  };
}
