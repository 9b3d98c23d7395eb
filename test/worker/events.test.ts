import { describe, expect, test } from 'vitest';
import type { Participant } from '../../contract/participants.ts';
import { host, unique, user } from './support/api.ts';
import { added, dialogOf, mentionOf, removed, said, type User } from './support/dialog.ts';
import { openSocket, type TestSocket } from './support/socket.ts';

/** Everything these sockets heard after `connected`, up to the message that Ada sends last of all. */
async function heardBy(sockets: readonly TestSocket[], ada: User, dialogId: string) {
  const last = await said(ada, dialogId, 'The end');
  return Promise.all(
    sockets.map(async (socket) => {
      await socket.heard('message.new', (event) => event.id === last.id);
      return socket.events.filter(
        (event) => event.type !== 'connected' && !('id' in event && event.id === last.id),
      );
    }),
  );
}

/** Ada and Bob in a dialog with the sockets of each that may hear of it, and a stranger's socket that may not. */
async function listeners() {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const { eve } = await dialogOf('eve');
  const outside = await openSocket(eve.id);
  const inside = [
    await openSocket(ada.id),
    await openSocket(bob.id),
    await openSocket(ada.id, dialogId),
    await openSocket(bob.id, dialogId),
  ];
  for (const socket of inside) socket.events.length = 0;
  return { ada, bob, eve, dialogId, inside, outside };
}

describe('everyone in the dialog, on every socket, and nobody else hears', () => {
  async function expectHeard(people: Awaited<ReturnType<typeof listeners>>, expected: unknown[]) {
    const withoutPresence = (await heardBy(people.inside, people.ada, people.dialogId)).map((events) =>
      events.filter((event) => event.type !== 'presence.update'),
    );
    for (const events of withoutPresence) expect(events).toEqual(expected);
    await people.outside.settled();
    expect(people.outside.events.map((event) => event.type)).toEqual(['connected', 'pong']);
  }

  test('message.new with all fields of the message', async () => {
    const people = await listeners();
    const { ada, bob, dialogId } = people;
    const first = await said(ada, dialogId, `Hi ${mentionOf(bob.id)}<script>x</script>`, {
      client_message_id: 'a',
    });
    const second = await said(bob, dialogId, 'Hello', { reply_to: first.id });
    await expectHeard(people, [
      { type: 'message.new', ...first },
      { type: 'message.new', ...second },
    ]);
  });

  test('nothing again of a message that was sent again', async () => {
    const people = await listeners();
    const { ada, dialogId } = people;
    const first = await said(ada, dialogId, 'Hi', { client_message_id: 'a' });
    await ada.send(dialogId, 'Hi', { client_message_id: 'a' });
    await expectHeard(people, [{ type: 'message.new', ...first }]);
  });

  test('message.edited with what changed', async () => {
    const people = await listeners();
    const { ada, bob, dialogId } = people;
    const message = await said(ada, dialogId, 'Hi');
    const { data } = await ada.edit(dialogId, message.id, `Hi ${mentionOf(bob.id)}`);
    await expectHeard(people, [
      { type: 'message.new', ...message },
      {
        type: 'message.edited',
        id: message.id,
        dialog_id: dialogId,
        content: data.content,
        mentions: [bob.id],
        last_edited_at: data.last_edited_at,
      },
    ]);
  });

  test('message.deleted, once though it is deleted twice', async () => {
    const people = await listeners();
    const { ada, dialogId } = people;
    const message = await said(ada, dialogId, 'Hi');
    await ada.remove(dialogId, message.id);
    await ada.remove(dialogId, message.id);
    await expectHeard(people, [
      { type: 'message.new', ...message },
      { type: 'message.deleted', id: message.id, dialog_id: dialogId },
    ]);
  });

  test('message.read, when the position moves and not otherwise', async () => {
    const people = await listeners();
    const { ada, bob, dialogId } = people;
    const first = await said(ada, dialogId, 'One');
    const second = await said(ada, dialogId, 'Two');
    for (const id of [second.id, second.id, first.id]) await bob.read(dialogId, id);
    await expectHeard(people, [
      { type: 'message.new', ...first },
      { type: 'message.new', ...second },
      { type: 'message.read', dialog_id: dialogId, user_id: bob.id, last_read_message_id: second.id },
    ]);
  });

  test('nothing of what was refused', async () => {
    const people = await listeners();
    const { ada, bob, eve, dialogId } = people;
    const message = await said(ada, dialogId, 'Hi');
    await Promise.all([
      eve.send(dialogId, 'x'),
      bob.edit(dialogId, message.id, 'x'),
      bob.remove(dialogId, message.id),
      eve.read(dialogId, message.id),
      bob.read(dialogId, crypto.randomUUID()),
      eve.leave(dialogId),
      bob.send(dialogId, 'x', { reply_to: crypto.randomUUID() }),
    ]);
    await expectHeard(people, [{ type: 'message.new', ...message }]);
  });

  test('participant.joined with the participant, then its system message', async () => {
    const people = await listeners();
    const { ada, bob, dialogId } = people;
    const carol = unique('carol');
    const profile = { display_name: 'Carol', company: 'Acme', email: 'carol@example.com', phone: '1' };
    await added(carol, dialogId, profile);
    const { data: participants } = await ada.participants(dialogId);
    const participant = participants.find((person) => person.user_id === carol);
    const [system] = (await bob.messages(dialogId, '?limit=1')).data.messages;
    expect(participant).toMatchObject({ ...profile, is_online: false, last_read_message_id: null });
    expect(system?.system_event?.type).toBe('participant_added');
    await expectHeard(people, [
      { type: 'participant.joined', dialog_id: dialogId, user_id: carol, participant },
      { type: 'message.new', ...system },
    ]);
  });

  test('nothing when the host only renews what is known of a participant', async () => {
    const people = await listeners();
    const body = { user_id: people.bob.id, display_name: 'Robert' };
    const reply = await host.call<Participant>('POST', `/dialogs/${people.dialogId}/participants`, { body });
    expect([reply.status, reply.data.display_name]).toEqual([200, 'Robert']);
    await expectHeard(people, []);
  });

  test('messages in the order of their ids, the same for all', async () => {
    const people = await listeners();
    const { ada, bob, dialogId } = people;
    const sent = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        said(index % 2 === 0 ? ada : bob, dialogId, `Message ${index}`),
      ),
    );
    const inOrder = sent.toSorted((one, other) => (one.id < other.id ? -1 : 1));
    await expectHeard(
      people,
      inOrder.map((message) => ({ type: 'message.new', ...message })),
    );
  });
});

