import { describe, expect, test } from 'vitest';
import type { Message } from '../../contract/messages.ts';
import { host, unique, user } from './support/api.ts';
import { dialogOf, mentionOf, removed, said, type User } from './support/dialog.ts';
import { queryDatabase } from './support/gateway.ts';

/** A dialog of Ada and Bob with one message of Ada's. */
async function oneMessage(content = 'Hello') {
  const dialog = await dialogOf('ada', 'bob');
  return { ...dialog, message: await said(dialog.ada, dialog.dialogId, content) };
}

async function systemMessageIn(dialogId: string, reader: User): Promise<Message> {
  const [first] = (await reader.messages(dialogId)).data.messages;
  if (first?.message_type !== 'system') throw new Error('A dialog begins with a system message');
  return first;
}

async function formerTexts(messageId: string): Promise<(string | null | undefined)[]> {
  const query = 'select content from message_edits where message_id = $1 order by replaced_at, id';
  return (await queryDatabase(query, [messageId])).map((row) => row.content);
}

describe('editing', () => {
  test('answers 200 with the new text, and leaves the rest as it was', async () => {
    const { ada, bob, dialogId, message } = await oneMessage();
    const edited = await ada.edit(dialogId, message.id, 'Hi');
    expect(edited.status).toBe(200);
    expect(edited.data).toEqual({
      ...message,
      content: 'Hi',
      is_edited: true,
      last_edited_at: expect.stringMatching(/Z$/),
    });
    expect((await bob.messages(dialogId, '?limit=1')).data.messages).toEqual([edited.data]);
  });

  test('keeps every old text in the history', async () => {
    const { ada, dialogId, message } = await oneMessage('first');
    await ada.edit(dialogId, message.id, 'second');
    expect(await formerTexts(message.id)).toEqual(['first']);
    await ada.edit(dialogId, message.id, 'third');
    expect((await formerTexts(message.id)).sort()).toEqual(['first', 'second']);
  });

  test('sanitises, and finds the mentions anew', async () => {
    const { ada, bob, dialogId, message } = await oneMessage(mentionOf('nobody'));
    const { data } = await ada.edit(dialogId, message.id, `<i>Hi</i>${mentionOf(bob.id)}<script>x</script>`);
    expect(data.content).toBe(`<em>Hi</em>${mentionOf(bob.id)}`);
    expect(data.mentions).toEqual([bob.id]);
    expect((await ada.edit(dialogId, message.id, 'Hi')).data.mentions).toEqual([]);
  });

  test('keeps the place, the unread counts and who has read it', async () => {
    const { ada, bob, dialogId, message } = await oneMessage();
    await bob.read(dialogId, message.id);
    await ada.edit(dialogId, message.id, 'Hi');
    const { data } = await bob.dialog(dialogId);
    expect([data.unread_count, data.last_message_at, data.last_message?.content]).toEqual([
      0,
      message.sent_at,
      'Hi',
    ]);
  });

  test('is for the author while they take part: 403 to the other, to a stranger, to the author who left', async () => {
    const { ada, bob, dialogId, message } = await oneMessage();
    expect((await bob.edit(dialogId, message.id, 'x')).error?.code).toBe('FORBIDDEN');
    expect((await user(unique('eve')).edit(dialogId, message.id, 'x')).status).toBe(403);
    await removed(ada.id, dialogId);
    expect((await ada.edit(dialogId, message.id, 'x')).status).toBe(403);
    expect((await bob.messages(dialogId, `?around=${message.id}&limit=1`)).data.messages[0]?.content).toBe(
      'Hello',
    );
  });

  test('of a system message is 403 to everyone', async () => {
    const { ada, dialogId } = await oneMessage();
    const system = await systemMessageIn(dialogId, ada);
    expect((await ada.edit(dialogId, system.id, 'x')).status).toBe(403);
    expect(await systemMessageIn(dialogId, ada)).toEqual(system);
  });

  test('of no such message, of one of another dialog, or in no dialog is 404', async () => {
    const { ada, dialogId, message } = await oneMessage();
    const other = await host.createDialog({ participants: [ada.id] });
    expect((await ada.edit(dialogId, crypto.randomUUID(), 'x')).status).toBe(404);
    expect((await ada.edit(other.id, message.id, 'x')).status).toBe(404);
    expect((await ada.edit(crypto.randomUUID(), message.id, 'x')).status).toBe(404);
  });

  test('to no text is 400, and the text stays', async () => {
    const { ada, dialogId, message } = await oneMessage();
    for (const content of ['', '  ', '<p></p>', '<script>x</script>']) {
      expect((await ada.edit(dialogId, message.id, content)).status).toBe(400);
    }
    expect((await ada.messages(dialogId, '?limit=1')).data.messages).toEqual([message]);
  });

  const badBodies: [string, unknown][] = [
    ['no content', {}],
    ['content that is not text', { content: ['x'] }],
    ['content over 50,000 characters', { content: 'x'.repeat(50_001) }],
  ];
  test.each(badBodies)('with %s is 400, before it matters who asks and about what', async (_name, body) => {
    const { ada, bob, dialogId, message } = await oneMessage();
    const edit = (caller: User, dialog: string, id: string) =>
      caller.call('PUT', `/dialogs/${dialog}/messages/${id}`, { body });
    expect((await edit(ada, dialogId, message.id)).status).toBe(400);
    expect((await edit(bob, dialogId, message.id)).status).toBe(400);
    expect((await edit(user(unique('eve')), dialogId, message.id)).status).toBe(400);
    expect((await edit(ada, dialogId, crypto.randomUUID())).status).toBe(400);
    expect((await edit(ada, crypto.randomUUID(), message.id)).status).toBe(400);
  });
});

