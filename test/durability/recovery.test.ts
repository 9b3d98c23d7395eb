import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, it, vi } from 'vitest';
import { host, unique, user } from '../worker/support/api.ts';
import {
  countingRequests,
  databaseRequests,
  isHoldingStatement,
  queryDatabase,
  setFault,
} from '../worker/support/gateway.ts';
import { openSocket } from '../worker/support/socket.ts';

afterEach(() => setFault('none'));

async function storedContents(dialogId: string): Promise<(string | null | undefined)[]> {
  const rows = await queryDatabase(
    'select content from messages where dialog_id = $1 and sender_id is not null order by id',
    [dialogId],
  );
  return rows.map((row) => row.content);
}

/** Waits until one more request has reached the gateway, which then runs it. */
async function oneMoreRequest(before: number): Promise<void> {
  await vi.waitFor(async () => expect(await databaseRequests()).toBeGreaterThan(before), { timeout: 5_000 });
}

it('a room killed after the commit and before delivery delivers when it wakes', async () => {
  const [anna, boris] = [user(unique('anna')), user(unique('boris'))];
  const dialog = await host.createDialog({ participants: [anna.id, boris.id] });
  const socket = await openSocket(boris.id);
  const room = env.DIALOG_ROOM.getByName(dialog.id);
  const before = await databaseRequests();

  await setFault('hold-answer');
  const sending = anna.send(dialog.id, 'Said before the crash', { client_message_id: 'once' });
  await oneMoreRequest(before);
  await runInDurableObject(room, (_, state) => state.abort('killed by the test')).catch(() => undefined);
  expect((await sending).status).toBe(503);
  await setFault('none');
  expect(socket.all('message.new')).toEqual([]);

  await anna.act(dialog.id, 'pin');

  await socket.heard('message.new', (event) => event.content === 'Said before the crash');
  expect(await storedContents(dialog.id)).toEqual(['Said before the crash']);
  const again = await anna.send(dialog.id, 'Said before the crash', { client_message_id: 'once' });
  expect(again.status).toBe(200);
});

it('a killed room wakes by its own alarm if nobody calls it', async () => {
  const [anna, boris] = [user(unique('anna')), user(unique('boris'))];
  const dialog = await host.createDialog({ participants: [anna.id, boris.id] });
  const socket = await openSocket(boris.id);
  const room = env.DIALOG_ROOM.getByName(dialog.id);
  const before = await databaseRequests();

  await setFault('hold-answer');
  const sending = anna.send(dialog.id, 'Nobody calls');
  await oneMoreRequest(before);
  await runInDurableObject(room, (_, state) => state.abort('killed by the test')).catch(() => undefined);
  await sending;
  await setFault('none');

  // A stub of an object that was killed stays broken: the alarm is another's.
  await runDurableObjectAlarm(env.DIALOG_ROOM.getByName(dialog.id));

  await socket.heard('message.new', (event) => event.content === 'Nobody calls');
});

it('news of a write whose answer was lost goes out before the next write’s, and nothing is stored twice', async () => {
  const [anna, boris] = [user(unique('anna')), user(unique('boris'))];
  const dialog = await host.createDialog({ participants: [anna.id, boris.id] });
  const sockets = await Promise.all([openSocket(boris.id), openSocket(boris.id, dialog.id)]);

  await setFault('drop-answer');
  const lost = await anna.send(dialog.id, 'Lost', { client_message_id: 'lost' });
  expect([lost.status, lost.error?.code]).toEqual([503, 'UNAVAILABLE']);
  expect(lost.headers.get('Retry-After')).not.toBeNull();
  await setFault('none');
  const retried = await anna.send(dialog.id, 'Lost', { client_message_id: 'lost' });
  const next = await anna.send(dialog.id, 'Next');

  expect(retried.status).toBe(200);
  expect(await storedContents(dialog.id)).toEqual(['Lost', 'Next']);
  for (const socket of sockets) {
    await socket.heard('message.new', (event) => event.id === next.data.id);
    const heard = new Set(socket.all('message.new').map((event) => event.id));
    expect([...heard]).toEqual([retried.data.id, next.data.id]);
  }
});

