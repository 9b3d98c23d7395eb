import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { openingRequest } from '../../durable-objects/sockets/opening.ts';
import { dialogOf } from './support/dialog.ts';
import { follow } from './support/socket.ts';
import { fallAsleep, letPass } from './support/time.ts';

describe.each(['user', 'dialog'] as const)('a %s socket whose object slept', (kind) => {
  async function sleepingSocket(expiresInSeconds?: number) {
    const { ada, dialogId } = await dialogOf('ada');
    const object = kind === 'user' ? env.USER_INBOX.getByName(ada.id) : env.DIALOG_ROOM.getByName(dialogId);
    const opening = openingRequest(new Request('http://localhost/api/v1/ws'), {
      userId: ada.id,
      dialogId: kind === 'dialog' ? dialogId : undefined,
      expiresAt: expiresInSeconds === undefined ? undefined : Date.now() + expiresInSeconds * 1_000,
    });
    const { webSocket } = await object.fetch(opening);
    if (webSocket === null) throw new Error('The object refused a socket');
    const socket = follow(webSocket);
    await socket.heard('connected');
    await fallAsleep(object);
    return { ada, dialogId, object, socket };
  }

  test('still closes with 4401 when its token expires', async () => {
    const { object, socket } = await sleepingSocket(45);
    await letPass(44, object);
    await fallAsleep(object);
    await letPass(1, object);
    expect((await socket.closed).code).toBe(4401);
  });

  test('still closes with 4408 when it falls silent, and the pings that did not wake it keep it open', async () => {
    const { object, socket } = await sleepingSocket();
    await letPass(80, object);
    await fallAsleep(object);
    socket.sayText('{"type":"ping"}');
    await socket.heard('pong');
    await letPass(15, object);
    await fallAsleep(object);
    socket.sayText('{"type":"ping"}');
    await socket.heard('pong', () => socket.all('pong').length === 2);
    const silent = await sleepingSocket();
    await letPass(90, silent.object);
    expect((await silent.socket.closed).code).toBe(4408);
  });

  test('still answers what it is told', async () => {
    const { object, socket } = await sleepingSocket();
    socket.sayText('nonsense');
    await socket.heard('error');
    await fallAsleep(object);
    await socket.settled();
  });
});