describe('deleting', () => {
  test('answers 204, takes away text and mentions, and leaves the message in its place', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const first = await said(ada, dialogId, `Secret ${mentionOf(bob.id)}`);
    const second = await said(bob, dialogId, 'Noted');
    expect((await ada.remove(dialogId, first.id)).status).toBe(204);
    const { messages } = (await bob.messages(dialogId, '?limit=2')).data;
    expect(messages).toEqual([
      { ...first, content: '', mentions: [], attachments: [], is_deleted: true },
      second,
    ]);
    expect((await bob.call('GET', `/dialogs/${dialogId}/messages/${first.id}`)).data).toEqual(messages[0]);
  });

  test('again is 204 too', async () => {
    const { ada, dialogId, message } = await oneMessage();
    await ada.remove(dialogId, message.id);
    expect((await ada.remove(dialogId, message.id)).status).toBe(204);
    expect(await formerTexts(message.id)).toEqual(['Hello']);
  });

  test('is the end of editing: 404', async () => {
    const { ada, dialogId, message } = await oneMessage();
    await ada.edit(dialogId, message.id, 'Hi');
    await ada.remove(dialogId, message.id);
    expect((await ada.edit(dialogId, message.id, 'x')).status).toBe(404);
    const { data } = await ada.call<Message>('GET', `/dialogs/${dialogId}/messages/${message.id}`);
    expect([data.content, data.is_edited, data.is_deleted]).toEqual(['', true, true]);
  });

  test('is for the author while they take part: 403 to the other, to a stranger, to the author who left', async () => {
    const { ada, bob, dialogId, message } = await oneMessage();
    expect((await bob.remove(dialogId, message.id)).status).toBe(403);
    expect((await user(unique('eve')).remove(dialogId, message.id)).status).toBe(403);
    await ada.leave(dialogId);
    expect((await ada.remove(dialogId, message.id)).status).toBe(403);
    expect((await bob.messages(dialogId, `?around=${message.id}&limit=1`)).data.messages[0]?.is_deleted).toBe(
      false,
    );
  });

  test('of a system message is 403, of nothing 404', async () => {
    const { ada, dialogId, message } = await oneMessage();
    const other = await host.createDialog({ participants: [ada.id] });
    expect((await ada.remove(dialogId, (await systemMessageIn(dialogId, ada)).id)).status).toBe(403);
    expect((await ada.remove(dialogId, crypto.randomUUID())).status).toBe(404);
    expect((await ada.remove(other.id, message.id)).status).toBe(404);
    expect((await ada.remove(crypto.randomUUID(), message.id)).status).toBe(404);
    expect((await ada.remove(dialogId, 'not-a-uuid')).status).toBe(400);
  });

  test('leaves the last message of the dialog in its place, empty', async () => {
    const { ada, bob, dialogId, message } = await oneMessage();
    await ada.remove(dialogId, message.id);
    const { data } = await bob.dialog(dialogId);
    expect(data.last_message).toMatchObject({ id: message.id, content: '', is_deleted: true });
    expect(data.unread_count).toBe(1);
  });
});
