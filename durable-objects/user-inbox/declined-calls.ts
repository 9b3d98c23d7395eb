import type { ObjectStorage } from '../object-storage.ts';

/** The rooms that were told that nobody is here, and so call no more. */
export interface DeclinedCalls {
  /** Writes down that this room is to be told when somebody is; false when there are too many of them already. */
  decline(dialogId: string): boolean;
  /** Tells the rooms that somebody is here again; done when they know. Throws when one cannot be told. */
  takeBack(): Promise<void>;
}

/** So many rooms are told before a socket hears `connected`. */
const declinedAtMost = 500;

/** An object that restarts is back at the next try. */
const tries = 3;

export function createDeclinedCalls(
  storage: ObjectStorage,
  awaken: (dialogId: string) => Promise<void>,
): DeclinedCalls {
  async function tell(dialogId: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await awaken(dialogId);
      } catch (error) {
        if (attempt === tries) throw error;
      }
    }
  }

  return {
    decline(dialogId) {
      const sql = storage.sql();
      const { others } = sql
        .exec<{ others: number }>('select count(*) as others from declined where dialog_id <> ?', dialogId)
        .one();
      if (others >= declinedAtMost) return false;
      sql.exec(
        'insert into declined (dialog_id, times) values (?, 1) on conflict (dialog_id) do update set times = times + 1',
        dialogId,
      );
      return true;
    },
    async takeBack() {
      if (storage.isEmpty()) return;
      const declined = storage
        .sql()
        .exec<{ dialog_id: string; times: number }>('select dialog_id, times from declined')
        .toArray();
      await Promise.all(
        declined.map(async ({ dialog_id, times }) => {
          await tell(dialog_id);
          // Unless it was declined again meanwhile, because whoever came is gone.
          storage.sql().exec('delete from declined where dialog_id = ? and times = ?', dialog_id, times);
        }),
      );
    },
  };
}
