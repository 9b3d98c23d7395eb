import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import type { DialogRoom } from '../../../durable-objects/dialog-room/dialog-room.ts';
import { attachmentOf, remember } from '../../../durable-objects/sockets/attachment.ts';
import type { UserInbox } from '../../../durable-objects/user-inbox/user-inbox.ts';

/**
 * Makes an object as it is after so much more time, and runs its alarm. Everything that it noted moves into the past,
 * instead of the clock into the future: what the runtime notes of auto-answered pings cannot be moved.
 */
export async function letPass(
  seconds: number,
  object: DurableObjectStub<DialogRoom | UserInbox>,
): Promise<void> {
  const elapsed = seconds * 1_000;
  await runInDurableObject(object, (_instance: DialogRoom | UserInbox, state) => {
    age(seconds, state.storage.sql, tablesOfDueTimes(state.storage.sql));
    for (const socket of state.getWebSockets()) {
      const { heardAt, expiresAt } = attachmentOf(socket);
      remember(socket, {
        heardAt: heardAt - elapsed,
        expiresAt: expiresAt === null ? null : expiresAt - elapsed,
      });
    }
  });
  await runDurableObjectAlarm(object);
}

/** The tables of this object that say when something is due: a room has more of them than an inbox. */
function tablesOfDueTimes(sql: SqlStorage): string[] {
  const rows = sql.exec<{ name: string }>(
    "select name from sqlite_master where type = 'table' and sql like '%due_at%'",
  );
  return [...rows].map((row) => row.name);
}

/** Moves everything that these tables say is due into the past. */
export function age(seconds: number, sql: SqlStorage, tables: readonly string[]): void {
  for (const table of tables) sql.exec(`update ${table} set due_at = due_at - ?`, seconds * 1_000);
}

/** Makes an object lose its memory, as it does when nothing happens for some seconds; its sockets stay open. */
export async function fallAsleep(object: DurableObjectStub<DialogRoom | UserInbox>): Promise<void> {
  // One that sleeps already cannot be evicted.
  await runInDurableObject(object, () => undefined);
  await evictDurableObject(object);
}
