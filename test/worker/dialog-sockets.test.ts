import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { DialogRoom } from '../../durable-objects/dialog-room/dialog-room.ts';
import { host } from './support/api.ts';
import { dialogOf, removed, said } from './support/dialog.ts';
import { openSocket } from './support/socket.ts';

test('a dialog socket hears its own dialog and no other', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const other = await host.createDialog({ participants: [ada.id, bob.id] });
  const socket = await openSocket(ada.id, dialogId);
  await said(bob, other.id, 'There');
  const here = await said(bob, dialogId, 'Here');
  await socket.heard('message.new', (event) => event.id === here.id);
  expect(socket.all('message.new').map((event) => event.content)).toEqual(['Here']);
});

test('a user socket hears every dialog of its user', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const other = await host.createDialog({ participants: [ada.id, bob.id] });
  const socket = await openSocket(ada.id);
  await said(bob, dialogId, 'Here');
  await said(bob, other.id, 'There');
  await socket.heard('message.new', (event) => event.content === 'Here');
  await socket.heard('message.new', (event) => event.content === 'There');
});

test('all sockets of a user hear the same, each once, the sender’s own too', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const sockets = await Promise.all([
    openSocket(ada.id),
    openSocket(ada.id),
    openSocket(ada.id, dialogId),
    openSocket(ada.id, dialogId),
    openSocket(bob.id),
    openSocket(bob.id, dialogId),
  ]);
  await said(ada, dialogId, 'First');
  await said(bob, dialogId, 'Second');
  for (const socket of sockets) {
    await socket.heard('message.new', (event) => event.content === 'Second');
    expect(socket.all('message.new').map((event) => event.content)).toEqual(['First', 'Second']);
  }
});

test.each(['leaves', 'is removed'])(
  'the dialog sockets of someone who %s say so and close with 4403',
  async (way) => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const [first, second, adas] = [
      await openSocket(bob.id, dialogId),
      await openSocket(bob.id, dialogId),
      await openSocket(ada.id, dialogId),
    ];
    if (way === 'leaves') await bob.leave(dialogId);
    else await removed(bob.id, dialogId);
    for (const socket of [first, second]) {
      expect((await socket.closed).code).toBe(4403);
      expect(socket.events.at(-1)).toEqual({
        type: 'participant.left',
        dialog_id: dialogId,
        user_id: bob.id,
      });
    }
    await adas.heard(
      'message.new',
      (event) => event.system_event?.type === `participant_${way === 'leaves' ? 'left' : 'removed'}`,
    );
  },
);

test('the dialog sockets of a deleted dialog say so and close with 4403', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const sockets = [await openSocket(ada.id, dialogId), await openSocket(bob.id, dialogId)];
  await host.call('DELETE', `/dialogs/${dialogId}`);
  for (const socket of sockets) {
    expect((await socket.closed).code).toBe(4403);
    expect(socket.events.at(-1)).toEqual({ type: 'dialog.deleted', dialog_id: dialogId });
  }
});

test('a deleted dialog leaves nothing behind in its room, though sockets were open there', async () => {
  const { ada, dialogId } = await dialogOf('ada');
  const socket = await openSocket(ada.id, dialogId);
  await host.call('DELETE', `/dialogs/${dialogId}`);
  await socket.closed;
  const inRoom = <Result>(look: (state: DurableObjectState) => Result) =>
    runInDurableObject(env.DIALOG_ROOM.getByName(dialogId), (_room: DialogRoom, state) => look(state));
  await expect.poll(() => inRoom((state) => state.getWebSockets().length)).toBe(0);
  const tables = await inRoom((state) =>
    state.storage.sql.exec("select name from sqlite_master where name = 'room'").toArray(),
  );
  expect(tables).toEqual([]);
});
