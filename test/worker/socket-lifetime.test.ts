import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { openingRequest } from '../../durable-objects/sockets/opening.ts';
import { dialogOf, said } from './support/dialog.ts';
import { follow, openSocket, type TestSocket } from './support/socket.ts';
import { letPass } from './support/time.ts';

const kinds = ['user', 'dialog'] as const;
const ping = '{"type":"ping"}';

async function dialogAndObject(kind: (typeof kinds)[number]) {
  const people = await dialogOf('ada', 'bob');
  const object =
    kind === 'user' ? env.USER_INBOX.getByName(people.ada.id) : env.DIALOG_ROOM.getByName(people.dialogId);
  return { ...people, object };
}

async function socketOf(kind: (typeof kinds)[number]) {
  const { ada, bob, dialogId, object } = await dialogAndObject(kind);
  const socket = await openSocket(ada.id, kind === 'dialog' ? dialogId : undefined);
  return { ada, bob, dialogId, object, socket };
}

/** Opens a socket as the Worker does for a token that expires in so many seconds. */
async function socketOfToken(kind: (typeof kinds)[number], seconds: number) {
  const { ada, bob, dialogId, object } = await dialogAndObject(kind);
  const opening = openingRequest(new Request('http://localhost/api/v1/ws'), {
    userId: ada.id,
    dialogId: kind === 'dialog' ? dialogId : undefined,
    expiresAt: Date.now() + seconds * 1_000,
  });
  const { webSocket } = await object.fetch(opening);
  if (webSocket === null) throw new Error('The object refused a socket');
  const socket = follow(webSocket);
  await socket.heard('connected');
  return { ada, bob, dialogId, object, socket };
}

async function expectOpen(socket: TestSocket): Promise<void> {
  const pongs = socket.all('pong').length;
  socket.sayText(ping);
  await socket.heard('pong', () => socket.all('pong').length > pongs);
}

describe.each(kinds)('a %s socket', (kind) => {
  test('that is silent for 90 seconds closes with 4408, and no sooner', async () => {
    const { ada, bob, dialogId, object, socket } = await socketOf(kind);
    await letPass(60, object);
    await letPass(29, object);
    await said(bob, dialogId, 'Are you there?');
    await socket.heard('message.new', (event) => event.sender_id === bob.id);
    await letPass(1, object);
    expect((await socket.closed).code).toBe(4408);
    await openSocket(ada.id, kind === 'dialog' ? dialogId : undefined);
  });

  test('lives on by pings that the runtime answers by itself', async () => {
    const { object, socket } = await socketOf(kind);
    await letPass(80, object);
    await expectOpen(socket);
    await letPass(80, object);
    await letPass(5, object);
    await expectOpen(socket);
  });

  test.each(['a ping in another spelling', 'nonsense'])('lives on by %s', async (what) => {
    const { object, socket } = await socketOf(kind);
    for (let round = 0; round < 3; round += 1) {
      await letPass(80, object);
      socket.sayText(what === 'nonsense' ? what : '{"type" : "ping"}');
      await socket.heard(what === 'nonsense' ? 'error' : 'pong', () => socket.events.length === round + 2);
    }
    await expectOpen(socket);
  });

  test('is closed for its own silence alone: one that pinged stays', async () => {
    const { ada, dialogId, object, socket } = await socketOf(kind);
    const other = await openSocket(ada.id, kind === 'dialog' ? dialogId : undefined);
    await letPass(80, object);
    await other.settled();
    await letPass(10, object);
    expect((await socket.closed).code).toBe(4408);
    await expectOpen(other);
  });

  test('closes with 4401 when its token expires, and no sooner, however lively', async () => {
    const { object, socket } = await socketOfToken(kind, 45);
    await letPass(40, object);
    await socket.settled();
    await letPass(5, object);
    expect((await socket.closed).code).toBe(4401);
  });

  test('whose token outlives many silences still closes when it expires', async () => {
    const { object, socket } = await socketOfToken(kind, 200);
    for (const seconds of [60, 60, 60]) {
      await letPass(seconds, object);
      await socket.settled();
    }
    await letPass(20, object);
    expect((await socket.closed).code).toBe(4401);
  });

  test('closes for its own token alone: one with a longer one stays', async () => {
    const { ada, dialogId, object, socket } = await socketOfToken(kind, 30);
    const other = await openSocket(ada.id, kind === 'dialog' ? dialogId : undefined);
    await letPass(30, object);
    expect((await socket.closed).code).toBe(4401);
    await expectOpen(other);
  });

  test('that is opened anew at once when the token expires, leaves its user online for others', async () => {
    const { ada, bob, dialogId, object, socket } = await socketOfToken(kind, 30);
    const listening = await openSocket(bob.id);
    await letPass(30, object);
    expect((await socket.closed).code).toBe(4401);
    await openSocket(ada.id, kind === 'dialog' ? dialogId : undefined);
    await said(ada, dialogId, 'Here again');
    await listening.heard('message.new');
    expect(listening.all('presence.update')).toEqual([]);
  });

  test('that is not opened anew when the token expires, leaves its user offline 5 seconds later', async () => {
    const { ada, bob, object, socket } = await socketOfToken(kind, 30);
    const listening = await openSocket(bob.id);
    await letPass(30, object);
    await socket.closed;
    const heardAfterFiveSeconds = async () => {
      await letPass(5, env.USER_INBOX.getByName(ada.id));
      return listening.all('presence.update');
    };
    await expect
      .poll(heardAfterFiveSeconds)
      .toEqual([{ type: 'presence.update', user_id: ada.id, is_online: false }]);
  });
});
