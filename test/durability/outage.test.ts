import { afterEach, expect, it } from 'vitest';
import { call, host, unique, user } from '../worker/support/api.ts';
import { setFault } from '../worker/support/gateway.ts';
import { openSocket } from '../worker/support/socket.ts';

afterEach(() => setFault('none'));

it('while Postgres is away everything answers 503 at once, sockets stay, and all works again when it is back', async () => {
  const [anna, boris] = [user(unique('anna')), user(unique('boris'))];
  const dialog = await host.createDialog({ participants: [anna.id, boris.id] });
  const socket = await openSocket(boris.id);
  const dialogSocket = await openSocket(boris.id, dialog.id);

  await setFault('refuse');
  const replies = await Promise.all([
    anna.dialogs(),
    anna.messages(dialog.id),
    anna.send(dialog.id, 'Into the void'),
    anna.read(dialog.id, crypto.randomUUID()),
    host.call('GET', `/dialogs/${dialog.id}`),
    host.call('POST', '/dialogs', { body: { object_type: 'order', object_id: '1' } }),
  ]);
  expect(replies.map((reply) => [reply.status, reply.error?.code])).toEqual(
    replies.map(() => [503, 'UNAVAILABLE']),
  );
  expect(replies.every((reply) => Number(reply.headers.get('Retry-After')) > 0)).toBe(true);
  expect((await call('GET', '/health')).status).toBe(200);
  expect((await call('GET', '/health/ready')).status).toBe(503);
  await socket.settled();
  await dialogSocket.settled();

  await setFault('none');
  const { status } = await anna.send(dialog.id, 'Back');
  expect(status).toBe(201);
  await socket.heard('message.new', (event) => event.content === 'Back');
  await dialogSocket.heard('message.new', (event) => event.content === 'Back');
  expect((await call('GET', '/health/ready')).status).toBe(200);
});

it('a user who connects while Postgres is away hears everything, and is seen online when it is back', async () => {
  const [anna, boris] = [user(unique('anna')), user(unique('boris'))];
  const dialog = await host.createDialog({ participants: [anna.id, boris.id] });
  const annasSocket = await openSocket(anna.id);

  await setFault('refuse');
  const socket = await openSocket(boris.id);
  await setFault('none');

  await annasSocket.heard('presence.update', (event) => event.user_id === boris.id && event.is_online);
  await anna.send(dialog.id, 'Welcome');
  await socket.heard('message.new', (event) => event.content === 'Welcome');
});
