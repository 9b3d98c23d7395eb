import { expect, onTestFinished, test, vi } from 'vitest';
import { createMemoryStorage } from '../../../sdk-vue/store/outgoing-storage.ts';
import { createFakeServer, networkError, refusal } from './support/fake-server.ts';
import { openStore } from './support/stores.ts';

const connection = { baseUrl: 'http://chat.test', userId: 'me' };

function serverWithDialog() {
  const server = createFakeServer();
  server.chat.addDialog('a');
  return server;
}

test('a host that changes its configuration in place is understood all the same', async () => {
  const server = serverWithDialog();
  const own = { ...connection, scopeConfig: { tenant_uid: 'acme', scope_level1: ['sales'] } };
  const store = openStore(server, { connection: own });
  await store.loadDialogs('active');
  await store.loadObject('order', '1');
  server.takeCalls();
  own.scopeConfig.scope_level1.push('logistics');
  store.setConnection(own);
  await vi.waitFor(() =>
    expect(server.calls).toEqual(['listDialogs participating false', 'listObjectDialogs']),
  );
  own.userId = 'bob';
  store.setConnection(own);
  expect(store.getState().userId).toBe('bob');
});

test('what the user before has read is not told in the name of the next', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const server = serverWithDialog();
  const { id } = server.chat.write('a', 'anna', 'hello');
  const store = openStore(server, { connection });
  await store.openDialog('a');
  store.markRead('a', id);
  store.setConnection({ ...connection, userId: 'bob' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.takeCalls().filter((call) => call.startsWith('markRead'))).toEqual([]);
});

test('what was read just before the chat closes is told', async () => {
  const server = serverWithDialog();
  const { id } = server.chat.write('a', 'anna', 'hello');
  const store = openStore(server, { connection });
  await store.openDialog('a');
  store.markRead('a', id);
  store.destroy();
  await vi.waitFor(() => expect(server.calls).toContain(`markRead ${id}`));
});

test('a fault in a function of the host is reported to the page, and keeps nothing from being sent', async () => {
  const server = serverWithDialog();
  const store = openStore(server, { connection });
  await store.openDialog('a');
  const reported: unknown[] = [];
  vi.stubGlobal('queueMicrotask', (task: () => void) => {
    try {
      task();
    } catch (error) {
      reported.push(error);
    }
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const fault = new Error('a fault of the host');
  store.on('error', () => {
    throw fault;
  });
  server.settings.faultOf = (call) => (call === 'sendMessage refused' ? { error: refusal } : undefined);
  store.send('a', { content: 'refused' });
  store.send('a', { content: 'taken' });
  await vi.waitFor(() => expect(server.chat.messages('a').map(({ content }) => content)).toEqual(['taken']));
  expect(reported).toEqual([fault]);
});

test('a chat that was closed asks for nothing more, whatever was on its way', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const server = serverWithDialog();
  const store = openStore(server, { connection });
  await store.loadDialogs('active');
  server.settings.isManual = true;
  server.settings.faultOf = () => ({ error: networkError, isDone: true });
  server.chat.addDialog('new');
  server.chat.write('new', 'anna', 'hello');
  server.deliverEvents();
  await vi.advanceTimersByTimeAsync(500);
  expect(server.answersOnTheirWay()).toBe(1);
  store.destroy();
  server.takeCalls();
  server.deliverAnswer(0);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.takeCalls()).toEqual([]);
});

test('a page that ends in the middle of sending leaves the message for the next', async () => {
  const server = serverWithDialog();
  const kept = createMemoryStorage();
  const store = openStore(server, { connection, outgoingStorage: kept });
  await store.openDialog('a');
  server.settings.isManual = true;
  store.send('a', { content: 'one' });
  // Where the browser knows no locks, it is on its way before anybody hears that it waits.
  expect(store.getState().outgoing).toMatchObject([{ status: 'sending' }]);
  const scope = JSON.stringify([connection.baseUrl, connection.userId]);
  expect(await kept.list(scope)).toMatchObject([{ content: 'one', status: 'queued' }]);
});
