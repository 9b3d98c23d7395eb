import { describe, expect, test } from 'vitest';
import { host, unique, user } from './support/api.ts';
import { dialogOf, mentionOf, removed, said } from './support/dialog.ts';

describe('sending', () => {
  test('answers 201 with the message as others read it', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const sent = await ada.send(dialogId, '<p>Hello</p>');
    expect([sent.status, sent.data.content]).toEqual([201, '<p>Hello</p>']);
    expect((await bob.messages(dialogId, '?limit=1')).data.messages).toEqual([sent.data]);
  });

  test('is for participants: 403 to strangers and those removed, 404 where there is no dialog', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    await removed(bob.id, dialogId);
    expect((await bob.send(dialogId, 'Hello?')).status).toBe(403);
    expect((await user(unique('eve')).send(dialogId, 'Hello?')).status).toBe(403);
    expect((await ada.send(crypto.randomUUID(), 'Hello?')).error?.code).toBe('NOT_FOUND');
    expect((await ada.send('not-a-uuid', 'Hello?')).status).toBe(400);
  });

  test('many times at once to a dialog that does not exist is 404 each time', async () => {
    const ada = user(unique('ada'));
    const nowhere = crypto.randomUUID();
    for (let round = 0; round < 3; round += 1) {
      const replies = await Promise.all(Array.from({ length: 5 }, () => ada.send(nowhere, 'Hello?')));
      expect(replies.map((reply) => reply.status)).toEqual([404, 404, 404, 404, 404]);
    }
  });

  const badBodies: [string, unknown][] = [
    ['no content', {}],
    ['null content', { content: null }],
    ['content that is not text', { content: 7 }],
    ['empty content', { content: '' }],
    ['content of white space alone', { content: ' \n\t\u00a0' }],
    ['content of empty tags alone', { content: '<p><br></p><p> </p>' }],
    ['content of a script alone', { content: '<script>alert(1)</script>' }],
    ['content over 50,000 characters', { content: 'x'.repeat(50_001) }],
    ['content with NUL', { content: 'a\u0000b' }],
    ['content with half a surrogate pair', { content: 'a\ud800b' }],
    ['reply_to that is no UUID', { content: 'Hello', reply_to: 'first' }],
    ['client_message_id of no characters', { content: 'Hello', client_message_id: '' }],
    ['client_message_id of 65 characters', { content: 'Hello', client_message_id: 'x'.repeat(65) }],
    ['client_message_id with other characters', { content: 'Hello', client_message_id: 'a b' }],
    ['attachments that are no list', { content: 'Hello', attachments: 'file' }],
    ['a list for a body', []],
  ];
  test.each(badBodies)('%s is 400, before it matters who asks and where', async (_name, body) => {
    const { ada, dialogId } = await dialogOf('ada');
    for (const [caller, dialog] of [
      [ada, dialogId],
      [user(unique('eve')), dialogId],
      [ada, crypto.randomUUID()],
    ] as const) {
      const reply = await caller.call('POST', `/dialogs/${dialog}/messages`, { body });
      expect([reply.status, reply.error?.code]).toEqual([400, 'BAD_REQUEST']);
    }
  });

  test('text that is not JSON is 400, and over 1 MiB 413', async () => {
    const { ada, dialogId } = await dialogOf('ada');
    const post = (rawBody: string) => ada.call('POST', `/dialogs/${dialogId}/messages`, { rawBody });
    expect((await post('{"content":')).status).toBe(400);
    expect((await post('')).status).toBe(400);
    expect((await post(JSON.stringify({ content: 'x'.repeat(1_048_576) }))).error?.code).toBe(
      'PAYLOAD_TOO_LARGE',
    );
  });

  test('takes 50,000 characters, unknown fields, and null for what is optional', async () => {
    const { ada, dialogId } = await dialogOf('ada');
    const fields = { reply_to: null, attachments: null, client_message_id: null, colour: 'green' };
    const reply = await ada.send(dialogId, 'x'.repeat(50_000), fields);
    expect([reply.status, reply.data.content.length]).toEqual([201, 50_000]);
  });

  test('another method on the same path is 404', async () => {
    const { ada, dialogId } = await dialogOf('ada');
    expect(
      (await ada.call('PATCH', `/dialogs/${dialogId}/messages`, { body: { content: 'x' } })).status,
    ).toBe(404);
  });
});

