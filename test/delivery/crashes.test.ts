import { afterEach, describe, expect, it, vi } from 'vitest';
import { dialogOf, said, type User } from '../worker/support/dialog.ts';
import { databaseRequests, setFault } from '../worker/support/gateway.ts';
import { fallAsleep, letPass } from '../worker/support/time.ts';
import { later, received, receiver, roomOf, settled, tried, triesOf } from './support/receiver.ts';
import { kill } from './support/room.ts';

afterEach(() => setFault('none'));

/** Sends a message whose commit the room does not live to see. */
async function sendIntoCrash(author: User, dialogId: string, content: string) {
  const before = await databaseRequests();
  await setFault('hold-answer');
  const sending = author.send(dialogId, content);
  await vi.waitFor(async () => expect(await databaseRequests()).toBeGreaterThan(before), { timeout: 5_000 });
  await kill(dialogId);
  expect((await sending).status).toBe(503);
  await setFault('none');
}

describe('a room that dies', () => {
  it('between the commit and the webhook sends it when it wakes, and notifies', async () => {
    const { anna, boris, dialogId } = await dialogOf('anna', 'boris');
    await sendIntoCrash(anna, dialogId, 'Said before the crash');
    await later(10, dialogId);
    expect(await received(dialogId, 'message.new')).toMatchObject([
      { data: { message: { content: 'Said before the crash' } } },
    ]);
    await later(60, dialogId);
    expect(await received(dialogId, 'notification.pending')).toMatchObject([
      { data: { user_id: boris.id, unread_count: 1 } },
    ]);
  });

  it('while the webhook is under way sends it again, with the same id', async () => {
    const { anna, dialogId } = await dialogOf('anna');
    await receiver(dialogId, { does: 'hang' });
    await said(anna, dialogId, 'Hello');
    await tried(dialogId, 1);
    await kill(dialogId);
    await receiver(dialogId, { does: 'answer' });
    // Nobody knows how long ago it died: the timer that it was at is due again a minute after it began.
    await letPass(61, roomOf(dialogId));
    const [first, second] = await tried(dialogId, 2);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  });

  it('and loses its memory while a retry is due sends it as scheduled', async () => {
    const { anna, dialogId } = await dialogOf('anna');
    await receiver(dialogId, { does: 'answer', status: 503 });
    await said(anna, dialogId, 'Hello');
    await tried(dialogId, 1);
    await settled(dialogId);
    await fallAsleep(roomOf(dialogId));
    await receiver(dialogId, { does: 'answer' });
    await later(6, dialogId);
    expect(await triesOf(dialogId)).toHaveLength(2);
  });
});

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function sendingTime(author: User, dialogId: string): Promise<number> {
  const startedAt = performance.now();
  await said(author, dialogId, 'How long does it take?');
  return performance.now() - startedAt;
}

it.each([
  ['hangs', { does: 'hang' }],
  ['answers 503', { does: 'answer', status: 503 }],
] as const)('a receiver that %s for the whole run does not make sending slower', async (what, mood) => {
  const [healthy, troubled] = [await dialogOf('anna', 'boris'), await dialogOf('anna', 'boris')];
  await receiver(troubled.dialogId, mood);
  for (const { anna, dialogId } of [healthy, troubled]) await said(anna, dialogId, 'Warm');
  const times: { up: number[]; down: number[] } = { up: [], down: [] };
  // By turns, so that whatever else the machine does slows both alike.
  for (let turn = 0; turn < 50; turn += 1) {
    times.up.push(await sendingTime(healthy.anna, healthy.dialogId));
    times.down.push(await sendingTime(troubled.anna, troubled.dialogId));
  }
  const [up, down] = [median(times.up), median(times.down)];
  console.info(`receiver up: median ${up.toFixed(1)} ms, one that ${what} ${down.toFixed(1)} ms`);
  await receiver(troubled.dialogId, { does: 'answer' });
  expect(down).toBeLessThanOrEqual(2 * up + 5);
});
