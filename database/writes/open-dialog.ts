import { type SQL, sql } from 'drizzle-orm';

/** Which dialog a write is for, and the fence under which its room writes: docs/decisions/0003. */
export interface WriteTarget {
  dialogId: string;
  /** Null for a room that has never had to recover. */
  fence: string | null;
}

/**
 * How every write begins: `dialog` is the dialog's row, locked, and `open_dialog` the same row if the fence still stands.
 * A write that was thought lost and arrives late finds the fence moved, and so changes nothing.
 */
export function openDialog({ dialogId, fence }: WriteTarget): SQL {
  return sql`
    dialog as (select d.* from dialogs d where d.id = ${dialogId} for update),
    open_dialog as (select * from dialog where write_fence is not distinct from ${fence}::uuid)`;
}

/** The first two branches of every write's `case`: why it could not even begin. */
export const refusedBeforehand = sql`
  when not exists (select from dialog) then 'dialog_missing'
  when not exists (select from open_dialog) then 'fenced'`;

/** A write's outcome before anything of its own: no such dialog, or the room's fence was moved by a newer room. */
export type RefusedBeforehand = 'dialog_missing' | 'fenced';
