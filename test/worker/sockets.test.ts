import { evictDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { call, unique, user } from './support/api.ts';
import { dialogOf, removed } from './support/dialog.ts';
import { openSocket, type TestSocket } from './support/socket.ts';

const error = { type: 'error', message: 'Invalid message format' };
const ping = '{"type":"ping"}';

function upgrade(query: string, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request(`http://localhost/api/v1/ws?${query}`, {
    headers: { Upgrade: 'websocket', ...headers },
  });
  return exports.default.fetch(request);
}

/** Resolves once this many events of the type were heard. */
async function heardTimes(socket: TestSocket, type: 'pong' | 'error', times: number): Promise<void> {
  await socket.heard(type, () => socket.all(type).length >= times);
}

describe('opening a socket', () => {
  test('without asking for an upgrade is 426, before anything else', async () => {
    for (const query of [
      '',
      '?user_id=ada',
      '?dialog_id=nonsense',
      `?user_id=ada&dialog_id=${crypto.randomUUID()}`,
    ]) {
      const reply = await call('GET', `/api/v1/ws${query}`);
      expect([reply.status, reply.error?.code], query).toEqual([426, 'UPGRADE_REQUIRED']);
      expect(reply.headers.get('X-Request-Id')).toBeTruthy();
    }
  });

  test('says connected first, and who one is by both names', async () => {
    const { ada } = await dialogOf('ada');
    const socket = await openSocket(ada.id);
    expect(socket.events).toEqual([{ type: 'connected', employee_id: ada.id, user_id: ada.id }]);
  });

  test('is for anyone, in a dialog or not, whatever their id looks like', async () => {
    const id = `${unique('Zoë')} / 田中 % ? #`;
    const socket = await openSocket(id);
    expect(socket.events).toEqual([{ type: 'connected', employee_id: id, user_id: id }]);
  });

  test('of a dialog is for its participants: 403 or 404 before the upgrade', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    await removed(bob.id, dialogId);
    const status = async (userId: string, dialog: string) => {
      const response = await upgrade(`user_id=${userId}&dialog_id=${dialog}`);
      expect(response.webSocket).toBeNull();
      return [response.status, (await response.json<{ error: { code: string } }>()).error.code];
    };
    expect(await status(bob.id, dialogId)).toEqual([403, 'FORBIDDEN']);
    expect(await status(unique('eve'), dialogId)).toEqual([403, 'FORBIDDEN']);
    expect(await status(ada.id, crypto.randomUUID())).toEqual([404, 'NOT_FOUND']);
    expect(await status(ada.id, 'not-a-uuid')).toEqual([400, 'BAD_REQUEST']);
    expect((await upgrade(`user_id=${ada.id}&dialog_id=${dialogId}`)).status).toBe(101);
  });

  test('without saying who one is, is 400', async () => {
    expect((await upgrade('')).status).toBe(400);
    expect((await upgrade('user_id=')).status).toBe(400);
  });

  test.each(['mtchat', 'mtchat, bearer.abc', 'other, mtchat'])(
    'answers to the subprotocols "%s" with mtchat',
    async (offer) => {
      const { ada, dialogId } = await dialogOf('ada');
      for (const query of [`user_id=${ada.id}`, `user_id=${ada.id}&dialog_id=${dialogId}`]) {
        const response = await upgrade(query, { 'Sec-WebSocket-Protocol': offer });
        expect([response.status, response.headers.get('Sec-WebSocket-Protocol')]).toEqual([101, 'mtchat']);
        expect(response.webSocket).not.toBeNull();
      }
    },
  );

  test('answers with no subprotocol when none was offered', async () => {
    const { ada } = await dialogOf('ada');
    expect((await upgrade(`user_id=${ada.id}`)).headers.has('Sec-WebSocket-Protocol')).toBe(false);
  });
});

/** Both kinds of socket, which speak one protocol. */
const kinds = ['user', 'dialog'] as const;

async function socketOf(kind: (typeof kinds)[number]) {
  const { ada, dialogId } = await dialogOf('ada');
  const socket = await openSocket(ada.id, kind === 'dialog' ? dialogId : undefined);
  const object = kind === 'dialog' ? env.DIALOG_ROOM.getByName(dialogId) : env.USER_INBOX.getByName(ada.id);
  return { ada, dialogId, socket, object };
}