describe('only the user who chose hears, on all their sockets', () => {
  const choices = [
    ['archive', undefined, { type: 'dialog.archived' }],
    ['pin', undefined, { type: 'dialog.updated', is_pinned: true, notifications_enabled: true }],
    [
      'notifications',
      { enabled: false },
      { type: 'dialog.updated', is_pinned: false, notifications_enabled: false },
    ],
  ] as const;
  test.each(choices)('what became of %s, once though it is done twice', async (action, body, event) => {
    const { ada, bob, dialogId, inside } = await listeners();
    await bob.act(dialogId, action, body);
    await bob.act(dialogId, action, body);
    const expected = [{ dialog_id: dialogId, ...event }];
    const [adas, bobs, adasDialog, bobsDialog] = await heardBy(inside, ada, dialogId);
    const own = (events: readonly { type: string }[] | undefined) =>
      events?.filter((heard) => heard.type.startsWith('dialog.') && heard.type !== 'dialog.unarchived');
    expect([own(bobs), own(bobsDialog)]).toEqual([expected, expected]);
    expect([own(adas), own(adasDialog)]).toEqual([[], []]);
  });

  test('unarchive and unpin', async () => {
    const { ada, bob, dialogId, inside } = await listeners();
    for (const action of ['archive', 'unarchive', 'pin', 'unpin', 'unpin']) await bob.act(dialogId, action);
    const [adas, bobs] = await heardBy(inside.slice(0, 2), ada, dialogId);
    const chosen = { dialog_id: dialogId, notifications_enabled: true };
    expect(bobs?.filter((event) => event.type.startsWith('dialog.'))).toEqual([
      { type: 'dialog.archived', dialog_id: dialogId },
      { type: 'dialog.unarchived', dialog_id: dialogId },
      { type: 'dialog.updated', ...chosen, is_pinned: true },
      { type: 'dialog.updated', ...chosen, is_pinned: false },
    ]);
    expect(adas?.filter((event) => event.type.startsWith('dialog.'))).toEqual([]);
  });

  test('that a message brought the dialog back, those who had archived it and not the others', async () => {
    const { ada, bob, dialogId, inside } = await listeners();
    await bob.act(dialogId, 'archive');
    const message = await said(ada, dialogId, 'Come back');
    const [adas, bobs] = await heardBy(inside.slice(0, 2), ada, dialogId);
    expect(bobs?.filter((event) => event.type === 'dialog.unarchived')).toEqual([
      { type: 'dialog.unarchived', dialog_id: dialogId },
    ]);
    expect(adas?.filter((event) => event.type !== 'presence.update')).toEqual([
      { type: 'message.new', ...message },
    ]);
  });
});

test('system messages bring no archived dialog back', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const socket = await openSocket(bob.id);
  await bob.act(dialogId, 'archive');
  await added(unique('carol'), dialogId);
  await socket.heard('message.new', (event) => event.message_type === 'system');
  expect(socket.all('dialog.unarchived')).toEqual([]);
  expect((await bob.dialog(dialogId)).data.is_archived).toBe(true);
  await said(ada, dialogId, 'But people do');
  await socket.heard('dialog.unarchived');
});

test('who is in a new dialog hears of themselves joining, then its system message', async () => {
  const [ada, bob] = [user(unique('ada')), user(unique('bob'))];
  const sockets = [await openSocket(ada.id), await openSocket(bob.id)];
  const dialog = await host.createDialog({ participants: [ada.id, bob.id] });
  const heard = await heardBy(sockets, ada, dialog.id);
  const [system] = (await ada.messages(dialog.id)).data.messages;
  expect(system?.system_event?.type).toBe('chat_created');
  for (const [index, events] of heard.entries()) {
    const participant = dialog.participants[index];
    expect(participant?.is_online).toBe(true);
    expect(events).toEqual([
      { type: 'participant.joined', dialog_id: dialog.id, user_id: participant?.user_id, participant },
      { type: 'message.new', ...system },
    ]);
  }
});

test('those who participated hear that the dialog was deleted, on user sockets too, and those who left do not', async () => {
  const { ada, bob, carol, dialogId } = await dialogOf('ada', 'bob', 'carol');
  const [bobs, carols] = [await openSocket(bob.id), await openSocket(carol.id)];
  await removed(carol.id, dialogId);
  await carols.heard('participant.left');
  await host.call('DELETE', `/dialogs/${dialogId}`);
  expect(await bobs.heard('dialog.deleted')).toEqual({ type: 'dialog.deleted', dialog_id: dialogId });
  const other = await host.createDialog({ participants: [ada.id, bob.id, carol.id] });
  await said(ada, other.id, 'Life goes on');
  await carols.heard('message.new', (event) => event.content === 'Life goes on');
  expect(carols.all('dialog.deleted')).toEqual([]);
});
