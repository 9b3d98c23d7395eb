import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { host, unique } from './support/api.ts';
import { added, dialogOf, removed, said, type User } from './support/dialog.ts';
import { openSocket, type TestSocket } from './support/socket.ts';
import { fallAsleep, letPass } from './support/time.ts';

const inboxOf = (person: User) => env.USER_INBOX.getByName(person.id);
const roomOf = (dialogId: string) => env.DIALOG_ROOM.getByName(dialogId);

/** Ada and Bob in a dialog, each with a user socket, and Bob with a dialog socket too. */
async function connected() {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const adas = await openSocket(ada.id);
  const bobs = await openSocket(bob.id);
  const bobsDialog = await openSocket(bob.id, dialogId);
  await adas.heard('presence.update');
  /** All three objects lose their memory, as they do after some seconds in which nothing happens. */
  const everyoneSleeps = async () => {
    for (const object of [inboxOf(ada), inboxOf(bob), roomOf(dialogId)]) await fallAsleep(object);
  };
  return { ada, bob, dialogId, adas, bobs, bobsDialog, everyoneSleeps };
}

const contents = (socket: TestSocket) => socket.all('message.new').map((event) => event.content);

describe('after the objects slept', () => {
  test('sockets are open and hear what follows, in order and once', async () => {
    const { ada, bob, dialogId, adas, bobs, bobsDialog, everyoneSleeps } = await connected();
    const expected: string[] = [];
    for (const content of ['One', 'Two', 'Three']) {
      await everyoneSleeps();
      await said(content === 'Two' ? bob : ada, dialogId, content);
      expected.push(content);
      for (const socket of [adas, bobs, bobsDialog]) {
        await socket.heard('message.new', (event) => event.content === content);
        expect(contents(socket)).toEqual(expected);
      }
    }
    const { messages } = (await ada.messages(dialogId, '?limit=3')).data;
    expect(messages.map((message) => message.content)).toEqual(expected);
  });

  test('a message may be edited, read and deleted, and everyone hears of it', async () => {
    const { ada, bob, dialogId, adas, bobsDialog, everyoneSleeps } = await connected();
    const { id } = await said(ada, dialogId, 'One');
    await adas.heard('message.new');
    await everyoneSleeps();
    await ada.edit(dialogId, id, 'Two');
    await everyoneSleeps();
    await bob.read(dialogId, id);
    await everyoneSleeps();
    await ada.remove(dialogId, id);
    for (const socket of [adas, bobsDialog]) {
      await socket.heard('message.deleted');
      const types = socket.events.map((event) => event.type).filter((type) => type.startsWith('message.'));
      expect(types).toEqual(['message.new', 'message.edited', 'message.read', 'message.deleted']);
    }
  });

  test('a retry is still recognised', async () => {
    const { ada, dialogId, adas, everyoneSleeps } = await connected();
    const first = await said(ada, dialogId, 'One', { client_message_id: 'a' });
    await adas.heard('message.new');
    await everyoneSleeps();
    const retry = await ada.send(dialogId, 'One', { client_message_id: 'a' });
    expect([retry.status, retry.data.id]).toEqual([200, first.id]);
    await said(ada, dialogId, 'Two');
    await adas.heard('message.new', (event) => event.content === 'Two');
    expect(contents(adas)).toEqual(['One', 'Two']);
  });

  test('subscriptions are remembered, and what was unsubscribed from is not', async () => {
    const { ada, bob, dialogId, adas, bobs, bobsDialog, everyoneSleeps } = await connected();
    bobs.say({ type: 'subscribe', dialog_id: dialogId });
    await bobs.settled();
    await everyoneSleeps();
    adas.say({ type: 'typing', dialog_id: dialogId });
    await bobs.heard('typing');
    await bobsDialog.heard('typing');
    bobs.say({ type: 'unsubscribe', dialog_id: dialogId });
    await bobs.settled();
    await everyoneSleeps();
    adas.say({ type: 'typing', dialog_id: dialogId });
    await bobsDialog.heard('typing', () => bobsDialog.all('typing').length === 2);
    await said(ada, dialogId, 'Done');
    await bobs.heard('message.new');
    expect(bobs.all('typing').map((event) => event.user_id)).toEqual([ada.id]);
    expect((await bob.participants(dialogId)).data.map((person) => person.is_online)).toEqual([true, true]);
  });

  test('who is online is remembered, and going offline is told once', async () => {
    const { ada, bob, dialogId, adas, bobs, bobsDialog, everyoneSleeps } = await connected();
    const online = async () =>
      (await ada.participants(dialogId)).data.find((one) => one.user_id === bob.id)?.is_online;
    await everyoneSleeps();
    expect(await online()).toBe(true);
    bobs.close();
    await bobs.closed;
    await everyoneSleeps();
    bobsDialog.close();
    await bobsDialog.closed;
    const heardAfterFiveSeconds = async () => {
      await letPass(5, inboxOf(bob));
      return adas.all('presence.update').map((event) => event.is_online);
    };
    await expect.poll(heardAfterFiveSeconds).toEqual([true, false]);
    expect(await online()).toBe(false);
    await everyoneSleeps();
    await openSocket(bob.id);
    await adas.heard('presence.update', () => adas.all('presence.update').length === 3);
    expect(await online()).toBe(true);
  });

  test('going offline is still announced when the inbox slept between the last close and its alarm', async () => {
    const { bob, dialogId } = await dialogOf('ada', 'bob');
    const { carol } = await dialogOf('carol');
    await added(carol.id, dialogId);
    const listening = await openSocket(carol.id);
    const bobs = await openSocket(bob.id);
    await listening.heard('presence.update', (event) => event.is_online);
    bobs.close();
    await bobs.closed;
    await fallAsleep(inboxOf(bob));
    await letPass(5, inboxOf(bob));
    await listening.heard('presence.update', (event) => !event.is_online);
  });

  test('being online is told once, though several rooms tell of it and the listener sleeps', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    await host.createDialog({ participants: [ada.id, bob.id] });
    const listening = await openSocket(ada.id);
    await fallAsleep(inboxOf(ada));
    const bobs = await openSocket(bob.id);
    await fallAsleep(inboxOf(ada));
    await fallAsleep(inboxOf(bob));
    await openSocket(bob.id);
    await bobs.settled();
    await said(bob, dialogId, 'Hello');
    await listening.heard('message.new');
    expect(listening.all('presence.update').map((event) => event.is_online)).toEqual([true]);
  });

  test('who leaves or is removed hears that and nothing more, and their dialog sockets close', async () => {
    const { ada, bob, dialogId, adas, bobs, bobsDialog, everyoneSleeps } = await connected();
    await everyoneSleeps();
    await removed(bob.id, dialogId);
    expect((await bobsDialog.closed).code).toBe(4403);
    await bobs.heard('participant.left');
    await everyoneSleeps();
    await said(ada, dialogId, 'He is gone');
    await adas.heard('message.new', (event) => event.content === 'He is gone');
    await said(bob, (await host.createDialog({ participants: [bob.id] })).id, 'Alone');
    await bobs.heard('message.new', (event) => event.content === 'Alone');
    expect(contents(bobs).filter((content) => content === 'He is gone')).toEqual([]);
  });

  test('who is added hears what follows', async () => {
    const { ada, dialogId, adas, everyoneSleeps } = await connected();
    const { carol } = await dialogOf('carol');
    const carols = await openSocket(carol.id);
    await everyoneSleeps();
    await fallAsleep(inboxOf(carol));
    await added(carol.id, dialogId);
    await carols.heard('participant.joined');
    expect((await adas.heard('participant.joined')).participant.is_online).toBe(true);
    await everyoneSleeps();
    await fallAsleep(inboxOf(carol));
    await said(ada, dialogId, 'Welcome');
    await carols.heard('message.new', (event) => event.content === 'Welcome');
  });

  test('a dialog may be deleted, and everyone hears of it', async () => {
    const { dialogId, adas, bobs, bobsDialog, everyoneSleeps } = await connected();
    await everyoneSleeps();
    expect((await host.call('DELETE', `/dialogs/${dialogId}`)).status).toBe(204);
    for (const socket of [adas, bobs, bobsDialog]) await socket.heard('dialog.deleted');
    expect((await bobsDialog.closed).code).toBe(4403);
  });
});

test('a room that never woke for a user still knows its members when they connect', async () => {
  const { ada, dialogId } = await dialogOf('ada');
  await fallAsleep(roomOf(dialogId));
  const socket = await openSocket(ada.id, dialogId);
  await fallAsleep(roomOf(dialogId));
  await expect(openSocket(unique('eve'), dialogId)).rejects.toThrow('403');
  await said(ada, dialogId, 'Hello');
  await socket.heard('message.new');
});

test('objects may sleep as soon as Postgres has answered: no timer of a query keeps them awake', async () => {
  const { ada, dialogId } = await dialogOf('ada');
  const socket = await openSocket(ada.id);
  await said(ada, dialogId, 'Good night');
  await socket.heard('message.new');
  const begun = Date.now();
  // Eviction waits for what is under way. A query gives up after ten seconds.
  for (const object of [inboxOf(ada), roomOf(dialogId)]) await fallAsleep(object);
  expect(Date.now() - begun).toBeLessThan(5_000);
});
