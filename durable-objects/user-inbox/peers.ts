import type { ObjectStorage } from '../object-storage.ts';

/**
 * What this user last heard of other people's presence. Two users who share fifty dialogs are told of one change by
 * fifty rooms; the first to arrive is news.
 */
export function isPresenceNews(storage: ObjectStorage, peerId: string, version: number): boolean {
  const sql = storage.sql();
  const [known] = sql.exec<{ version: number }>('select version from peers where user_id = ?', peerId);
  if (known !== undefined && known.version >= version) return false;
  sql.exec(
    'insert into peers (user_id, version) values (?, ?) on conflict (user_id) do update set version = excluded.version',
    peerId,
    version,
  );
  return true;
}
