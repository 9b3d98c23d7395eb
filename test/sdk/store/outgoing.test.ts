import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { ChatError } from '../../../sdk-vue/client/chat-error.ts';
import { createMemoryStorage, createOutgoingStorage } from '../../../sdk-vue/store/outgoing-storage.ts';
import { createFakeServer, type Fault, networkError, refusal } from './support/fake-server.ts';
import { openStore, textsOf } from './support/stores.ts';

function serverWithDialog() {
  const server = createFakeServer();
  server.chat.addDialog('a');
  return server;
}

const storedTexts = (server: ReturnType<typeof createFakeServer>) =>
  server.chat.messages('a').map(({ content }) => content);

test('a message is shown at once, and replaced by the stored one, whichever of answer and event is first', async () => {
  for (const first of ['answer', 'event']) {
    const server = serverWithDialog();
    const store = openStore(server);
    await store.loadDialogs('active');
    await store.openDialog('a');
    const sent: string[] = [];
    store.on('message-sent', ({ content }) => sent.push(content));
    server.settings.isManual = true;
    const id = store.send('a', { content: 'hello' });
    expect(store.getState().outgoing).toMatchObject([{ clientMessageId: id, status: 'sending' }]);
    await vi.waitFor(() => expect(server.answersOnTheirWay()).toBe(1));
    if (first === 'answer') server.deliverAnswer(0);
    else server.deliverEvents();
    await vi.waitFor(() => expect(store.getState().outgoing).toEqual([]));
    if (first === 'answer') server.deliverEvents();
    else server.deliverAnswer(0);
    await vi.waitFor(() => expect(server.answersOnTheirWay()).toBe(0));
    expect(textsOf(store, 'a')).toEqual(['hello']);
    expect(sent).toEqual(['hello']);
  }
});

test('however often the network fails, each message is stored once and in order', async () => {
  vi.useFakeTimers();
  const faults: fc.Arbitrary<Fault> = fc.constantFrom<Fault[]>(
    undefined,
    { error: networkError },
    { error: networkError, isDone: true },
    { error: new ChatError('INTERNAL_ERROR', 'a bug', { status: 500 }), isDone: true },
    { error: new ChatError('RATE_LIMITED', 'slowly', { status: 429, retryAfterSeconds: 2 }) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(faults, { maxLength: 12 }),
      fc.integer({ min: 1, max: 6 }),
      async (plan, count) => {
        const server = serverWithDialog();
        const store = openStore(server);
        await store.openDialog('a');
        server.settings.faultOf = (call) => (call.startsWith('sendMessage') ? plan.shift() : undefined);
        const texts = Array.from({ length: count }, (_, index) => `text ${index}`);
        for (const content of texts) store.send('a', { content });
        await vi.advanceTimersByTimeAsync(600_000);
        expect(storedTexts(server)).toEqual(texts);
        expect(textsOf(store, 'a')).toEqual(texts);
        expect(store.getState().outgoing).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
  vi.useRealTimers();
});

test('what the server refuses is kept to be sent again or discarded, and what comes after it goes on', async () => {
  const server = serverWithDialog();
  const store = openStore(server);
  const errors: string[] = [];
  store.on('error', ({ code }) => errors.push(code));
  server.settings.faultOf = (call) => (call.endsWith('bad') ? { error: refusal } : undefined);
  const bad = store.send('a', { content: 'bad' });
  store.send('a', { content: 'good' });
  await vi.waitFor(() => expect(storedTexts(server)).toEqual(['good']));
  expect(store.getState().outgoing).toMatchObject([{ clientMessageId: bad, status: 'failed' }]);
  expect(errors).toEqual(['FORBIDDEN']);
  server.settings.faultOf = () => undefined;
  store.retry(bad);
  await vi.waitFor(() => expect(storedTexts(server)).toEqual(['good', 'bad']));
  expect(store.getState().outgoing).toEqual([]);
});

test('what was written offline is there after a reload, and goes out in order when the connection is back', async () => {
  const server = serverWithDialog();
  server.settings.connectsAtOnce = false;
  const before = openStore(server, { outgoingStorage: createOutgoingStorage() });
  for (const content of ['one', 'two', 'three']) before.send('a', { content });
  const discarded = before.send('a', { content: 'never mind' });
  before.discard(discarded);
  const kept = createOutgoingStorage();
  const scope = JSON.stringify(['http://chat.test', 'me']);
  await vi.waitFor(async () => expect(await kept.list(scope)).toHaveLength(3));
  before.destroy();

  const after = openStore(server, { outgoingStorage: createOutgoingStorage() });
  await vi.waitFor(() => expect(after.getState().outgoing).toHaveLength(3));
  expect(storedTexts(server)).toEqual([]);
  server.connect();
  await vi.waitFor(() => expect(storedTexts(server)).toEqual(['one', 'two', 'three']));
  await vi.waitFor(async () => expect(await kept.list(scope)).toEqual([]));
});

test('two tabs that hold the same unsent messages store each of them once', async () => {
  const server = serverWithDialog();
  server.settings.connectsAtOnce = false;
  const shared = createMemoryStorage();
  const first = openStore(server, { outgoingStorage: shared });
  for (const content of ['one', 'two']) first.send('a', { content });
  const second = openStore(server, { outgoingStorage: shared });
  await vi.waitFor(() => expect(second.getState().outgoing).toHaveLength(2));
  for (const socket of server.sockets) {
    socket.status = { state: 'connected' };
    socket.options.onStatus(socket.status);
  }
  for (const store of [first, second]) {
    await vi.waitFor(() => expect(store.getState().outgoing).toEqual([]));
  }
  expect(storedTexts(server)).toEqual(['one', 'two']);
});

test('another user does not see the unsent messages of the one before', async () => {
  const server = serverWithDialog();
  server.settings.connectsAtOnce = false;
  const store = openStore(server);
  store.send('a', { content: 'mine' });
  store.setConnection({ baseUrl: 'http://chat.test', userId: 'anna' });
  expect(store.getState()).toMatchObject({ userId: 'anna', outgoing: [] });
  store.setConnection({ baseUrl: 'http://chat.test', userId: 'me' });
  await vi.waitFor(() => expect(store.getState().outgoing).toMatchObject([{ content: 'mine' }]));
});
