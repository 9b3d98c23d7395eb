import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { DialogRoom } from '../../durable-objects/dialog-room/dialog-room.ts';
import { unique, user } from './support/api.ts';
import { dialogOf, said, type User } from './support/dialog.ts';
import { queryDatabase } from './support/gateway.ts';
import { openSocket, type TestSocket } from './support/socket.ts';

/** A dialog that came to Postgres by another way, a migration or a restored backup: its room has never heard of it. */
async function importedDialog(...people: User[]): Promise<string> {
  const id = crypto.randomUUID();
  await queryDatabase(
    `insert into dialogs (id, object_type, object_id, created_at, participants_count) values ($1, 'order', 'imported', now(), $2)`,
    [id, String(people.length)],
  );
  for (const { id: userId } of people) {
    await queryDatabase(
      `insert into participants (dialog_id, user_id, display_name, joined_as, joined_at) values ($1, $2, $2, 'participant', now())`,
      [id, userId],
    );
  }
  return id;
}

async function subscribe(socket: TestSocket, dialogId: string): Promise<void> {
  socket.say({ type: 'subscribe', dialog_id: dialogId });
  await socket.settled();
}

test('an imported dialog tells those who take part of typing and presence, and no outsider who subscribes', async () => {
  const [ada, bob] = [user(unique('ada')), user(unique('bob'))];
  const { eve, dialogId: own } = await dialogOf('eve');
  const dialogId = await importedDialog(ada, bob);
  const eves = await openSocket(eve.id);
  await subscribe(eves, dialogId);
  const adas = await openSocket(ada.id);
  await subscribe(adas, dialogId);
  const bobs = await openSocket(bob.id);
  expect((await adas.heard('presence.update', (event) => event.user_id === bob.id)).is_online).toBe(true);
  bobs.say({ type: 'typing', dialog_id: dialogId });
  await adas.heard('typing');
  await said(bob, dialogId, 'Hello');
  await adas.heard('message.new');

  await said(eve, own, 'The end');
  await eves.heard('message.new');
  expect(eves.events.map((event) => event.type)).toEqual(['connected', 'pong', 'message.new']);
  expect(adas.all('presence.update').map((event) => event.user_id)).toEqual([bob.id]);
});

test('an outsider who types in an imported dialog is not heard', async () => {
  const ada = user(unique('ada'));
  const { eve } = await dialogOf('eve');
  const dialogId = await importedDialog(ada);
  const adas = await openSocket(ada.id);
  await subscribe(adas, dialogId);
  const eves = await openSocket(eve.id);
  await subscribe(eves, dialogId);
  eves.say({ type: 'typing', dialog_id: dialogId });
  await eves.settled();
  await said(ada, dialogId, 'Alone');
  await adas.heard('message.new');
  expect(adas.events.map((event) => event.type)).toEqual(['connected', 'pong', 'message.new']);
});

test('a guessed dialog id leaves nothing behind in the room of that name', async () => {
  const { ada } = await dialogOf('ada');
  const guess = crypto.randomUUID();
  const socket = await openSocket(ada.id);
  await subscribe(socket, guess);
  socket.say({ type: 'typing', dialog_id: guess });
  await socket.settled();
  expect((await ada.send(crypto.randomUUID(), 'Hello?')).status).toBe(404);
  const tables = await runInDurableObject(env.DIALOG_ROOM.getByName(guess), (_room: DialogRoom, state) =>
    state.storage.sql.exec("select name from sqlite_master where name = 'room'").toArray(),
  );
  expect(tables).toEqual([]);
});
