import { runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { host, unique, user } from '../worker/support/api.ts';
import { dialogOf, said } from '../worker/support/dialog.ts';
import { databaseRequests, setFault } from '../worker/support/gateway.ts';
import { openSocket } from '../worker/support/socket.ts';
import { letPass } from '../worker/support/time.ts';
import { later, received, receiver, roomOf, settled, tried, triesOf } from './support/receiver.ts';
import { kill } from './support/room.ts';

const delaySeconds = 60;

afterEach(() => setFault('none'));

/** From now on the room does not get to writing down that everyone was told; gives how to make it die like that. */
async function dyingBeforeAllIsTold(dialogId: string): Promise<() => Promise<void>> {
  await runInDurableObject(roomOf(dialogId), (_room, { storage }) => {
    storage.sql.exec('create trigger untold before delete on intents begin select raise(ignore); end');
  });
  return async () => {
    await kill(dialogId);
    await runInDurableObject(roomOf(dialogId), (_room, { storage }) => {
      storage.sql.exec('drop trigger untold');
    });
  };
}

/** Waits until this many more requests have been run, whose answers are held. */
async function moreRequests(before: number, count: number): Promise<void> {
  await vi.waitFor(async () => expect(await databaseRequests()).toBeGreaterThanOrEqual(before + count), {
    timeout: 5_000,
  });
}

describe('a room that dies while people are being told', () => {
  it('tells the host nothing again, least of all in other words', async () => {
    const { anna, dialogId } = await dialogOf('anna', 'boris');
    const die = await dyingBeforeAllIsTold(dialogId);
    const message = await said(anna, dialogId, 'As it was');
    await settled(dialogId);
    await anna.edit(dialogId, message.id, 'As it became');
    await die();
    await later(11, dialogId);
    expect(await triesOf(dialogId)).toHaveLength(1);
    expect(await received(dialogId, 'message.new')).toMatchObject([
      { data: { message: { content: 'As it was' } } },
    ]);
  });

  it('notifies nobody again', async () => {
    const { anna, dialogId } = await dialogOf('anna', 'boris');
    const die = await dyingBeforeAllIsTold(dialogId);
    await said(anna, dialogId, 'Hello');
    await later(delaySeconds, dialogId);
    expect(await received(dialogId, 'notification.pending')).toHaveLength(1);
    await die();
    await later(delaySeconds, dialogId);
    await later(delaySeconds, dialogId);
    expect(await received(dialogId, 'notification.pending')).toHaveLength(1);
  });
});

describe('a room that died at work takes it up when someone wakes it:', () => {
  it('a webhook that was under way', async () => {
    const { anna, dialogId } = await dialogOf('anna');
    await receiver(dialogId, { does: 'hang' });
    await said(anna, dialogId, 'Hello');
    await tried(dialogId, 1);
    await kill(dialogId);
    await receiver(dialogId, { does: 'answer' });
    await anna.participants(dialogId);
    await tried(dialogId, 2);
  });

  it('a notification that was being made', async () => {
    const { anna, dialogId } = await dialogOf('anna', 'boris');
    await said(anna, dialogId, 'Hello');
    await settled(dialogId);
    const before = await databaseRequests();
    await setFault('hold-answer');
    const ringing = letPass(delaySeconds, roomOf(dialogId)).catch(() => undefined);
    await moreRequests(before, 1);
    await kill(dialogId);
    await ringing;
    await setFault('none');
    await anna.participants(dialogId);
    // Of the message, and of that it is unread.
    await tried(dialogId, 2);
  });
});

it('what is said while a notification is being made, and is in it, is not notified of again', async () => {
  const { anna, dialogId } = await dialogOf('anna', 'boris');
  await said(anna, dialogId, 'First');
  await settled(dialogId);
  const before = await databaseRequests();
  await setFault('hold-answer');
  const sending = said(anna, dialogId, 'Second');
  await moreRequests(before, 1);
  const ringing = letPass(delaySeconds, roomOf(dialogId));
  await moreRequests(before, 2);
  await setFault('none');
  const second = await sending;
  await ringing;
  await later(delaySeconds, dialogId);
  await later(delaySeconds, dialogId);
  expect(await received(dialogId, 'notification.pending')).toMatchObject([
    { data: { unread_count: 2, message: { id: second.id } } },
  ]);
});

it('who pins a dialog and gets no answer is still notified of what they have not read', async () => {
  const { anna, boris, dialogId } = await dialogOf('anna', 'boris');
  await said(anna, dialogId, 'Hello');
  await settled(dialogId);
  await setFault('drop-answer');
  expect((await boris.act(dialogId, 'pin')).status).toBe(503);
  await setFault('none');
  await later(10, dialogId);
  await later(delaySeconds, dialogId);
  expect(await received(dialogId, 'notification.pending')).toMatchObject([{ data: { user_id: boris.id } }]);
});

it('who was added and removed while no answers came is told of, coming and going', async () => {
  const { anna, dialogId } = await dialogOf('anna');
  const guest = unique('guest');
  const socket = await openSocket(anna.id);
  await setFault('drop-answer');
  const path = `/dialogs/${dialogId}/participants`;
  expect((await host.call('POST', path, { body: { user_id: guest, display_name: 'Guest' } })).status).toBe(
    503,
  );
  expect((await host.call('DELETE', `${path}/${guest}`)).status).toBe(503);
  await setFault('none');
  await said(user(anna.id), dialogId, 'Who was that?');
  await socket.heard('message.new', (event) => event.content === 'Who was that?');
  await settled(dialogId);

  const heard = socket.all('message.new').map((event) => event.system_event?.type ?? event.content);
  expect([...new Set(heard)]).toEqual(['participant_added', 'participant_removed', 'Who was that?']);
  expect(await received(dialogId, 'participant.left')).toHaveLength(1);
  expect(await received(dialogId, 'participant.joined')).toMatchObject([
    { data: { user_id: guest, participant: { display_name: 'Guest', joined_as: 'participant' } } },
  ]);
});
