import { expect, onTestFinished, test, vi } from 'vitest';
import { ChatError } from '../../../sdk-vue/client/chat-error.ts';
import { createFakeServer } from './support/fake-server.ts';
import { openStore, textsOf } from './support/stores.ts';

function serverWithMessages(count: number) {
  const server = createFakeServer();
  server.chat.addDialog('a');
  server.chat.addDialog('b');
  for (let index = 0; index < count; index++) server.chat.write('a', 'anna', String(index));
  return server;
}

test('after a reconnect the lists, the open conversation and its people are as if nothing had happened', async () => {
  const server = serverWithMessages(3);
  const store = openStore(server);
  await store.loadDialogs('active');
  await store.openDialog('a');
  const [first, second] = server.chat.messages('a').map(({ id }) => id);
  server.cut();
  expect(store.getState().connection).toBe('offline');
  server.chat.edit('a', first ?? '', 'edited');
  server.chat.remove('a', second ?? '');
  server.chat.write('a', 'anna', 'missed');
  server.chat.join('a', 'bob');
  server.chat.delete('b');
  server.chat.addDialog('c');
  server.takeCalls();
  server.connect();
  await vi.waitFor(() => expect(textsOf(store, 'a')).toEqual(['edited', '-', '2', 'missed']));
  await vi.waitFor(() => expect([...store.getState().dialogs.keys()].sort()).toEqual(['a', 'c']));
  expect(
    store
      .getState()
      .participants.get('a')
      ?.list.map(({ user_id }) => user_id),
  ).toContain('bob');
  expect(store.getState().connection).toBe('online');
  expect(server.takeCalls()).toHaveLength(3);
});

test('who reads far up stays there: the window is loaded around the first message they see', async () => {
  const server = serverWithMessages(200);
  const store = openStore(server);
  await store.openDialog('a');
  await store.loadOlder('a');
  const anchor = server.chat.messages('a')[120]?.id ?? '';
  store.setAnchor('a', anchor);
  server.cut();
  server.chat.edit('a', anchor, 'edited');
  server.connect();
  await vi.waitFor(() => expect(textsOf(store, 'a')).toContain('edited'));
  expect(store.getState().timelines.get('a')).toMatchObject({ hasMoreBefore: true, hasMoreAfter: true });
});

test('what was not on the screen is loaded anew when it is opened', async () => {
  const server = serverWithMessages(3);
  const store = openStore(server);
  await store.openDialog('a');
  await vi.waitFor(() => expect(store.getState().wanted.size).toBe(0));
  store.closeDialog('a');
  server.cut();
  server.chat.write('a', 'anna', 'missed');
  server.takeCalls();
  server.connect();
  await vi.waitFor(() => expect(store.getState().connection).toBe('online'));
  expect(server.takeCalls()).toEqual([]);
  await store.openDialog('a');
  expect(textsOf(store, 'a')).toEqual(['0', '1', '2', 'missed']);
  expect(server.takeCalls()).toHaveLength(2);
});

test('unsent messages go out only after what was missed is there', async () => {
  const server = serverWithMessages(1);
  const store = openStore(server);
  await store.openDialog('a');
  server.cut();
  server.chat.write('a', 'anna', 'missed');
  store.send('a', { content: 'mine' });
  server.connect();
  await vi.waitFor(() => expect(textsOf(store, 'a')).toEqual(['0', 'missed', 'mine']));
});

test('a connection that is refused for good says why, and a new token tries again', async () => {
  const server = serverWithMessages(1);
  const store = openStore(server);
  await store.loadDialogs('active');
  const heard: string[] = [];
  for (const name of ['connected', 'disconnected', 'error'] as const) store.on(name, () => heard.push(name));
  const error = new ChatError('UNAUTHORIZED', 'expired', { status: 401 });
  server.sockets[0]?.options.onStatus({ state: 'closed', reason: 'unauthorized', error });
  expect(store.getState()).toMatchObject({ connection: 'closed', closedBecause: { code: 'UNAUTHORIZED' } });
  store.setConnection({ baseUrl: 'http://chat.test', userId: 'me', token: 'new' });
  await vi.waitFor(() => expect(store.getState().connection).toBe('online'));
  expect(store.getState().closedBecause).toBeUndefined();
  expect(heard).toEqual(['disconnected', 'error', 'connected']);
});

test('inline, one socket follows the dialog on the screen, where the user takes part in it', async () => {
  const server = serverWithMessages(2);
  server.chat.addDialog('c', ['anna']);
  const store = openStore(server, { reach: 'dialog' });
  await store.loadObject('order', '1');
  expect(store.getState()).toMatchObject({ connection: 'online', object: { ids: ['a', 'b', 'c'] } });
  expect(server.sockets).toHaveLength(0);
  await store.openDialog('a');
  expect(server.takeCalls()).toEqual(['listObjectDialogs', 'listMessages a', 'listParticipants a']);
  expect(server.sockets.map(({ options }) => options.dialogId)).toEqual(['a']);
  server.chat.write('a', 'anna', 'live');
  expect(textsOf(store, 'a').at(-1)).toBe('live');

  store.closeDialog('a');
  await store.openDialog('c');
  expect(server.sockets).toHaveLength(1);
  await store.join('c', { displayName: 'Me', company: 'Mine' });
  await vi.waitFor(() => expect(server.sockets.at(-1)?.options.dialogId).toBe('c'));
  await vi.waitFor(() => expect(store.getState().timelines.get('c')?.status).toBe('ready'));
});

test('what could not be loaded after a reconnect is tried again, until nothing is missing', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const server = serverWithMessages(1);
  const store = openStore(server);
  await store.loadDialogs('active');
  await store.openDialog('a');
  server.cut();
  server.chat.write('a', 'anna', 'missed');
  server.chat.addDialog('c');
  const tooMany = new ChatError('RATE_LIMITED', 'slow down', { status: 429, retryAfterSeconds: 7 });
  server.settings.faultOf = (call) => (call.startsWith('list') ? { error: tooMany } : undefined);
  server.connect();
  await vi.advanceTimersByTimeAsync(6_900);
  expect(textsOf(store, 'a')).toEqual(['0']);

  server.settings.faultOf = () => undefined;
  await vi.advanceTimersByTimeAsync(200);
  expect(textsOf(store, 'a')).toEqual(['0', 'missed']);
  expect([...store.getState().dialogs.keys()]).toContain('c');
  server.takeCalls();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.takeCalls()).toEqual([]);
});

test('unsent messages wait for all that was missed, also where the connection is lost again meanwhile', async () => {
  const server = serverWithMessages(1);
  const store = openStore(server);
  await store.openDialog('a');
  await vi.waitFor(() => expect(store.getState().wanted.size).toBe(0));
  server.cut();
  server.chat.write('a', 'anna', 'missed');
  store.send('a', { content: 'mine' });
  server.settings.isManual = true;
  server.connect();
  await vi.waitFor(() => expect(server.answersOnTheirWay()).toBe(2));
  server.cut();
  server.connect();
  await vi.waitFor(() => expect(server.answersOnTheirWay()).toBe(4));
  // What the first connection asked for is answered, and of no use any more.
  server.deliverAnswer(0);
  server.deliverAnswer(0);
  server.settings.isManual = false;
  await new Promise((resolve) => setTimeout(resolve));
  expect(server.calls).not.toContain('sendMessage mine');
  server.deliverAnswer(0);
  server.deliverAnswer(0);
  await vi.waitFor(() => expect(textsOf(store, 'a')).toEqual(['0', 'missed', 'mine']));
});
