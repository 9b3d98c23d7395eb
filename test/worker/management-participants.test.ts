import { describe, expect, it } from 'vitest';
import type { SystemEvent } from '../../contract/messages.ts';
import type { Participant } from '../../contract/participants.ts';
import { host, unique, user } from './support/api.ts';
import { openSocket } from './support/socket.ts';

function add(dialogId: string, body: unknown) {
  return host.call<Participant>('POST', `/dialogs/${dialogId}/participants`, { body });
}

function remove(dialogId: string, userId: string) {
  return host.call('DELETE', `/dialogs/${dialogId}/participants/${encodeURIComponent(userId)}`);
}

async function systemEvents(
  dialogId: string,
  reader: ReturnType<typeof user>,
): Promise<(SystemEvent | undefined)[]> {
  const { messages } = (await reader.messages(dialogId)).data;
  return messages
    .filter((message) => message.message_type === 'system')
    .map((message) => message.system_event);
}

describe('adding a participant', () => {
  it('answers 201 with them, and they see the dialog', async () => {
    const bob = user(unique('bob'));
    const dialog = await host.createDialog();
    const profile = {
      user_id: bob.id,
      display_name: 'Bob',
      company: 'Acme',
      email: 'bob@acme.test',
      phone: '123',
    };
    expect(await add(dialog.id, profile)).toMatchObject({
      status: 201,
      data: { ...profile, joined_as: 'participant', is_online: false, last_read_message_id: null },
    });
    expect(await bob.dialog(dialog.id)).toMatchObject({
      data: { i_am_participant: true, participants_count: 1 },
    });
  });

  it('needs only the id, which then is the name', async () => {
    const dialog = await host.createDialog();
    const name = unique('bob');
    expect(await add(dialog.id, { user_id: name })).toMatchObject({
      status: 201,
      data: { user_id: name, display_name: name, company: null, email: null, phone: null },
    });
  });

  it('makes the user named by created_by the creator', async () => {
    const dialog = await host.createDialog({ created_by: 'ada' });
    expect((await add(dialog.id, { user_id: 'ada' })).data.joined_as).toBe('creator');
    expect((await add(dialog.id, { user_id: 'bob' })).data.joined_as).toBe('participant');
  });

  it('tells everyone in the dialog, by event and by system message', async () => {
    const ada = user(unique('ada'));
    const dialog = await host.createDialog({ participants: [ada.id] });
    const socket = await openSocket(ada.id);
    await add(dialog.id, { user_id: 'bob', display_name: 'Bob', company: 'Acme' });
    expect(await socket.heard('participant.joined')).toMatchObject({
      dialog_id: dialog.id,
      user_id: 'bob',
      participant: { display_name: 'Bob', joined_as: 'participant' },
    });
    expect(await systemEvents(dialog.id, ada)).toContainEqual({
      type: 'participant_added',
      user_id: 'bob',
      display_name: 'Bob',
      company: 'Acme',
    });
    socket.close();
  });

  it.each<[string, unknown]>([
    ['no user', {}],
    ['an empty user', { user_id: '' }],
    ['a user that is a number', { user_id: 7 }],
    ['a control character', { user_id: 'a\nb' }],
    ['a blank name', { user_id: 'bob', display_name: '  ' }],
    ['a bare string', 'bob'],
  ])('refuses %s', async (_what, body) => {
    const dialog = await host.createDialog();
    expect(await add(dialog.id, body)).toMatchObject({ status: 400, error: { code: 'BAD_REQUEST' } });
  });
});

describe('adding someone who is there already', () => {
  const before = { display_name: 'Bob', company: 'Acme', email: 'bob@acme.test', phone: '123' };

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['one field', { company: 'Initech' }, { ...before, company: 'Initech' }],
    [
      'all fields',
      { display_name: 'Robert', company: 'Initech', email: 'r@initech.test', phone: '9' },
      { display_name: 'Robert', company: 'Initech', email: 'r@initech.test', phone: '9' },
    ],
    ['no field', {}, before],
    ['null, which is left out', { display_name: null, company: null, email: null, phone: null }, before],
  ])('answers 200 and replaces the fields given: %s', async (_which, given, after) => {
    const user_id = unique('bob');
    const dialog = await host.createDialog({ participants: ['ada', { user_id, ...before }] });
    expect(await add(dialog.id, { user_id, ...given })).toMatchObject({
      status: 200,
      data: { user_id, ...after },
    });
    const stored = await host.call('GET', `/dialogs/${dialog.id}`);
    expect(stored).toMatchObject({
      data: { participants: expect.arrayContaining([expect.objectContaining(after)]) },
    });
  });

  it('keeps how and when they came and what they have read', async () => {
    const bob = user(unique('bob'));
    const dialog = await host.createDialog({ participants: [bob.id] });
    const message = (await bob.send(dialog.id, 'Hello')).data;
    expect(await add(dialog.id, { user_id: bob.id, display_name: 'Bob' })).toMatchObject({
      data: { joined_as: 'creator', joined_at: dialog.created_at, last_read_message_id: message.id },
    });
  });

  it('announces nothing and counts nobody twice', async () => {
    const ada = user(unique('ada'));
    const dialog = await host.createDialog({ participants: [ada.id, 'bob'] });
    const socket = await openSocket(ada.id);
    await add(dialog.id, { user_id: 'bob', display_name: 'Robert' });
    // Heard after anything that the renewal would have announced.
    await ada.send(dialog.id, 'Hello');
    await socket.heard('message.new');
    expect(socket.all('participant.joined')).toEqual([]);
    expect(await systemEvents(dialog.id, ada)).toHaveLength(1);
    expect((await ada.dialog(dialog.id)).data.participants_count).toBe(2);
    socket.close();
  });

  it('gives the new name to what they said before', async () => {
    const bob = user(unique('bob'));
    const dialog = await host.createDialog({ participants: [bob.id] });
    await bob.send(dialog.id, 'Hello');
    await add(dialog.id, { user_id: bob.id, display_name: 'Robert' });
    expect((await bob.dialog(dialog.id)).data.last_message?.sender_name).toBe('Robert');
  });
});

