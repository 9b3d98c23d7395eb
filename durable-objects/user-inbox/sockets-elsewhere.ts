import type { ObjectStorage } from '../object-storage.ts';

/** Notes that a dialog's room has a socket of the user, or has none any more. */
export function noteSocketElsewhere(storage: ObjectStorage, dialogId: string, isOpen: boolean): void {
  const statement = isOpen
    ? 'insert or ignore into elsewhere (dialog_id) values (?)'
    : 'delete from elsewhere where dialog_id = ?';
  storage.sql().exec(statement, dialogId);
}

/** Whether any dialog's room has a socket of the user. */
export function hasSocketElsewhere(storage: ObjectStorage): boolean {
  return storage.sql().exec('select 1 from elsewhere limit 1').toArray().length > 0;
}
