import { describe, expect, test } from 'vitest';
import type { DialogForHost } from '../../contract/dialogs.ts';
import { host, unique, user } from './support/api.ts';
import { dialogOf, said } from './support/dialog.ts';
import { openSocket } from './support/socket.ts';

const texts = [
  '合同谈判',
  '🙂👩‍👩‍👧🏳️‍🌈',
  'مرحبا بالعالم',
  'ÅÄÖ é e\u0301',
  "O'Neill; drop table messages --",
  '100 % _ \\ $1 $& {{y}}',
  'a\u0001b\u007f\u2028\ufeff\u202e',
  '\\u0000 \\x00 \\0',
  'null',
  '{"a":1}',
  '𝕳𝖊𝖑𝖑𝖔',
];

describe('text comes back as it was given', () => {
  test.each(texts)('in every field of a dialog: %j', async (text) => {
    const person = { user_id: unique('ada'), display_name: text, company: text, email: text, phone: text };
    const meta = { [text]: [text, { deep: { [text]: text } }], number: 1e300, nothing: null };
    const created = await host.createDialog({ title: text, meta, participants: [person] });
    const { data } = await host.call<DialogForHost>('GET', `/dialogs/${created.id}`);
    expect(data).toMatchObject({ title: text, meta, participants: [person] });
    expect(created).toEqual(data);
    const ada = user(person.user_id);
    expect((await ada.dialog(created.id)).data).toMatchObject({ title: text, meta });
    expect((await ada.participants(created.id)).data).toMatchObject([person]);
  });

  test.each(texts.filter((text) => !/[&<>]/.test(text)))('in a message, read and heard: %j', async (text) => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const socket = await openSocket(bob.id);
    const sent = await said(ada, dialogId, text);
    expect(sent.content).toBe(text);
    expect(await socket.heard('message.new')).toMatchObject({ content: text });
    expect((await bob.messages(dialogId)).data.messages.at(-1)).toMatchObject({ content: text });
    expect((await ada.edit(dialogId, sent.id, `${text}!`)).data.content).toBe(`${text}!`);
    expect((await bob.dialog(dialogId)).data.last_message?.content).toBe(`${text}!`);
  });

  test('in meta whose keys mean something to JavaScript, which harm nobody', async () => {
    const rawBody = `{"object_type": "order", "object_id": "${unique('o')}",
      "meta": {"__proto__": {"isAdmin": true}, "constructor": {"prototype": {"isAdmin": true}}, "toString": 1, "a": 1, "a": 2}}`;
    const reply = await host.call<DialogForHost>('POST', '/dialogs', { rawBody });
    expect(reply.status).toBe(201);
    expect(reply.data.meta).toMatchObject({
      toString: 1,
      a: 2,
      constructor: { prototype: { isAdmin: true } },
    });
    expect('isAdmin' in {}).toBe(false);
    expect((await host.call<DialogForHost>('GET', `/dialogs/${reply.data.id}`)).data).toEqual(reply.data);
  });
});

describe('HTML that is meant to break something', () => {
  test.each([
    [
      'character references of NUL and of half characters',
      'a&#0;b&#x0;c&#xD800;d&#55357;e&#x110000;f&#xFFFFFFFFFF;',
    ],
    [
      'the same in attributes',
      '<span data-type="mention" data-id="&#0;&#xD800;" data-label="&#0;">@x</span> y',
    ],
    ['a link to half a character', '<a href="https://host/&#xDC00;&#0;">x</a>'],
    ['nothing but opened tags', '<'.repeat(50_000)],
    ['deep nesting', `${'<p>'.repeat(10_000)}x`],
    ['deep nesting that is closed', `${'<b>'.repeat(6_000)}x${'</b>'.repeat(6_000)}`],
    ['ampersands', '&'.repeat(50_000)],
    ['thousands of mentions', '<span data-type="mention" data-id="x">@</span>'.repeat(1_000)],
    ['a comment without end', 'x<!--'.repeat(10_000)],
    ['attributes without end', `x<a ${'a="'.repeat(10_000)}`],
    ['characters at the limit, of two units each', '🙂'.repeat(25_000)],
  ])('is stored and read like any other: %s', async (_what, content) => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const sent = await said(ada, dialogId, content);
    expect(sent.content.isWellFormed()).toBe(true);
    expect(sent.content).not.toContain('\u0000');
    expect((await bob.messages(dialogId)).data.messages.at(-1)?.content).toBe(sent.content);
  });
});

