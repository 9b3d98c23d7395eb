import type { ObjectStorage } from '../object-storage.ts';

export interface HostingDependencies {
  storage: ObjectStorage;
  /** Tells a user's inbox that this room has, or no longer has, a socket of theirs. */
  tellInbox(userId: string, isOpen: boolean): Promise<void>;
}

/**
 * Makes the inboxes count this room's sockets: tells those for whom it changed, and remembers whom it told. `presentUserIds`
 * says who has a socket here now. Throws when an inbox could not be told; calling it again then tells those that are left.
 */
export async function reconcileHosting(
  presentUserIds: () => ReadonlySet<string>,
  { storage, tellInbox }: HostingDependencies,
): Promise<void> {
  const rows = storage.sql().exec<{ user_id: string }>('select user_id from hosted').toArray();
  const told = new Set(rows.map((row) => row.user_id));
  const present = presentUserIds();
  const known = new Set([...present, ...told]);
  const changed = [...known].filter((userId) => present.has(userId) !== told.has(userId));
  await Promise.all(
    changed.map(async (userId) => {
      let isOpen: boolean;
      // A socket that opens or closes while its inbox is told is not looked for again: what is told is not recorded yet.
      do {
        isOpen = presentUserIds().has(userId);
        await tellInbox(userId, isOpen);
      } while (presentUserIds().has(userId) !== isOpen);
      // The dialog was deleted meanwhile, and must not be remembered anew.
      if (storage.isEmpty()) return;
      const record = isOpen
        ? 'insert or ignore into hosted (user_id) values (?)'
        : 'delete from hosted where user_id = ?';
      storage.sql().exec(record, userId);
    }),
  );
}