describe.each(kinds)('what a client says on a %s socket', (kind) => {
  const nonsense: [string, string][] = [
    ['text that is not JSON', 'hello'],
    ['nothing', ''],
    ['JSON that is no object', '[1]'],
    ['null', 'null'],
    ['a message without a type', '{}'],
    ['a type that there is not', '{"type":"message.new"}'],
    ['a subscription to nothing', '{"type":"subscribe"}'],
    ['typing in something that is no dialog id', '{"type":"typing","dialog_id":"here"}'],
    ['a ping in capitals', '{"type":"PING"}'],
  ];
  test.each(nonsense)(
    'is answered with an error when it is %s, and the socket stays open',
    async (_what, text) => {
      const { socket } = await socketOf(kind);
      socket.sayText(text);
      expect(await socket.heard('error')).toEqual(error);
      await socket.settled();
      expect(socket.events.map((event) => event.type)).toEqual(['connected', 'error', 'pong']);
    },
  );

  test('is answered with an error when it is binary, though it be a ping', async () => {
    const { socket } = await socketOf(kind);
    const bytes = new TextEncoder().encode(ping);
    socket.sayText(new Uint8Array(bytes).buffer);
    expect(await socket.heard('error')).toEqual(error);
    await socket.settled();
  });

  test.each([ping, '{"type": "ping"}', '{ "type":"ping","at":1 }'])(
    'is answered with pong when it is %s',
    async (text) => {
      const { socket } = await socketOf(kind);
      socket.sayText(text);
      expect(await socket.heard('pong')).toEqual({ type: 'pong' });
    },
  );

  test('may be 20 messages at once, and one more closes it with 1008', async () => {
    const { socket } = await socketOf(kind);
    for (let count = 0; count < 20; count += 1) socket.sayText('{"type": "ping"}');
    await heardTimes(socket, 'pong', 20);
    for (let count = 0; count < 21; count += 1) socket.sayText('nonsense');
    expect((await socket.closed).code).toBe(1008);
  });

  test('is not counted where it is the ping in its exact spelling', async () => {
    const { socket } = await socketOf(kind);
    for (let count = 0; count < 100; count += 1) socket.sayText(ping);
    await heardTimes(socket, 'pong', 100);
    socket.sayText('nonsense');
    await heardTimes(socket, 'error', 1);
  });

  test('is answered without waking the object where it is the ping in its exact spelling', async () => {
    const { socket, object } = await socketOf(kind);
    await evictDurableObject(object);
    socket.sayText(ping);
    expect(await socket.heard('pong')).toEqual({ type: 'pong' });
    // An object that runs could be evicted once more.
    await expect(evictDurableObject(object)).rejects.toThrow();
    socket.sayText('{"type": "ping"}');
    await heardTimes(socket, 'pong', 2);
    await evictDurableObject(object);
  });

  test('may be 64 KiB long, and more closes it with 1009', async () => {
    const { socket } = await socketOf(kind);
    socket.sayText('x'.repeat(65_536));
    await heardTimes(socket, 'error', 1);
    socket.sayText('x'.repeat(65_537));
    expect((await socket.closed).code).toBe(1009);
  });

  test('is measured in bytes: fewer characters of other scripts close it with 1009 too', async () => {
    const { socket } = await socketOf(kind);
    socket.sayText('語'.repeat(21_846));
    expect((await socket.closed).code).toBe(1009);
    const { socket: other } = await socketOf(kind);
    other.sayText(new ArrayBuffer(65_537));
    expect((await other.closed).code).toBe(1009);
  });

  test('ends nothing but that socket: another of the same user goes on', async () => {
    const { ada, dialogId, socket } = await socketOf(kind);
    const other = await openSocket(ada.id, kind === 'dialog' ? dialogId : undefined);
    socket.sayText('x'.repeat(65_537));
    await socket.closed;
    await user(ada.id).send(dialogId, 'Still here');
    await other.heard('message.new', (event) => event.content === 'Still here');
  });
});