describe('removing a participant', () => {
  it('answers 204, tells those who stay, and shuts the dialog to the one who goes', async () => {
    const [ada, bob] = [user(unique('ada')), user(unique('bob'))];
    const dialog = await host.createDialog({ participants: [ada.id, bob.id] });
    const socket = await openSocket(ada.id);
    expect((await remove(dialog.id, bob.id)).status).toBe(204);
    expect(await socket.heard('participant.left')).toMatchObject({ dialog_id: dialog.id, user_id: bob.id });
    expect(await systemEvents(dialog.id, ada)).toContainEqual({
      type: 'participant_removed',
      user_id: bob.id,
      display_name: bob.id,
      company: null,
    });
    expect((await bob.dialog(dialog.id)).status).toBe(404);
    expect((await bob.messages(dialog.id)).status).toBe(403);
    expect((await ada.dialog(dialog.id)).data.participants_count).toBe(1);
    socket.close();
  });

  it('is 404 for someone who is not there, never was, or was removed before', async () => {
    const dialog = await host.createDialog({ participants: ['ada', 'bob'] });
    expect(await remove(dialog.id, 'eve')).toMatchObject({ status: 404, error: { code: 'NOT_FOUND' } });
    expect((await remove(dialog.id, 'bob')).status).toBe(204);
    expect((await remove(dialog.id, 'bob')).status).toBe(404);
  });

  it('may empty the dialog, which stays', async () => {
    const dialog = await host.createDialog({ participants: ['ada'] });
    await remove(dialog.id, 'ada');
    expect(await host.call('GET', `/dialogs/${dialog.id}`)).toMatchObject({
      status: 200,
      data: { participants: [] },
    });
  });

  it('can be undone: added again, they are a participant again', async () => {
    const bob = user(unique('bob'));
    const dialog = await host.createDialog({ participants: ['ada', bob.id] });
    await remove(dialog.id, bob.id);
    expect((await add(dialog.id, { user_id: bob.id })).status).toBe(201);
    expect((await bob.dialog(dialog.id)).data).toMatchObject({
      i_am_participant: true,
      participants_count: 2,
    });
  });
});

describe('the system message about a person', () => {
  it('is HTML, in which their name is text', async () => {
    const ada = user(unique('ada'));
    const dialog = await host.createDialog({ participants: [ada.id] });
    await add(dialog.id, { user_id: 'bob', display_name: `<b>"Bob" & 'Co'</b>` });
    const { messages } = (await ada.messages(dialog.id)).data;
    expect(messages.at(-1)?.content).toBe(
      '&lt;b&gt;&quot;Bob&quot; &amp; &#39;Co&#39;&lt;/b&gt; was added to the chat',
    );
    expect(messages.at(-1)?.system_event).toMatchObject({ display_name: `<b>"Bob" & 'Co'</b>` });
  });
});

describe('people who are online', () => {
  it('hear of a dialog that is created with them, each of themselves alone', async () => {
    const [ada, bob] = [user(unique('ada')), user(unique('bob'))];
    const [adas, bobs] = [await openSocket(ada.id), await openSocket(bob.id)];
    const dialog = await host.createDialog({ participants: [ada.id, bob.id] });
    expect(dialog.participants.map((person) => person.is_online)).toEqual([true, true]);
    for (const [person, socket] of [
      [ada, adas],
      [bob, bobs],
    ] as const) {
      await socket.heard('participant.joined', (event) => event.dialog_id === dialog.id);
      await socket.heard('message.new', (event) => event.dialog_id === dialog.id);
      expect(socket.all('participant.joined').map((event) => event.user_id)).toEqual([person.id]);
      socket.close();
    }
  });

  it('hear that a dialog was deleted', async () => {
    const ada = user(unique('ada'));
    const dialog = await host.createDialog({ participants: [ada.id] });
    const socket = await openSocket(ada.id);
    await host.call('DELETE', `/dialogs/${dialog.id}`);
    expect(await socket.heard('dialog.deleted')).toEqual({ type: 'dialog.deleted', dialog_id: dialog.id });
    socket.close();
  });
});
