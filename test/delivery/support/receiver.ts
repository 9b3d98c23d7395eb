import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, inject, vi } from 'vitest';
import { type Webhook, type WebhookOf, webhook } from '../../../contract/webhooks.ts';
import type { DialogRoom } from '../../../durable-objects/dialog-room/dialog-room.ts';
import type { ReceiverMood, SeenWebhook } from '../../support/receiver-wire.ts';
import { letPass } from '../../worker/support/time.ts';

const controlUrl = inject('controlUrl');

/** What the receiver does with the webhooks of a dialog from now on; until told it answers 204. */
export async function receiver(dialogId: string, mood: Omit<ReceiverMood, 'dialogId'>): Promise<void> {
  const response = await fetch(controlUrl, { method: 'PUT', body: JSON.stringify({ dialogId, ...mood }) });
  if (!response.ok) throw new Error(`The receiver refused: ${await response.text()}`);
}

/** Every try that reached the receiver, in order. */
export async function triesOf(dialogId: string): Promise<SeenWebhook[]> {
  return (await fetch(`${controlUrl}/${dialogId}`)).json();
}

/** Reads a body, which must hold what the contract says and nothing else. */
function read(body: string): Webhook {
  const found: unknown = JSON.parse(body);
  const parsed = webhook.parse(found);
  expect(found).toEqual(parsed);
  return parsed;
}

/** The webhooks that reached the receiver, each once, in the order of their first try. */
export async function webhooksOf(dialogId: string): Promise<Webhook[]> {
  const bodies = new Set((await triesOf(dialogId)).map((attempt) => attempt.body));
  return [...bodies].map(read);
}

/** As `webhooksOf`, those of one event, in the order in which it happened: a later one may overtake an earlier on its way. */
export async function received<Event extends Webhook['event']>(
  dialogId: string,
  event: Event,
): Promise<WebhookOf<Event>[]> {
  const isWanted = (candidate: Webhook): candidate is WebhookOf<Event> => candidate.event === event;
  const order = ({ timestamp, id }: Webhook) => `${timestamp} ${id}`;
  return (await webhooksOf(dialogId))
    .filter(isWanted)
    .toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
}

/** Resolves once the receiver was tried so often. */
export async function tried(dialogId: string, times: number): Promise<SeenWebhook[]> {
  return vi.waitFor(
    async () => {
      const tries = await triesOf(dialogId);
      if (tries.length < times) throw new Error(`Tried ${tries.length} times, not ${times}`);
      return tries;
    },
    { timeout: 20_000 },
  );
}

/** The room of a dialog. Asked for anew each time: a stub of an object that was killed stays broken. */
export function roomOf(dialogId: string): DurableObjectStub<DialogRoom> {
  return env.DIALOG_ROOM.getByName(dialogId);
}

/** What the room has to do now. */
async function dueNow(dialogId: string): Promise<string[]> {
  return runInDurableObject(roomOf(dialogId), (_room, { storage }) => {
    const isUnused =
      storage.sql.exec("select 1 from sqlite_master where name = 'timers'").toArray().length === 0;
    if (isUnused) return [];
    const rows = storage.sql.exec<{ what: string }>(
      `select id as what from webhook_outbox where due_at <= ?1
       union all select user_id from notifications where due_at <= ?1
       union all select key from timers where due_at <= ?1`,
      Date.now(),
    );
    return [...rows].map((row) => row.what);
  });
}

/** Resolves once the room has done everything that is due. */
export async function settled(dialogId: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const due = await dueNow(dialogId);
      if (due.length > 0) throw new Error(`Still due: ${due.join(', ')}`);
    },
    { timeout: 25_000 },
  );
}

/** Makes the room as it is so much later, with everything done that was due meanwhile. */
export async function later(seconds: number, dialogId: string): Promise<void> {
  await settled(dialogId);
  await letPass(seconds, roomOf(dialogId));
  await settled(dialogId);
}