it('everything that was done while answers were lost is told when they come again', async () => {
  const [anna, boris, clara] = [user(unique('anna')), user(unique('boris')), user(unique('clara'))];
  const dialog = await host.createDialog({ participants: [anna.id, boris.id, clara.id] });
  const first = await anna.send(dialog.id, 'First');
  const second = await anna.send(dialog.id, 'Second');
  const socket = await openSocket(boris.id);
  const guest = unique('guest');

  await setFault('drop-answer');
  const replies = await Promise.all([
    anna.edit(dialog.id, first.data.id, 'First, edited'),
    anna.remove(dialog.id, second.data.id),
    clara.read(dialog.id, second.data.id),
    boris.act(dialog.id, 'pin'),
    clara.leave(dialog.id),
    host.call('POST', `/dialogs/${dialog.id}/participants`, { body: { user_id: guest } }),
  ]);
  expect(replies.map((reply) => reply.status)).toEqual(replies.map(() => 503));
  await setFault('none');
  await anna.send(dialog.id, 'Back again');

  await socket.heard('message.new', (event) => event.content === 'Back again');
  await socket.heard('message.edited', (event) => event.id === first.data.id);
  await socket.heard('message.deleted', (event) => event.id === second.data.id);
  await socket.heard('dialog.updated', (event) => event.is_pinned);
  await socket.heard('participant.left', (event) => event.user_id === clara.id);
  await socket.heard('participant.joined', (event) => event.user_id === guest);
  const ids = [...new Set(socket.all('message.new').map((event) => event.id))];
  expect(ids).toEqual(ids.toSorted());
});

it('news that came late is told before newer news, and not once more after it', async () => {
  const [anna, boris] = [user(unique('anna')), user(unique('boris'))];
  const dialog = await host.createDialog({ participants: [anna.id, boris.id] });
  const socket = await openSocket(boris.id);

  await setFault('drop-answer');
  expect((await boris.leave(dialog.id)).status).toBe(503);
  const before = await databaseRequests();
  await setFault('hold-answer');
  const adding = host.call('POST', `/dialogs/${dialog.id}/participants`, { body: { user_id: boris.id } });
  await oneMoreRequest(before);
  // It waits for the flight that is on its way, and takes off while everyone is told of that one.
  const sending = anna.send(dialog.id, 'Welcome back');
  await setFault('none');
  expect([(await adding).status, (await sending).status]).toEqual([201, 201]);

  await socket.heard('message.new', (event) => event.content === 'Welcome back');
  expect(socket.all('participant.left')).toHaveLength(1);
  expect(socket.all('participant.joined')).toHaveLength(1);
  await (await openSocket(boris.id, dialog.id)).heard('connected');
});

it('a dialog whose deletion was answered to nobody is gone for its open clients too', async () => {
  const boris = user(unique('boris'));
  const dialog = await host.createDialog({ participants: [boris.id] });
  const socket = await openSocket(boris.id);
  const dialogSocket = await openSocket(boris.id, dialog.id);

  await setFault('drop-answer');
  expect((await host.call('DELETE', `/dialogs/${dialog.id}`)).status).toBe(503);
  await setFault('none');
  expect((await host.call('DELETE', `/dialogs/${dialog.id}`)).status).toBe(404);

  await socket.heard('dialog.deleted');
  expect((await dialogSocket.closed).code).toBe(4403);
});

it('a write that arrives at Postgres after its room has given it up changes nothing', async () => {
  const anna = user(unique('anna'));
  const dialog = await host.createDialog({ participants: [anna.id] });
  const room = env.DIALOG_ROOM.getByName(dialog.id);
  await setFault('refuse');
  expect((await anna.send(dialog.id, 'Refused')).status).toBe(503);
  await setFault('none');
  expect((await anna.send(dialog.id, 'Stored')).status).toBe(201);

  const [row] = await queryDatabase('select write_fence from dialogs where id = $1', [dialog.id]);
  expect(row?.write_fence).not.toBeNull();
  expect(await storedContents(dialog.id)).toEqual(['Stored']);

  // A room that lost its memory writes under no fence: it is refused, learns which one stands, takes over and goes on.
  await runInDurableObject(room, (_, state) => state.storage.deleteAll());
  await evictDurableObject(room);
  expect((await anna.send(dialog.id, 'Stored after memory loss')).status).toBe(201);
  expect(await storedContents(dialog.id)).toEqual(['Stored', 'Stored after memory loss']);
});

it('a write that took over, and arrives after another room has taken over from it, changes nothing', async () => {
  const anna = user(unique('anna'));
  const dialog = await host.createDialog({ participants: [anna.id] });
  await setFault('refuse');
  expect((await anna.send(dialog.id, 'Refused')).status).toBe(503);
  await setFault('hold-first');
  const late = anna.send(dialog.id, 'Late');
  await vi.waitFor(async () => expect(await isHoldingStatement()).toBe(true), { timeout: 5_000 });
  await runInDurableObject(env.DIALOG_ROOM.getByName(dialog.id), (_, state) =>
    state.abort('killed by the test'),
  ).catch(() => undefined);
  expect((await late).status).toBe(503);

  expect((await anna.send(dialog.id, 'Meanwhile')).status).toBe(201);
  const before = await databaseRequests();
  await setFault('none');
  await oneMoreRequest(before);

  expect(await storedContents(dialog.id)).toEqual(['Meanwhile']);
  expect(await countingRequests(() => anna.send(dialog.id, 'Afterwards'))).toBe(1);
  expect(await storedContents(dialog.id)).toEqual(['Meanwhile', 'Afterwards']);
});
