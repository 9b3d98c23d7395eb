import { afterEach, describe, expect, it } from 'vitest';
import type { FailedWebhook } from '../../contract/webhooks.ts';
import { host } from '../worker/support/api.ts';
import { dialogOf, said } from '../worker/support/dialog.ts';
import { allPages } from '../worker/support/paging.ts';
import { later, receiver, roomOf, settled, tried, triesOf } from './support/receiver.ts';
import { storesAnything } from './support/room.ts';

/** The dialogs to whose webhooks the receiver is unkind; at the end it takes them, so that no room goes on trying. */
const troubled: string[] = [];
afterEach(async () => {
  for (const dialogId of troubled.splice(0)) await receiver(dialogId, { does: 'answer' });
});

/** A dialog in which Anna said something that the receiver does this with. */
async function troubledDialog(...mood: Parameters<typeof receiver>[1][]) {
  const dialog = await dialogOf('anna');
  troubled.push(dialog.dialogId);
  for (const one of mood) await receiver(dialog.dialogId, one);
  const message = await said(dialog.anna, dialog.dialogId, 'Is anybody there?');
  return { ...dialog, message };
}

async function parked(dialogId: string): Promise<FailedWebhook[]> {
  const pages = await allPages((cursor) =>
    host.call<FailedWebhook[]>('GET', `/webhooks/failed?limit=100${cursor}`),
  );
  return pages.flat().filter((webhook) => webhook.dialog_id === dialogId);
}

const pausesInSeconds = [5, 30, 120, 600, 3_600, 14_400, 43_200];

/** Follows the schedule to its end: no pause is over before 80 % of its length, and each is over after 120 %. */
async function followSchedule(dialogId: string) {
  await tried(dialogId, 1);
  for (const [index, pause] of pausesInSeconds.entries()) {
    await later(pause * 0.8 - 1.5, dialogId);
    expect(await triesOf(dialogId), `before ${pause} s`).toHaveLength(index + 1);
    await later(pause * 0.4 + 2, dialogId);
    expect(await triesOf(dialogId), `after ${pause} s`).toHaveLength(index + 2);
  }
}

it('a receiver that answers 500 is tried again after 5 s, 30 s, 2 min, 10 min, 1 h, 4 h and 12 h, then it is parked', async () => {
  const { dialogId, message } = await troubledDialog({ does: 'answer', status: 500 });
  await followSchedule(dialogId);

  const tries = await triesOf(dialogId);
  const [first] = tries;
  expect(tries.map(({ body }) => body)).toEqual(tries.map(() => first?.body));
  expect(new Set(tries.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(tries.every(({ isSigned }) => isSigned)).toBe(true);
  expect(await parked(dialogId)).toMatchObject([
    {
      id: first?.headers['webhook-id'],
      event: 'message.new',
      attempts: 8,
      reason: 'answered 500',
      created_at: message.sent_at,
      body: JSON.parse(first?.body ?? ''),
    },
  ]);
});

it.each([
  ['resets the connection', { does: 'reset' }],
  ['redirects, where it is not followed,', { does: 'answer', status: 307, location: '/elsewhere' }],
  ['answers 404', { does: 'answer', status: 404 }],
] as const)('a receiver that %s is tried again until it takes the webhook', async (_what, mood) => {
  const { dialogId } = await troubledDialog(mood);
  await tried(dialogId, 1);
  await later(6, dialogId);
  expect(await triesOf(dialogId)).toHaveLength(2);

  await receiver(dialogId, { does: 'answer', status: 200 });
  await later(36, dialogId);
  await later(24 * 3_600, dialogId);
  const tries = await triesOf(dialogId);
  expect(tries.map(({ path, body }) => ({ path, body }))).toEqual(
    Array.from({ length: 3 }, () => ({ path: '/hooks', body: tries[0]?.body })),
  );
  expect(await parked(dialogId)).toEqual([]);
});

it('a receiver that hangs is given up on after 10 s, holds up no other dialog, and is tried again', async () => {
  const { dialogId } = await troubledDialog({ does: 'hang' });
  await tried(dialogId, 1);
  const other = await dialogOf('boris');
  await said(other.boris, other.dialogId, 'Meanwhile');
  await tried(other.dialogId, 1);
  expect(await triesOf(dialogId)).toHaveLength(1);

  await receiver(dialogId, { does: 'answer' });
  await settled(dialogId);
  await later(6, dialogId);
  expect(await triesOf(dialogId)).toHaveLength(2);
});

describe('a receiver that answers 410', () => {
  it('is not tried again; what it refused is listed, and sent again as it was when the host asks for that', async () => {
    const { dialogId } = await troubledDialog({ does: 'answer', status: 410 });
    await tried(dialogId, 1);
    await settled(dialogId);
    await later(24 * 3_600, dialogId);
    expect(await triesOf(dialogId)).toHaveLength(1);
    const [failed] = await parked(dialogId);
    expect(failed).toMatchObject({ attempts: 1, reason: 'answered 410 Gone' });

    await receiver(dialogId, { does: 'answer' });
    expect((await host.call('POST', `/webhooks/failed/${failed?.id}/retry`)).status).toBe(202);
    const [before, again] = await tried(dialogId, 2);
    expect(again?.body).toBe(before?.body);
    expect(again?.headers['webhook-id']).toBe(before?.headers['webhook-id']);
    await settled(dialogId);
    expect(await parked(dialogId)).toEqual([]);
  });

  it('and refuses it again finds it on the list again', async () => {
    const { dialogId } = await troubledDialog({ does: 'answer', status: 410 });
    await tried(dialogId, 1);
    await settled(dialogId);
    const [failed] = await parked(dialogId);
    await host.call('POST', `/webhooks/failed/${failed?.id}/retry`);
    await tried(dialogId, 2);
    await settled(dialogId);
    expect(await parked(dialogId)).toMatchObject([{ id: failed?.id }]);
  });
});

describe('a dialog that was deleted', () => {
  it('is told of in full once the receiver is back; then the room keeps nothing', async () => {
    const { anna, dialogId, message } = await troubledDialog({ does: 'answer', status: 500 });
    await tried(dialogId, 1);
    await settled(dialogId);
    expect((await host.call('DELETE', `/dialogs/${dialogId}`)).status).toBe(204);
    expect((await anna.send(dialogId, 'Too late')).status).toBe(404);

    await receiver(dialogId, { does: 'answer' });
    await later(6, dialogId);
    const tries = await triesOf(dialogId);
    expect(tries).toHaveLength(2);
    expect(JSON.parse(tries[1]?.body ?? '')).toMatchObject({ data: { message: { id: message.id } } });
    expect(await storesAnything(roomOf(dialogId))).toBe(false);
  });

  it('has its parked webhooks sent again too, when the host asks for that', async () => {
    const { dialogId } = await troubledDialog({ does: 'answer', status: 410 });
    await tried(dialogId, 1);
    await settled(dialogId);
    await host.call('DELETE', `/dialogs/${dialogId}`);
    const [failed] = await parked(dialogId);
    await receiver(dialogId, { does: 'answer' });
    await host.call('POST', `/webhooks/failed/${failed?.id}/retry`);
    await tried(dialogId, 2);
    await settled(dialogId);
  });
});
