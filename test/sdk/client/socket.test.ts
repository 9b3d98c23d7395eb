// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChatClient } from '../../../sdk-vue/client/chat-client.ts';
import type { ServerEvent } from '../../../sdk-vue/client/contract.ts';
import type { ChatSocket, SocketStatus } from '../../../sdk-vue/client/socket-types.ts';
import { json, offline, refusal, stubFetch } from './support/fake-fetch.ts';
import { FakeWebSocket, stubWebSocket } from './support/fake-web-socket.ts';

const pingText = '{"type":"ping"}';
let newest: () => FakeWebSocket;
let socket: ChatSocket;
let statuses: SocketStatus[];
/** How long each wait was to be when it began, in ms: time goes on while a test looks. */
let announcedWaits: number[];
let events: ServerEvent[];

beforeEach(() => {
  vi.useFakeTimers();
  newest = stubWebSocket();
  stubFetch(json({ data: [], next_cursor: null }));
});
afterEach(() => {
  socket.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function open(fields: { token?: () => string; dialogId?: string } = {}) {
  const { dialogId, ...rest } = fields;
  statuses = [];
  announcedWaits = [];
  events = [];
  socket = createChatClient({ baseUrl: 'https://chat.example.com/', userId: 'ada', ...rest }).openSocket({
    ...(dialogId === undefined ? {} : { dialogId }),
    onEvent: (event) => events.push(event),
    onStatus(status) {
      statuses.push(status);
      if (status.state === 'waiting') announcedWaits.push(status.retryAt - Date.now());
    },
  });
  await vi.advanceTimersByTimeAsync(0);
}

async function openAccepted() {
  await open();
  newest().accept();
}

function wait(): number {
  const status = socket.status();
  if (status.state !== 'waiting') throw new Error(`It is ${status.state}`);
  return status.retryAt - Date.now();
}

describe('the handshake', () => {
  it('names the user in the address, and the dialog', async () => {
    await open({ dialogId: 'd' });
    expect(newest().url).toBe('wss://chat.example.com/api/v1/ws?user_id=ada&dialog_id=d');
    expect(newest().protocols).toBeUndefined();
  });

  it('carries the token as a subprotocol, never in the address', async () => {
    await open({ token: () => 'a.b.c' });
    expect(newest().protocols).toEqual(['mtchat', 'bearer.a.b.c']);
    expect(newest().url).not.toContain('a.b.c');
  });

  it('that is never answered is given up after 10 s', async () => {
    await open();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(socket.status().state).toBe('waiting');
  });
});

describe('what is heard', () => {
  it.each([
    'no JSON',
    '[]',
    'null',
    '{}',
    '{"type":1}',
    '{"type":"toString"}',
    '{"type":"of.tomorrow"}',
    '{"type":"pong"}',
    new Blob(),
  ])('%j is ignored, and the socket stays open', async (frame) => {
    await openAccepted();
    newest().say(frame);
    expect(events.map(({ type }) => type)).toEqual(['connected']);
    expect(socket.status()).toEqual({ state: 'connected' });
  });

  it('is nothing of a connection that was given up', async () => {
    await openAccepted();
    const old = newest();
    await vi.advanceTimersByTimeAsync(40_000);
    expect(socket.status().state).not.toBe('connected');
    old.say('{"type":"message.deleted","id":"m","dialog_id":"d"}');
    old.end(1006);
    expect(events).toHaveLength(1);
    expect(statuses.filter(({ state }) => state === 'waiting')).toHaveLength(1);
  });
});

describe('the heartbeat', () => {
  it('pings at once and every 30 s, in the spelling that wakes no server', async () => {
    await openAccepted();
    for (const beats of [1, 2, 3]) {
      expect(newest().sent).toEqual(Array(beats).fill(pingText));
      newest().say('{"type":"pong"}');
      await vi.advanceTimersByTimeAsync(30_000);
    }
    expect(FakeWebSocket.opened).toHaveLength(1);
  });

  it('takes anything that arrives for an answer', async () => {
    await openAccepted();
    await vi.advanceTimersByTimeAsync(39_000);
    newest().say('whatever');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(socket.status().state).toBe('connected');
  });

  it('gives up a server that opens and never says that it is connected', async () => {
    await open();
    newest().open();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(socket.status().state).toBe('waiting');
  });

  it('gives up one that answers pings, and yet never says that it is connected', async () => {
    await open();
    newest().open();
    newest().say('{"type":"pong"}');
    await vi.advanceTimersByTimeAsync(14_000);
    expect(socket.status().state).toBe('connecting');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(socket.status().state).toBe('waiting');
  });
});

describe('the waits', () => {
  it('grow from 3 s to 30 s, by chance between half and all of it', async () => {
    await open();
    // What tells a refusal from a dead network must not be reached either.
    stubFetch(offline);
    newest().fail();
    const longestWaits = [3_000, 6_000, 12_000, 24_000, 30_000, 30_000];
    await vi.advanceTimersByTimeAsync(200_000);
    for (const [index, longest] of longestWaits.entries()) {
      expect(announcedWaits[index]).toBeGreaterThanOrEqual(longest / 2);
      expect(announcedWaits[index]).toBeLessThanOrEqual(longest);
    }
  });

  it('grow too where a server takes connections and drops them', async () => {
    await open();
    for (const longest of [3_000, 6_000, 12_000]) {
      newest().accept();
      newest().end(1011);
      expect(wait()).toBeGreaterThanOrEqual(longest / 2);
      await vi.advanceTimersByTimeAsync(wait() + 1);
    }
  });

  it.each([
    ['the network comes back', () => window.dispatchEvent(new Event('online'))],
    ['the page becomes visible', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('end when %s', async (_name, signal) => {
    await openAccepted();
    newest().end(1006);
    expect(wait()).toBeGreaterThan(1_000);
    signal();
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeWebSocket.opened).toHaveLength(2);
  });
});

it('A page that becomes visible checks its connection at once, and a closed socket listens to nothing', async () => {
  await openAccepted();
  document.dispatchEvent(new Event('visibilitychange'));
  expect(newest().sent).toEqual([pingText, pingText]);
  socket.close();
  document.dispatchEvent(new Event('visibilitychange'));
  window.dispatchEvent(new Event('online'));
  await vi.runAllTimersAsync();
  expect(newest().sent).toHaveLength(2);
  expect(FakeWebSocket.opened).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

describe('a token that expired', () => {
  it('twice in a row is not tried a third time', async () => {
    let asked = 0;
    await open({ token: () => `t${++asked}` });
    newest().end(4401);
    await vi.advanceTimersByTimeAsync(0);
    newest().accept();
    newest().end(4401);
    expect(socket.status()).toMatchObject({ state: 'closed', reason: 'unauthorized' });
    expect(asked).toBe(2);
  });

  it('after a good while is replaced each time', async () => {
    let asked = 0;
    await open({ token: () => `t${++asked}` });
    for (let time = 0; time < 3; time += 1) {
      newest().accept();
      await vi.advanceTimersByTimeAsync(20_000);
      newest().end(4401);
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(newest().protocols).toEqual(['mtchat', 'bearer.t4']);
  });
});

it('A refused handshake of a server that is only overloaded is tried again', async () => {
  await open({ dialogId: 'd' });
  const requests = stubFetch(refusal('INTERNAL_ERROR', 500));
  newest().fail();
  await vi.advanceTimersByTimeAsync(wait() + 1);
  expect(requests).toHaveLength(1);
  expect(socket.status().state).toBe('waiting');
});

it('A socket that is closed while it waits asks nobody for anything any more', async () => {
  await open();
  const requests = stubFetch(offline);
  newest().fail();
  await vi.advanceTimersByTimeAsync(wait() + 1);
  expect(requests).toHaveLength(1);
  socket.close();
  await vi.runAllTimersAsync();
  expect(requests).toHaveLength(1);
  expect(FakeWebSocket.opened).toHaveLength(1);
});

it('Subscriptions are told a few at a time, and again after a reconnect', async () => {
  await openAccepted();
  const ids = Array.from({ length: 10 }, (_, index) => `d${index}`);
  const told = () => newest().sent.filter((text) => text !== pingText);
  for (const id of ids) socket.subscribe(id);
  socket.unsubscribe('d9');
  expect(told()).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(300);
  expect(told()).toHaveLength(5);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told()).toEqual(ids.slice(0, 9).map((id) => `{"type":"subscribe","dialog_id":"${id}"}`));
  socket.unsubscribe('d0');
  newest().end(1006);
  await vi.advanceTimersByTimeAsync(wait() + 1);
  newest().accept();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told()).toEqual(ids.slice(1, 9).map((id) => `{"type":"subscribe","dialog_id":"${id}"}`));
});
