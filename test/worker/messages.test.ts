import { describe, expect, test } from 'vitest';
import type { Message } from '../../contract/messages.ts';
import { host, unique, user } from './support/api.ts';
import { added, dialogOf, removed, said, type User } from './support/dialog.ts';

async function saidInOrder(author: User, dialogId: string, ...contents: string[]): Promise<Message[]> {
  const messages: Message[] = [];
  for (const content of contents) messages.push(await said(author, dialogId, content));
  return messages;
}

/** A dialog with its system message and five of Ada's. */
async function fiveMessages() {
  const dialog = await dialogOf('ada', 'bob');
  const texts = ['one', 'two', 'three', 'four', 'five'] as const;
  const sent = await saidInOrder(dialog.ada, dialog.dialogId, ...texts);
  const idOf = (text: (typeof texts)[number]) => sent[texts.indexOf(text)]?.id ?? '';
  const page = async (query: string) => {
    const { status, data } = await dialog.bob.messages(dialog.dialogId, query);
    expect(status).toBe(200);
    const contents = data.messages.map((message) =>
      message.message_type === 'system' ? 'system' : message.content,
    );
    return [contents, data.has_more_before, data.has_more_after];
  };
  return { ...dialog, idOf, page };
}

describe('the messages of a dialog', () => {
  test('come oldest first, beginning with how the dialog came about', async () => {
    const { page } = await fiveMessages();
    expect(await page('')).toEqual([['system', 'one', 'two', 'three', 'four', 'five'], false, false]);
  });

  test('are the newest where there are more than the limit', async () => {
    const { page } = await fiveMessages();
    expect(await page('?limit=2')).toEqual([['four', 'five'], true, false]);
    expect(await page('?limit=6')).toEqual([['system', 'one', 'two', 'three', 'four', 'five'], false, false]);
  });

  test('are read backwards with before, which leaves out the one named', async () => {
    const { page, idOf } = await fiveMessages();
    expect(await page(`?limit=2&before=${idOf('four')}`)).toEqual([['two', 'three'], true, true]);
    expect(await page(`?limit=2&before=${idOf('two')}`)).toEqual([['system', 'one'], false, true]);
  });

  test('are read onwards with after, which leaves out the one named', async () => {
    const { page, idOf } = await fiveMessages();
    expect(await page(`?limit=2&after=${idOf('two')}`)).toEqual([['three', 'four'], true, true]);
    expect(await page(`?limit=2&after=${idOf('three')}`)).toEqual([['four', 'five'], true, false]);
  });

  test('are an empty page beyond the last, which says that there is something before it', async () => {
    const { page, idOf } = await fiveMessages();
    expect(await page(`?after=${idOf('five')}`)).toEqual([[], true, false]);
  });

  test('are centred around one with around, which includes it', async () => {
    const { page, idOf } = await fiveMessages();
    expect(await page(`?limit=3&around=${idOf('three')}`)).toEqual([['two', 'three', 'four'], true, true]);
    expect(await page(`?limit=1&around=${idOf('three')}`)).toEqual([['three'], true, true]);
    expect(await page(`?limit=100&around=${idOf('five')}`)).toEqual([
      ['system', 'one', 'two', 'three', 'four', 'five'],
      false,
      false,
    ]);
  });

  test('cannot be centred around one that is not of this dialog: 404', async () => {
    const { bob, dialogId } = await fiveMessages();
    const other = await fiveMessages();
    expect((await bob.messages(dialogId, `?around=${crypto.randomUUID()}`)).status).toBe(404);
    expect((await bob.messages(dialogId, `?around=${other.idOf('one')}`)).status).toBe(404);
  });

  test('take one of before, after and around at most: 400', async () => {
    const { bob, dialogId, idOf } = await fiveMessages();
    const id = idOf('three');
    for (const query of [
      `before=${id}&after=${id}`,
      `before=${id}&around=${id}`,
      `after=${id}&around=${id}`,
    ]) {
      expect((await bob.messages(dialogId, `?${query}`)).error?.code, query).toBe('BAD_REQUEST');
    }
  });

  test.each([
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=ten',
    'limit=1.5',
    'limit=',
    'before=first',
    'after=1',
    'around=',
  ])('are refused to the query %s: 400', async (query) => {
    const { bob, dialogId } = await dialogOf('bob');
    const reply = await bob.messages(dialogId, `?${query}`);
    expect([reply.status, reply.error?.code]).toEqual([400, 'BAD_REQUEST']);
    expect(reply.error?.details?.[0]?.path).toBe(query.split('=')[0]);
  });

  test('are for participants alone: 403 to others and to those who left, 404 for no dialog', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    await bob.leave(dialogId);
    expect((await bob.messages(dialogId)).status).toBe(403);
    expect((await user(unique('eve')).messages(dialogId)).status).toBe(403);
    expect((await ada.messages(crypto.randomUUID())).status).toBe(404);
    expect((await ada.messages('not-a-uuid')).status).toBe(400);
  });
});