describe('what a message says', () => {
  test('is sanitised before anyone reads it', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const html =
      '<p onclick="steal()">Hi <b>there</b><img src=x onerror=alert(1)> <a href="javascript:x">me</a></p><script>x</script>';
    const { content } = await said(ada, dialogId, html);
    expect(content).toBe(
      '<p>Hi <strong>there</strong> <a target="_blank" rel="noopener noreferrer">me</a></p>',
    );
    expect((await bob.messages(dialogId, '?limit=1')).data.messages[0]?.content).toBe(content);
  });

  test('mentions the participants it names, in order, each once', async () => {
    const { ada, bob, carol, dave, dialogId } = await dialogOf('ada', 'bob', 'carol', 'dave');
    await dave.leave(dialogId);
    const named = [carol.id, unique('stranger'), ada.id, dave.id, carol.id, bob.id];
    expect((await said(ada, dialogId, named.map(mentionOf).join(' '))).mentions).toEqual([
      carol.id,
      ada.id,
      bob.id,
    ]);
  });

  test('mentions nobody by a name in plain text or in a tag of another kind', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const html = `@${bob.id} <span data-id="${bob.id}">x</span> <p data-type="mention" data-id="${bob.id}">x</p>`;
    expect((await said(ada, dialogId, html)).mentions).toEqual([]);
  });
});

describe('a reply', () => {
  test('quotes the message it replies to', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const question = await said(ada, dialogId, 'Coffee?');
    const answer = await said(bob, dialogId, 'Yes', { reply_to: question.id });
    const quote = {
      id: question.id,
      sender_id: ada.id,
      sender_name: ada.id,
      content: 'Coffee?',
      is_deleted: false,
    };
    expect([answer.reply_to_id, answer.reply_to]).toEqual([question.id, quote]);
  });

  test('stays when the quoted message is edited or deleted, and quotes what is left of it', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const question = await said(ada, dialogId, 'Coffee?');
    const { id } = await said(bob, dialogId, 'Yes', { reply_to: question.id });
    const quoted = async () =>
      (await ada.messages(dialogId, `?limit=1&around=${id}`)).data.messages[0]?.reply_to;
    await ada.edit(dialogId, question.id, 'Tea?');
    expect(await quoted()).toMatchObject({ content: 'Tea?', is_deleted: false });
    await ada.remove(dialogId, question.id);
    expect(await quoted()).toEqual({
      id: question.id,
      sender_id: ada.id,
      sender_name: ada.id,
      content: '',
      is_deleted: true,
    });
  });

  test('must be to a message of the same dialog that is not deleted: 400', async () => {
    const { ada, dialogId } = await dialogOf('ada');
    const other = await host.createDialog({ participants: [ada.id] });
    const elsewhere = await said(ada, other.id, 'Elsewhere');
    const gone = await said(ada, dialogId, 'Gone');
    await ada.remove(dialogId, gone.id);
    for (const replyTo of [crypto.randomUUID(), elsewhere.id, gone.id]) {
      const reply = await ada.send(dialogId, 'Re', { reply_to: replyTo });
      expect([reply.status, reply.error?.code]).toEqual([400, 'BAD_REQUEST']);
    }
  });

  test('of a stranger is 403, whatever it quotes', async () => {
    const { dialogId } = await dialogOf('ada');
    const reply = await user(unique('eve')).send(dialogId, 'Re', { reply_to: crypto.randomUUID() });
    expect(reply.status).toBe(403);
  });
});

describe('a retry with the same client_message_id', () => {
  const key = { client_message_id: 'Draft_1-a' };

  test('answers 200 with what is stored, whatever it says now', async () => {
    const { ada, dialogId } = await dialogOf('ada');
    const first = await said(ada, dialogId, 'Hello', key);
    expect(first.client_message_id).toBe('Draft_1-a');
    const retry = await ada.send(dialogId, 'Something else', { ...key, reply_to: crypto.randomUUID() });
    expect([retry.status, retry.data]).toEqual([200, first]);
    expect((await ada.messages(dialogId, `?after=${first.id}`)).data.messages).toEqual([]);
  });

  test('sends once, however many are sent at once', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const replies = await Promise.all(Array.from({ length: 6 }, () => ada.send(dialogId, 'Hello', key)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(new Set(replies.map((reply) => reply.data.id)).size).toBe(1);
    expect((await bob.dialog(dialogId)).data.unread_count).toBe(1);
  });

  test('answers with the message as it has become since', async () => {
    const { ada, dialogId } = await dialogOf('ada');
    const { id } = await said(ada, dialogId, 'Hello', key);
    await ada.remove(dialogId, id);
    const retry = await ada.send(dialogId, 'Hello', key);
    expect([retry.status, retry.data.id, retry.data.is_deleted]).toEqual([200, id, true]);
  });

  test('is another message for another user and in another dialog', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const other = await host.createDialog({ participants: [ada.id] });
    await said(ada, dialogId, 'Hello', key);
    expect((await bob.send(dialogId, 'Hello', key)).status).toBe(201);
    expect((await ada.send(other.id, 'Hello', key)).status).toBe(201);
  });

  test('is refused to someone who has left since: 403', async () => {
    const { ada, dialogId } = await dialogOf('ada', 'bob');
    await said(ada, dialogId, 'Hello', key);
    await ada.leave(dialogId);
    expect((await ada.send(dialogId, 'Hello', key)).status).toBe(403);
  });
});