describe('a user whose id is', () => {
  test.each([
    ['255 characters', 'x'.repeat(247)],
    ['255 Chinese characters', '合'.repeat(247)],
    ['127 emoji', '🙂'.repeat(123)],
    ['the name of a prototype', '__proto__'],
    ['a path', '../..'],
    ['a quoted string', `"'\\`],
  ])('%s can do all that others can, on both kinds of socket', async (_what, id) => {
    const suffix = crypto.randomUUID().slice(0, 8);
    const person = user(`${id}${suffix}`);
    const bob = user(unique('bob'));
    const dialog = await host.createDialog({ participants: [person.id, bob.id] });
    const [inbox, room] = [await openSocket(person.id), await openSocket(person.id, dialog.id)];
    expect(await inbox.heard('connected')).toMatchObject({ user_id: person.id });
    const sent = await said(
      bob,
      dialog.id,
      `<span data-type="mention" data-id="${person.id.replaceAll('"', '&quot;')}">@</span>`,
    );
    expect(sent.mentions).toEqual([person.id]);
    for (const socket of [inbox, room]) {
      expect(await socket.heard('message.new')).toMatchObject({ id: sent.id, mentions: [person.id] });
    }
    expect((await bob.participants(dialog.id)).data).toContainEqual(
      expect.objectContaining({ user_id: person.id, is_online: true }),
    );
    expect((await person.read(dialog.id, sent.id)).data.unread_count).toBe(0);
    expect((await person.leave(dialog.id)).status).toBe(204);
    expect((await room.closed).code).toBe(4403);
  });

  test.each(['__proto__', 'constructor', 'toString', '.', '..', '0', 'undefined'])(
    '%j, as bare as that, too',
    async (id) => {
      const dialog = await host.createDialog({
        participants: [id],
        object_type: id,
        object_id: `${id}${unique('')}`,
      });
      const person = user(id);
      expect(await person.send(dialog.id, 'Hello')).toMatchObject({
        status: 201,
        data: { sender_id: id, sender_name: id },
      });
      const socket = await openSocket(id, dialog.id);
      expect(await socket.heard('connected')).toMatchObject({ user_id: id });
      expect((await person.participants(dialog.id)).data).toMatchObject([{ user_id: id, is_online: true }]);
      const query = `object_type=${encodeURIComponent(id)}&object_id=${encodeURIComponent(dialog.object_id)}`;
      expect((await host.call<DialogForHost[]>('GET', `/dialogs?${query}`)).data).toMatchObject([
        { id: dialog.id },
      ]);
      expect((await person.leave(dialog.id)).status).toBe(204);
    },
  );

  test.each(['.', '..'])('%j, which no URL can hold, is not taken for the dialog above it', async (id) => {
    const dialog = await host.createDialog({ participants: [id] });
    expect(
      (await host.call('DELETE', `/dialogs/${dialog.id}/participants/${encodeURIComponent(id)}`)).status,
    ).toBe(404);
    expect((await host.call<DialogForHost>('GET', `/dialogs/${dialog.id}`)).data).toMatchObject({
      participants: [{}],
    });
    expect((await user(id).leave(dialog.id)).status).toBe(204);
  });
});

test('all limits at once are not too much', async () => {
  const wide = (length: number, index: number) => `${index}${'合'.repeat(length)}`.slice(0, length);
  const level = Array.from({ length: 100 }, (_, index) => wide(255, index));
  const people = Array.from({ length: 100 }, (_, index) => ({
    user_id: `${unique('')}${wide(200, index)}`,
    company: wide(200, index),
  }));
  const created = await host.createDialog({
    title: wide(500, 0),
    object_url: `https://host/${'x'.repeat(2_000)}`,
    meta: { a: 'x'.repeat(16_000) },
    participants: people,
    access_scopes: [{ scope_level0: level, scope_level1: level, scope_level2: level }],
  });
  expect(created.participants).toHaveLength(100);
  const member = user(people[99]?.user_id ?? '');
  expect((await member.dialogs(`?search=${encodeURIComponent(wide(200, 0))}`)).data).toMatchObject([
    { id: created.id },
  ]);
});
