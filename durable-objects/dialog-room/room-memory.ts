import type { ObjectStorage } from '../object-storage.ts';
import { idAfter } from './ordered-ids.ts';

/** What a room remembers between its writes, in its SQLite: enough to tell everyone without asking Postgres. */
export interface RoomMemory {
  fence(): string | null;
  /** Gives a fence after every one of which this room knows, to write under from now on. */
  moveFence(): string;
  /** Another one stands, which this room did not know. */
  fenceFound(fence: string): void;
  /** A message id after every one given before. */
  newMessageId(): string;
  /** Who takes part; undefined until they were loaded once. */
  members(): ReadonlySet<string> | undefined;
  setMembers(userIds: readonly string[]): void;
  addMember(userId: string): void;
  removeMember(userId: string): void;
  /** Who is online, and since which change of theirs. */
  online(): ReadonlyMap<string, number>;
  setOnline(userId: string, version: number): void;
  setOffline(userId: string): void;
  /** Nobody takes part any more, and there is nothing left to take part in. */
  forgetPeople(): void;
  /** Forgets what is only cached in memory, because the storage was dropped. */
  reset(): void;
}

export function createRoomMemory(storage: ObjectStorage): RoomMemory {
  let members: Set<string> | undefined;
  let online: Map<string, number> | undefined;

  function row() {
    return storage
      .sql()
      .exec<{ fence: string | null; last_message_id: string | null; knows_members: number }>(
        'select * from room',
      )
      .one();
  }

  function loadMembers(): Set<string> | undefined {
    if (storage.isEmpty() || row().knows_members === 0) return undefined;
    const rows = storage.sql().exec<{ user_id: string }>('select user_id from members');
    return new Set([...rows].map((member) => member.user_id));
  }

  function loadOnline(): Map<string, number> {
    if (storage.isEmpty()) return new Map();
    const rows = storage
      .sql()
      .exec<{ user_id: string; version: number }>('select user_id, version from online');
    return new Map([...rows].map((person) => [person.user_id, person.version]));
  }

  function knownMembers() {
    members ??= loadMembers();
    return members;
  }

  function knownOnline() {
    online ??= loadOnline();
    return online;
  }

  return {
    fence: () => (storage.isEmpty() ? null : row().fence),
    moveFence() {
      const fence = idAfter(row().fence);
      storage.sql().exec('update room set fence = ?', fence);
      return fence;
    },
    fenceFound(fence) {
      storage.sql().exec('update room set fence = ?', fence);
    },
    newMessageId() {
      const id = idAfter(row().last_message_id);
      storage.sql().exec('update room set last_message_id = ?', id);
      return id;
    },
    members: knownMembers,
    setMembers(userIds) {
      const sql = storage.sql();
      sql.exec('delete from members');
      for (const userId of userIds) sql.exec('insert into members (user_id) values (?)', userId);
      sql.exec('update room set knows_members = 1, is_gone = 0');
      members = new Set(userIds);
    },
    addMember(userId) {
      storage.sql().exec('insert or ignore into members (user_id) values (?)', userId);
      knownMembers()?.add(userId);
    },
    removeMember(userId) {
      storage.sql().exec('delete from members where user_id = ?', userId);
      knownMembers()?.delete(userId);
    },
    online: knownOnline,
    setOnline(userId, version) {
      storage
        .sql()
        .exec(
          'insert into online (user_id, version) values (?, ?) on conflict (user_id) do update set version = excluded.version',
          userId,
          version,
        );
      knownOnline().set(userId, version);
    },
    setOffline(userId) {
      storage.sql().exec('delete from online where user_id = ?', userId);
      knownOnline().delete(userId);
    },
    forgetPeople() {
      storage.sql().exec('delete from members');
      storage.sql().exec('delete from online');
      storage.sql().exec('update room set knows_members = 0');
      members = undefined;
      online = undefined;
    },
    reset() {
      members = undefined;
      online = undefined;
    },
  };
}
