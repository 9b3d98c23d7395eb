import { expect, test, vi } from 'vitest';
import { createFakeServer, networkError } from './support/fake-server.ts';
import { openStore, textsOf } from './support/stores.ts';

function serverWithDialog() {
  const server = createFakeServer();
  server.chat.addDialog('a');
  for (const text of ['one', 'two', 'three']) server.chat.write('a', 'anna', text);
  return server;
}

test('the first screen costs three requests: the list, the messages and the participants', async () => {
  const server = serverWithDialog();
  const store = openStore(server);
  await Promise.all([store.loadDialogs('active'), store.openDialog('a')]);
  expect(server.takeCalls().sort()).toEqual([
    'listDialogs participating false',
    'listMessages a',
    'listParticipants a',
  ]);
  expect(textsOf(store, 'a')).toEqual(['one', 'two', 'three']);
  expect(store.getState().wanted.size).toBe(0);
});

test('opening a dialog costs two requests, and opening it again none', async () => {
  const server = serverWithDialog();
  const store = openStore(server);
  await store.loadDialogs('active');
  server.takeCalls();
  await store.openDialog('a');
  expect(server.takeCalls()).toHaveLength(2);
  store.closeDialog('a');
  server.chat.write('a', 'anna', 'four');
  await store.openDialog('a');
  expect(server.takeCalls()).toEqual([]);
  expect(textsOf(store, 'a')).toEqual(['one', 'two', 'three', 'four']);
});

test('the divider stands before the first unread message, also when the dialog is opened again', async () => {
  const server = serverWithDialog();
  const store = openStore(server);
  await store.loadDialogs('active');
  await store.openDialog('a');
  const [first, , third] = server.chat.messages('a').map(({ id }) => id);
  const dividerOf = () => store.getState().timelines.get('a')?.firstUnreadId;
  expect(dividerOf()).toBe(first);
  store.markRead('a', third ?? '');
  expect(dividerOf()).toBe(first);
  store.closeDialog('a');
  const { id } = server.chat.write('a', 'anna', 'four');
  await store.openDialog('a');
  expect(dividerOf()).toBe(id);
});

test('a dialog is opened with so many messages that the first unread one is among them, if need be as many as a page has', async () => {
  const server = createFakeServer();
  const sizeOf = async (dialogId: string, unread: number) => {
    server.chat.addDialog(dialogId);
    for (let index = 0; index < 200; index++) server.chat.write(dialogId, 'anna', String(index));
    const lastRead = server.chat.messages(dialogId).at(-unread - 1);
    server.chat.read(dialogId, 'me', lastRead?.id ?? '');
    const store = openStore(server);
    await store.loadDialogs('active');
    await store.openDialog(dialogId);
    return textsOf(store, dialogId).length;
  };
  expect(await sizeOf('a', 5)).toBe(50);
  expect(await sizeOf('b', 60)).toBe(80);
  expect(await sizeOf('c', 150)).toBe(100);
});

test('what is loaded waits for the socket, so that nothing is missed and nothing is loaded twice', async () => {
  const server = serverWithDialog();
  server.settings.connectsAtOnce = false;
  const store = openStore(server);
  const loaded = store.loadDialogs('active');
  await Promise.resolve();
  expect(server.calls).toEqual([]);
  server.connect();
  await loaded;
  expect(server.calls).toHaveLength(1);
});

test('a socket that does not come is not waited for long, and what was loaded without it is loaded anew', async () => {
  vi.useFakeTimers();
  const server = serverWithDialog();
  server.settings.connectsAtOnce = false;
  const store = openStore(server);
  const loaded = Promise.all([store.loadDialogs('active'), store.openDialog('a')]);
  await vi.advanceTimersByTimeAsync(800);
  await loaded;
  expect(server.takeCalls()).toHaveLength(3);
  server.chat.write('a', 'anna', 'missed');
  server.connect();
  await vi.advanceTimersByTimeAsync(0);
  expect(server.takeCalls()).toHaveLength(3);
  expect(textsOf(store, 'a').at(-1)).toBe('missed');
  vi.useRealTimers();
});

test('a long conversation is read page by page, both ways, without gaps or doubles', async () => {
  const server = createFakeServer();
  server.chat.addDialog('a');
  for (let index = 0; index < 270; index++) server.chat.write('a', 'anna', String(index));
  const store = openStore(server);
  await store.openDialog('a');
  expect(textsOf(store, 'a')[0]).toBe('220');
  await Promise.all([store.loadOlder('a'), store.loadOlder('a')]);
  expect(server.takeCalls().filter((call) => call.startsWith('listMessages'))).toHaveLength(2);
  expect(textsOf(store, 'a')[0]).toBe('120');

  const old = server.chat.messages('a')[10]?.id ?? '';
  expect(await store.jumpToMessage('a', old)).toBe(true);
  expect(textsOf(store, 'a')[0]).toBe('0');
  server.chat.write('a', 'anna', 'beyond');
  expect(store.getState().timelines.get('a')).toMatchObject({ newCount: 1, hasMoreAfter: true });
  while (store.getState().timelines.get('a')?.hasMoreAfter) await store.loadNewer('a');
  expect(textsOf(store, 'a')).toEqual(server.chat.messages('a').map(({ content }) => content));
  expect(store.getState().timelines.get('a')?.newCount).toBe(0);

  server.takeCalls();
  await store.jumpToMessage('a', old);
  await store.jumpToNewest('a');
  expect(server.takeCalls()).toEqual([]);
});

test('a message that is not there leaves what is on the screen', async () => {
  const server = serverWithDialog();
  const store = openStore(server);
  await store.openDialog('a');
  expect(await store.jumpToMessage('a', 'nowhere')).toBe(false);
  expect(textsOf(store, 'a')).toEqual(['one', 'two', 'three']);
});

test('of two searches the later one counts, whichever is answered first', async () => {
  const server = serverWithDialog();
  server.chat.addDialog('b');
  const store = openStore(server);
  await store.loadDialogs('active');
  server.settings.isManual = true;
  const searches = [store.search('Dialog a'), store.search('Dialog b')];
  await vi.waitFor(() => expect(server.answersOnTheirWay()).toBe(2));
  server.deliverAnswer(1);
  server.deliverAnswer(0);
  await Promise.all(searches);
  expect(store.getState().search?.lists.active.ids).toEqual(['b']);
  await store.search('');
  expect(store.getState().search).toBeNull();
});

test('a list that fails says why, and loads when it is asked again', async () => {
  const server = serverWithDialog();
  server.settings.faultOf = () => ({ error: networkError });
  const store = openStore(server);
  await store.loadDialogs('active');
  expect(store.getState().lists.active).toMatchObject({ status: 'failed', error: { code: 'NETWORK' } });
  server.settings.faultOf = () => undefined;
  await store.loadDialogs('active');
  expect(store.getState().lists.active.status).toBe('ready');
  expect(store.getState().lists.active.error).toBeUndefined();
});
