import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { openObjectStorage } from '../../../durable-objects/object-storage.ts';
import type { OutgoingWebhook } from '../../../durable-objects/webhooks/events.ts';
import { createOutbox, type Outbox, outboxTable } from '../../../durable-objects/webhooks/outbox.ts';

export const second = 1_000;
export const minute = 60 * second;

interface OutboxOnTrial {
  outbox: Outbox;
  /** The clock that it goes by; it stands still unless moved. */
  clock: { now: number };
  /** The outbox as it is after the room was killed. */
  reopened(): Outbox;
  /** Drops everything, as a room does whose dialog was deleted. */
  forget(): Promise<void>;
  storesAnything(): boolean;
}

/** Gives `work` an outbox in the real SQLite of a room of its own. */
export async function withOutbox(work: (trial: OutboxOnTrial) => Promise<void> | void): Promise<void> {
  const room = env.DIALOG_ROOM.getByName(crypto.randomUUID());
  await runInDurableObject(room, async (_room, state) => {
    const clock = { now: Date.parse('2026-02-17T12:00:00Z') };
    const storage = openObjectStorage(state.storage, [outboxTable]);
    const dependencies = { now: () => clock.now, random: () => 0.5 };
    await work({
      clock,
      outbox: createOutbox({ storage, ...dependencies }),
      reopened: () =>
        createOutbox({ storage: openObjectStorage(state.storage, [outboxTable]), ...dependencies }),
      forget: () => storage.forget(),
      storesAnything: () => !openObjectStorage(state.storage, [outboxTable]).isEmpty(),
    });
    await storage.forget();
  });
}

/** A webhook that is on its way. */
export function someWebhook(id: string, body = `{"id":"${id}"}`): OutgoingWebhook {
  return { id, event: 'message.new', body };
}

/** As many webhooks, named by number: `w0`, `w1` and so on. */
export function someWebhooks(count: number): OutgoingWebhook[] {
  return Array.from({ length: count }, (_, index) => someWebhook(`w${index}`));
}