describe('the first unread message', () => {
  const firstUnread = async (reader: User, dialogId: string, query = '') =>
    (await reader.messages(dialogId, query)).data.first_unread_message_id;

  test('is the oldest that the reader has not read, on the page or not', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const [one, two] = await saidInOrder(ada, dialogId, 'one', 'two', 'three');
    expect(await firstUnread(bob, dialogId)).toBe(one?.id);
    expect(await firstUnread(bob, dialogId, '?limit=1')).toBe(one?.id);
    await bob.read(dialogId, one?.id ?? '');
    expect(await firstUnread(bob, dialogId)).toBe(two?.id);
  });

  test('is none when all is read, for the one who wrote, and where only system messages are new', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const message = await said(ada, dialogId, 'Hello');
    await bob.read(dialogId, message.id);
    await added(unique('carol'), dialogId);
    expect(await firstUnread(bob, dialogId)).toBeNull();
    expect(await firstUnread(ada, dialogId)).toBeNull();
  });

  test('may be a deleted one: it counts until it is read past', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const message = await said(ada, dialogId, 'Oops');
    await ada.remove(dialogId, message.id);
    expect(await firstUnread(bob, dialogId)).toBe(message.id);
  });

  test('is not said on a page that was asked for by place', async () => {
    const { bob, dialogId, idOf } = await fiveMessages();
    for (const place of ['before', 'after', 'around']) {
      expect(await firstUnread(bob, dialogId, `?${place}=${idOf('three')}`), place).toBeNull();
    }
  });
});

describe('one message', () => {
  test('has every field of the contract', async () => {
    const { ada, dialogId, bob } = await dialogOf('ada', 'bob');
    const sent = await said(ada, dialogId, 'Hello');
    const read = await bob.call<Message>('GET', `/dialogs/${dialogId}/messages/${sent.id}`);
    expect(read.status).toBe(200);
    expect(read.data).toEqual(sent);
    expect(sent).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      dialog_id: dialogId,
      sender_id: ada.id,
      sender_name: ada.id,
      message_type: 'user',
      content: 'Hello',
      reply_to_id: null,
      reply_to: null,
      mentions: [],
      attachments: [],
      client_message_id: null,
      is_edited: false,
      last_edited_at: null,
      is_deleted: false,
      sent_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });

  test('is for participants of its own dialog', async () => {
    const { ada, dialogId } = await dialogOf('ada');
    const { id } = await said(ada, dialogId, 'Hello');
    const other = await host.createDialog({ participants: [ada.id] });
    const status = async (reader: User, dialog: string, message: string) =>
      (await reader.call('GET', `/dialogs/${dialog}/messages/${message}`)).status;
    expect(await status(user(unique('eve')), dialogId, id)).toBe(403);
    expect(await status(ada, crypto.randomUUID(), id)).toBe(404);
    expect(await status(ada, other.id, id)).toBe(404);
    expect(await status(ada, dialogId, crypto.randomUUID())).toBe(404);
    expect(await status(ada, dialogId, 'not-a-uuid')).toBe(400);
  });

  test('of the system says what happened, safely escaped and for other languages too', async () => {
    const { ada, dialogId } = await dialogOf('ada');
    const bob = unique('bob');
    await added(bob, dialogId, { display_name: '<b>Bob</b>', company: 'B & Sons' });
    const { messages } = (await ada.messages(dialogId, '?limit=1')).data;
    expect(messages[0]).toMatchObject({
      message_type: 'system',
      sender_id: null,
      sender_name: null,
      content: '&lt;b&gt;Bob&lt;/b&gt; was added to the chat',
      system_event: {
        type: 'participant_added',
        user_id: bob,
        display_name: '<b>Bob</b>',
        company: 'B & Sons',
      },
    });
  });
});

test.each(['leaves', 'is removed'])('the name of someone who %s stays on what they said', async (way) => {
  const { ada, dialogId } = await dialogOf('ada');
  const bob = user(unique('bob'));
  await added(bob.id, dialogId, { display_name: 'Bob the Builder', email: 'bob@example.com' });
  const quoted = await said(bob, dialogId, 'I was here');
  await said(ada, dialogId, 'I know', { reply_to: quoted.id });
  if (way === 'leaves') await bob.leave(dialogId);
  else await removed(bob.id, dialogId);
  const { messages } = (await ada.messages(dialogId, `?around=${quoted.id}`)).data;
  expect(messages.find((message) => message.id === quoted.id)?.sender_name).toBe('Bob the Builder');
  expect(messages.find((message) => message.reply_to_id === quoted.id)?.reply_to?.sender_name).toBe(
    'Bob the Builder',
  );
});
