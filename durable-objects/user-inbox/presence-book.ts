import type { ObjectStorage } from '../object-storage.ts';

/** The user's own state, and which rooms have been told of it. */
export interface PresenceBook {
  /** Whether the user is online, and the number of that change; a higher number is newer. */
  self(): { isOnline: boolean; version: number };
  /** Records a change; every room is to be told again. */
  become(isOnline: boolean, now: number): void;
  /** Adds rooms that are to be told. */
  include(dialogIds: readonly string[]): void;
  exclude(dialogId: string): void;
  includes(dialogId: string): boolean;
  untold(): string[];
  /** Notes that a room knows the state of this version. Rooms that know the user is offline are forgotten. */
  told(dialogId: string, version: number): void;
}

/** Keeps presence in the inbox's SQLite, so that an evicted inbox still knows whom to tell that the user is gone. */
export function createPresenceBook(storage: ObjectStorage): PresenceBook {
  function self() {
    if (storage.isEmpty()) return { isOnline: false, version: 0 };
    const [row] = storage
      .sql()
      .exec<{ is_online: number; version: number }>('select is_online, version from self');
    return { isOnline: row?.is_online === 1, version: row?.version ?? 0 };
  }
  return {
    self,
    become(isOnline, now) {
      const version = Math.max(now, self().version + 1);
      storage
        .sql()
        .exec(
          'insert into self (id, is_online, version) values (1, ?, ?) on conflict (id) do update set is_online = excluded.is_online, version = excluded.version',
          isOnline ? 1 : 0,
          version,
        );
    },
    include(dialogIds) {
      for (const dialogId of dialogIds) {
        storage.sql().exec('insert or ignore into announced (dialog_id, version) values (?, 0)', dialogId);
      }
    },
    exclude(dialogId) {
      storage.sql().exec('delete from announced where dialog_id = ?', dialogId);
    },
    includes(dialogId) {
      return storage.sql().exec('select 1 from announced where dialog_id = ?', dialogId).toArray().length > 0;
    },
    untold() {
      return storage
        .sql()
        .exec<{ dialog_id: string }>('select dialog_id from announced where version <> ?', self().version)
        .toArray()
        .map((row) => row.dialog_id);
    },
    told(dialogId, version) {
      const statement = self().isOnline
        ? 'update announced set version = ? where dialog_id = ?'
        : 'delete from announced where version < ? and dialog_id = ?';
      if (self().version === version) storage.sql().exec(statement, version, dialogId);
    },
  };
}
