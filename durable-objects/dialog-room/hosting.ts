import type { ObjectStorage } from '../object-storage.ts';

export interface HostingDependencies {
  storage: ObjectStorage;
  /** Whether the user has a socket here now. */
  isPresent(userId: string): boolean;
  /** Tells a user's inbox that this room has, or no longer has, a socket of theirs. */
  tellInbox(userId: string, isOpen: boolean): Promise<void>;
}

/** Makes the inboxes count this room's sockets, and remembers whom it told. */
export interface Hosting {
  /** Tells one inbox, if what it knows is not so. Throws when it could not be told: calling it again tells it then. */
  reconcile(userId: string): Promise<void>;
  /** The same for everyone with a socket here, and everyone who was told of one. */
  reconcileAll(presentUserIds: ReadonlySet<string>): Promise<void>;
}

export function createHosting({ storage, isPresent, tellInbox }: HostingDependencies): Hosting {
  const underWay = new Map<string, Promise<void>>();

  function wasTold(userId: string): boolean {
    return storage.sql().exec('select 1 from hosted where user_id = ?', userId).toArray().length > 0;
  }

  function record(userId: string, isOpen: boolean) {
    const statement = isOpen
      ? 'insert or ignore into hosted (user_id) values (?)'
      : 'delete from hosted where user_id = ?';
    storage.sql().exec(statement, userId);
  }

  /** Looks again each time that the inbox was told: a socket may have opened or closed meanwhile. */
  async function tellUntilTrue(userId: string): Promise<void> {
    try {
      for (let told = wasTold(userId); isPresent(userId) !== told; ) {
        await tellInbox(userId, !told);
        // The dialog was deleted meanwhile, and must not be remembered anew.
        if (storage.isEmpty()) return;
        told = !told;
        record(userId, told);
      }
    } finally {
      // In one go with the last look: who asks from now on is not told by this one.
      underWay.delete(userId);
    }
  }

  function reconcile(userId: string): Promise<void> {
    const running = underWay.get(userId);
    if (running !== undefined) return running;
    if (isPresent(userId) === wasTold(userId)) return Promise.resolve();
    const telling = tellUntilTrue(userId);
    underWay.set(userId, telling);
    return telling;
  }

  return {
    reconcile,
    async reconcileAll(presentUserIds) {
      const rows = storage.sql().exec<{ user_id: string }>('select user_id from hosted').toArray();
      const told = new Set(rows.map((row) => row.user_id));
      const known = new Set([...presentUserIds, ...told]);
      const changed = [...known].filter((userId) => presentUserIds.has(userId) !== told.has(userId));
      await Promise.all(changed.map(reconcile));
    },
  };
}
