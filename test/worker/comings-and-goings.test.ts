import { expect, test } from 'vitest';
import { host, unique, user } from './support/api.ts';
import { added, dialogOf, removed, said, type User } from './support/dialog.ts';
import { openSocket, type TestSocket } from './support/socket.ts';

/** What a socket heard of one dialog, in short, by the time a message of another one reaches it. */
async function heardOf(dialogId: string, socket: TestSocket, listener: User): Promise<string[]> {
  const other = await host.createDialog({ participants: [listener.id] });
  const last = await said(listener, other.id, 'The end');
  await socket.heard('message.new', (event) => event.id === last.id);
  const own = socket.events.filter((event) => 'dialog_id' in event && event.dialog_id === dialogId);
  return own.map((event) => {
    if (event.type !== 'message.new') return event.type;
    return event.system_event?.type ?? event.content;
  });
}

test('someone who is added hears of it first, and nothing of what was said before', async () => {
  const { ada, dialogId } = await dialogOf('ada');
  const bob = user(unique('bob'));
  const socket = await openSocket(bob.id);
  const early = await said(ada, dialogId, 'Before');
  await added(bob.id, dialogId);
  await said(ada, dialogId, 'After');
  await ada.edit(dialogId, early.id, 'Before, edited');
  expect(await heardOf(dialogId, socket, bob)).toEqual([
    'participant.joined',
    'participant_added',
    'After',
    'message.edited',
  ]);
});

test('someone who joins by their scope is announced as one who joined', async () => {
  const tenant = unique('tenant');
  const ada = user(unique('ada'));
  const bob = user(unique('bob'), { tenant_uid: tenant });
  const dialog = await host.createDialog({ participants: [ada.id], access_scopes: [{ tenant_uid: tenant }] });
  const [adas, bobs] = [await openSocket(ada.id), await openSocket(bob.id)];
  const { data: participant } = await bob.join(dialog.id, { display_name: 'Bob' });
  const joined = await adas.heard('participant.joined', (event) => event.user_id === bob.id);
  expect(joined).toEqual({ type: 'participant.joined', dialog_id: dialog.id, user_id: bob.id, participant });
  expect(participant).toMatchObject({ display_name: 'Bob', joined_as: 'member', is_online: true });
  expect(await heardOf(dialog.id, adas, ada)).toEqual(['participant.joined', 'participant_joined']);
  expect(await heardOf(dialog.id, bobs, bob)).toEqual(['participant.joined', 'participant_joined']);
});

test.each(['leaves', 'is removed'])(
  'someone who %s hears that they left, and nothing after it',
  async (way) => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const socket = await openSocket(bob.id);
    const staying = await openSocket(ada.id);
    const message = await said(ada, dialogId, 'Hi');
    if (way === 'leaves') await bob.leave(dialogId);
    else await removed(bob.id, dialogId);
    await said(ada, dialogId, 'He is gone');
    await ada.edit(dialogId, message.id, 'Bye');
    await ada.remove(dialogId, message.id);
    await added(unique('carol'), dialogId);
    expect(await heardOf(dialogId, socket, bob)).toEqual(['Hi', 'participant.left']);
    expect(await socket.heard('participant.left')).toEqual({
      type: 'participant.left',
      dialog_id: dialogId,
      user_id: bob.id,
    });
    const system = way === 'leaves' ? 'participant_left' : 'participant_removed';
    expect((await heardOf(dialogId, staying, ada)).slice(0, 5)).toEqual([
      'Hi',
      'participant.left',
      system,
      'He is gone',
      'message.edited',
    ]);
  },
);

test('someone who left hears nothing, whatever they subscribe to and however many sockets they open', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  await bob.leave(dialogId);
  const sockets = [await openSocket(bob.id), await openSocket(bob.id)];
  for (const socket of sockets) {
    socket.say({ type: 'subscribe', dialog_id: dialogId });
    await socket.settled();
  }
  await said(ada, dialogId, 'He is gone');
  for (const socket of sockets) expect(await heardOf(dialogId, socket, bob)).toEqual([]);
});

test('someone who comes back hears what follows, and nothing of what they missed', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const socket = await openSocket(bob.id);
  await bob.leave(dialogId);
  await said(ada, dialogId, 'Missed');
  await added(bob.id, dialogId);
  await said(ada, dialogId, 'Welcome back');
  const heard = await heardOf(dialogId, socket, bob);
  expect(heard).toEqual(['participant.left', 'participant.joined', 'participant_added', 'Welcome back']);
  const inDialog = await openSocket(bob.id, dialogId);
  await said(ada, dialogId, 'Here too');
  await inDialog.heard('message.new', (event) => event.content === 'Here too');
});

test('people who come and go while others talk hear exactly what was said in between', async () => {
  const { ada, dialogId } = await dialogOf('ada');
  const bob = user(unique('bob'));
  const [staying, passing] = [await openSocket(ada.id), await openSocket(bob.id)];
  const talk = Promise.all(Array.from({ length: 20 }, (_, index) => said(ada, dialogId, `Message ${index}`)));
  await added(bob.id, dialogId);
  const more = Promise.all(
    Array.from({ length: 20 }, (_, index) => said(ada, dialogId, `Message ${index + 20}`)),
  );
  await removed(bob.id, dialogId);
  await Promise.all([talk, more]);

  const all = await heardOf(dialogId, staying, ada);
  const between = all.slice(all.indexOf('participant.joined'), all.indexOf('participant.left') + 1);
  expect(all.filter((what) => what.startsWith('Message'))).toHaveLength(40);
  expect(await heardOf(dialogId, passing, bob)).toEqual(between);
});

test('connecting leaves no gap: what REST does not show yet is heard', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  let isTalking = true;
  const talk = (async () => {
    for (let index = 0; isTalking; index += 1) await said(ada, dialogId, `Message ${index}`);
  })();
  const socket = await openSocket(bob.id);
  const { messages } = (await bob.messages(dialogId, '?limit=100')).data;
  isTalking = false;
  await talk;
  const last = await said(ada, dialogId, 'The end');
  await socket.heard('message.new', (event) => event.id === last.id);

  const { messages: stored } = (await bob.messages(dialogId, '?limit=100')).data;
  const known = new Set([
    ...messages.map((message) => message.id),
    ...socket.all('message.new').map((event) => event.id),
  ]);
  expect(stored.filter((message) => !known.has(message.id))).toEqual([]);
});
