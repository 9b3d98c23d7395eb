import { abortAllDurableObjects } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { host } from './support/api.ts';
import { dialogOf, removed, said, type User } from './support/dialog.ts';
import { openSocket, type TestSocket } from './support/socket.ts';

// The clock stands still unless a test moves it, so that what is typed twice is always typed too soon.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(async () => {
  vi.useRealTimers();
  // Objects made while the clock stood still would wait for their timers for ever.
  await abortAllDurableObjects();
});

/** Says that its user is typing; resolves when the room has heard it. */
async function type(socket: TestSocket, dialogId: string): Promise<void> {
  socket.say({ type: 'typing', dialog_id: dialogId });
  await socket.settled();
  await env.DIALOG_ROOM.getByName(dialogId).onlineUserIds();
}

async function subscribe(socket: TestSocket, dialogId: string): Promise<void> {
  socket.say({ type: 'subscribe', dialog_id: dialogId });
  await socket.settled();
}

/** Whose typing a socket has heard of by the time a message reaches it. */
async function typists(socket: TestSocket, author: User, dialogId: string): Promise<string[]> {
  const { id } = await said(author, dialogId, 'Done typing');
  await socket.heard('message.new', (event) => event.id === id);
  return socket.all('typing').map((event) => event.user_id);
}

test('typing is told to the sockets that subscribed, with exactly these fields, and to no other', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const typing = await openSocket(ada.id);
  const [subscribed, silent] = [await openSocket(bob.id), await openSocket(bob.id)];
  await subscribe(subscribed, dialogId);
  await type(typing, dialogId);
  expect(await subscribed.heard('typing')).toEqual({ type: 'typing', dialog_id: dialogId, user_id: ada.id });
  expect(await typists(silent, ada, dialogId)).toEqual([]);
});

test('a dialog socket is subscribed to its dialog, always', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const typing = await openSocket(ada.id, dialogId);
  const listening = await openSocket(bob.id, dialogId);
  listening.say({ type: 'unsubscribe', dialog_id: dialogId });
  await listening.settled();
  await type(typing, dialogId);
  expect(await typists(listening, ada, dialogId)).toEqual([ada.id]);
});

test('a dialog socket types in its own dialog alone', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const other = await host.createDialog({ participants: [ada.id, bob.id] });
  const typing = await openSocket(ada.id, other.id);
  const listening = await openSocket(bob.id, dialogId);
  await type(typing, dialogId);
  expect(await typists(listening, ada, dialogId)).toEqual([]);
});

test('the typist hears nothing of it, on none of their sockets', async () => {
  const { ada, dialogId } = await dialogOf('ada', 'bob');
  const sockets = [
    await openSocket(ada.id),
    await openSocket(ada.id),
    await openSocket(ada.id, dialogId),
  ] as const;
  await subscribe(sockets[0], dialogId);
  await subscribe(sockets[1], dialogId);
  await type(sockets[0], dialogId);
  for (const socket of sockets) expect(await typists(socket, ada, dialogId)).toEqual([]);
});

test('typing is heard for one dialog by those who subscribed to that one', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const other = await host.createDialog({ participants: [ada.id, bob.id] });
  const [typing, listening] = [await openSocket(ada.id), await openSocket(bob.id)];
  await subscribe(listening, other.id);
  await type(typing, dialogId);
  expect(await typists(listening, ada, dialogId)).toEqual([]);
});

test('after unsubscribing there is no more of it', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const [typing, listening] = [await openSocket(ada.id), await openSocket(bob.id)];
  await subscribe(listening, dialogId);
  await type(typing, dialogId);
  await listening.heard('typing');
  listening.say({ type: 'unsubscribe', dialog_id: dialogId });
  await listening.settled();
  vi.setSystemTime(Date.now() + 10_000);
  await type(typing, dialogId);
  expect(await typists(listening, ada, dialogId)).toEqual([ada.id]);
});

test('typing is passed on at most once in 2 seconds for each user, however many sockets they type on', async () => {
  const { ada, bob, carol, dialogId } = await dialogOf('ada', 'bob', 'carol');
  const [first, second] = [await openSocket(ada.id), await openSocket(ada.id, dialogId)];
  const carols = await openSocket(carol.id);
  const listening = await openSocket(bob.id, dialogId);
  await type(first, dialogId);
  await type(second, dialogId);
  await type(carols, dialogId);
  vi.setSystemTime(Date.now() + 1_999);
  await type(first, dialogId);
  expect(await typists(listening, ada, dialogId)).toEqual([ada.id, carol.id]);
  vi.setSystemTime(Date.now() + 1);
  await type(first, dialogId);
  await type(second, dialogId);
  expect(await typists(listening, ada, dialogId)).toEqual([ada.id, carol.id, ada.id]);
});

test('the limit of one dialog is not that of another', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const other = await host.createDialog({ participants: [ada.id, bob.id] });
  const [typing, listening] = [await openSocket(ada.id), await openSocket(bob.id)];
  for (const id of [dialogId, other.id]) await subscribe(listening, id);
  for (const id of [dialogId, other.id]) await type(typing, id);
  await listening.heard('typing', (event) => event.dialog_id === other.id);
  expect(listening.all('typing').map((event) => event.dialog_id)).toEqual([dialogId, other.id]);
});

test('someone who does not take part types unheard and hears nobody type, though they subscribe', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const { eve, dialogId: own } = await dialogOf('eve');
  const [adas, bobs, eves] = [await openSocket(ada.id), await openSocket(bob.id), await openSocket(eve.id)];
  await subscribe(bobs, dialogId);
  await subscribe(eves, dialogId);
  await type(eves, dialogId);
  await type(adas, dialogId);
  expect(await typists(bobs, ada, dialogId)).toEqual([ada.id]);
  expect(await typists(eves, eve, own)).toEqual([]);
  expect(eves.all('error')).toEqual([]);
});

test('someone who was removed types unheard and hears nobody type, though they had subscribed', async () => {
  const { ada, bob, carol, dialogId } = await dialogOf('ada', 'bob', 'carol');
  const own = await host.createDialog({ participants: [carol.id] });
  const [adas, bobs, carols] = [
    await openSocket(ada.id),
    await openSocket(bob.id),
    await openSocket(carol.id),
  ];
  await subscribe(bobs, dialogId);
  await subscribe(carols, dialogId);
  await removed(carol.id, dialogId);
  await subscribe(carols, dialogId);
  await type(carols, dialogId);
  await type(adas, dialogId);
  expect(await typists(bobs, ada, dialogId)).toEqual([ada.id]);
  expect(await typists(carols, carol, own.id)).toEqual([]);
});

test('typing in and subscribing to a dialog that does not exist are ignored', async () => {
  const { ada, dialogId } = await dialogOf('ada');
  const socket = await openSocket(ada.id);
  const nowhere = crypto.randomUUID();
  await subscribe(socket, nowhere);
  await type(socket, nowhere);
  expect(await typists(socket, ada, dialogId)).toEqual([]);
  expect(socket.all('error')).toEqual([]);
  expect((await ada.dialog(nowhere)).status).toBe(404);
});

test('an id in capitals means the same dialog', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const [typing, listening] = [await openSocket(ada.id), await openSocket(bob.id)];
  await subscribe(listening, dialogId.toUpperCase());
  await type(typing, dialogId.toUpperCase());
  expect(await typists(listening, ada, dialogId)).toEqual([ada.id]);
});
