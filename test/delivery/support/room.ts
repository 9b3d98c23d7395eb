import { runInDurableObject } from 'cloudflare:test';
import type { DialogRoom } from '../../../durable-objects/dialog-room/dialog-room.ts';
import { roomOf } from './receiver.ts';

/** Whether a room has any table of its own. */
export function storesAnything(room: DurableObjectStub<DialogRoom>): Promise<boolean> {
  return runInDurableObject(room, (_room, { storage }) => {
    const tables = storage.sql.exec("select name from sqlite_master where name = 'schema_version'");
    return tables.toArray().length > 0;
  });
}

/** Ends a room where it stands, as a crash does. */
export async function kill(dialogId: string): Promise<void> {
  await runInDurableObject(roomOf(dialogId), (_room, state) => state.abort('killed by the test')).catch(
    () => undefined,
  );
}
