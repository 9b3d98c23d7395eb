import type { ObjectStorage } from '../object-storage.ts';

export interface HostingDependencies {
  storage: ObjectStorage;
  /** Tells a user's inbox that this room has, or no longer has, a socket of theirs. */
  tellInbox(userId: string, isOpen: boolean): Promise<void>;
}

/**
 * Makes the inboxes count this room's sockets: tells those for whom it changed, and remembers whom it told. Throws when an
 * inbox could not be told; calling it again then tells those that are left.
 */
export async function reconcileHosting(
  presentUserIds: ReadonlySet<string>,
  { storage, tellInbox }: HostingDependencies,
): Promise<void> {
  const sql = storage.sql();
  const rows = sql.exec<{ user_id: string }>('select user_id from hosted').toArray();
  const told = new Set(rows.map((row) => row.user_id));
  const arrived = [...presentUserIds].filter((userId) => !told.has(userId));
  const departed = [...told].filter((userId) => !presentUserIds.has(userId));
  await Promise.all([
    ...arrived.map(async (userId) => {
      await tellInbox(userId, true);
      storage.sql().exec('insert or ignore into hosted (user_id) values (?)', userId);
    }),
    ...departed.map(async (userId) => {
      await tellInbox(userId, false);
      storage.sql().exec('delete from hosted where user_id = ?', userId);
    }),
  ]);
}
