import { describe, expect, it } from 'vitest';
import type { DialogForHost } from '../../contract/dialogs.ts';
import { limits } from '../../contract/limits.ts';
import { host, unique, user } from './support/api.ts';

const letters = (count: number) => 'x'.repeat(count);
/** Two UTF-16 units each. */
const faces = (count: number) => '🙂'.repeat(count);
const chinese = (count: number) => '价'.repeat(count);

const names = (count: number) => Array.from({ length: count }, (_, index) => `person-${index}`);
const scopes = (count: number) => names(count).map((tenant_uid) => ({ tenant_uid }));

const metaPrefix = JSON.stringify({ text: '' }).length;
const metaOf = (jsonLength: number) => ({ text: letters(jsonLength - metaPrefix) });
function nested(depth: number): object {
  return depth === 1 ? {} : { inner: nested(depth - 1) };
}

function create(fields: Record<string, unknown>) {
  return host.call<DialogForHost>('POST', '/dialogs', {
    body: { object_type: 'order', object_id: unique('order'), ...fields },
  });
}

describe('creating a dialog takes a value at its limit, unchanged, and refuses one more', () => {
  const fields: [string, string, unknown, unknown][] = [
    ['object_id', '255 units', letters(255), letters(256)],
    ['object_id', '255 Chinese characters', chinese(255), chinese(256)],
    ['object_id', '127 faces of two units', faces(127), faces(128)],
    ['object_type', '255 units', letters(255), letters(256)],
    ['created_by', '255 units', letters(255), letters(256)],
    ['title', '500 units', letters(500), letters(501)],
    ['title', '500 Chinese characters', chinese(500), chinese(501)],
    ['title', '250 faces of two units', faces(250), faces(251)],
    ['object_url', '2,048 units', `https://a.test/${letters(2_033)}`, `https://a.test/${letters(2_034)}`],
    ['meta', '16 KiB of JSON', metaOf(16_384), metaOf(16_385)],
    ['meta', 'its greatest depth', nested(limits.metaDepth), nested(limits.metaDepth + 1)],
  ];
  it.each(fields)('%s: %s', async (field, _limit, longest, tooLong) => {
    const reply = await create({ [field]: longest });
    expect(reply.status, JSON.stringify(reply.error)).toBe(201);
    expect(reply.data).toMatchObject({ [field]: longest });
    expect(await host.call('GET', `/dialogs/${reply.data.id}`)).toMatchObject({ data: { [field]: longest } });
    const refused = await create({ [field]: tooLong });
    expect(refused).toMatchObject({
      status: 400,
      error: { code: 'BAD_REQUEST', details: [{ path: field }] },
    });
  });

  it('participants: 100', async () => {
    const reply = await create({ participants: names(100) });
    expect(reply).toMatchObject({ status: 201 });
    expect(reply.data.participants).toHaveLength(100);
    expect((await create({ participants: names(101) })).status).toBe(400);
  });

  it('access scopes: 100', async () => {
    const reply = await create({ access_scopes: scopes(100) });
    expect(reply).toMatchObject({ status: 201 });
    expect(reply.data.access_scopes.map((scope) => scope.tenant_uid)).toEqual(names(100));
    expect((await create({ access_scopes: scopes(101) })).status).toBe(400);
  });

  it.each(['scope_level0', 'scope_level1', 'scope_level2'])('values of %s: 100', async (level) => {
    const reply = await create({ access_scopes: [{ scope_level0: ['t'], [level]: names(100) }] });
    expect(reply).toMatchObject({ status: 201, data: { access_scopes: [{ [level]: names(100) }] } });
    expect((await create({ access_scopes: [{ scope_level0: ['t'], [level]: names(101) }] })).status).toBe(
      400,
    );
  });

  it.each([
    ['tenant_uid', (value: string) => ({ tenant_uid: value })],
    ['a value of level 1', (value: string) => ({ tenant_uid: 't', scope_level1: [value] })],
    ['a value of level 2', (value: string) => ({ tenant_uid: 't', scope_level2: [value] })],
  ])('%s: 255 characters', async (_what, scope) => {
    const longest = scope(chinese(255));
    expect(await create({ access_scopes: [longest] })).toMatchObject({
      status: 201,
      data: { access_scopes: [longest] },
    });
    expect((await create({ access_scopes: [scope(chinese(256))] })).status).toBe(400);
    expect((await create({ access_scopes: [scope('')] })).status).toBe(400);
  });
});

describe('a profile takes a value at its limit, unchanged, and refuses one more', () => {
  const fields: [string, string, string][] = [
    ['display_name', letters(200), letters(201)],
    ['display_name', faces(100), faces(101)],
    ['company', chinese(200), chinese(201)],
    ['email', letters(254), letters(255)],
    ['phone', letters(50), letters(51)],
  ];
  const person = (field: string, value: string) => ({ display_name: 'Ada', company: 'Acme', [field]: value });

  it.each(fields)('%s of a person created with the dialog', async (field, longest, tooLong) => {
    const participant = (value: string) => ({ participants: [{ user_id: 'ada', ...person(field, value) }] });
    expect(await create(participant(longest))).toMatchObject({ status: 201, data: participant(longest) });
    expect(await create(participant(tooLong))).toMatchObject({ status: 400 });
  });

  it.each(fields)('%s of a person added', async (field, longest, tooLong) => {
    const dialog = await host.createDialog();
    const add = (value: string) =>
      host.call('POST', `/dialogs/${dialog.id}/participants`, {
        body: { user_id: 'ada', ...person(field, value) },
      });
    expect(await add(tooLong)).toMatchObject({ status: 400, error: { details: [{ path: field }] } });
    expect(await add(longest)).toMatchObject({ status: 201, data: { [field]: longest } });
  });

  it.each(fields)('%s of a person who joins', async (field, longest, tooLong) => {
    const ada = user(unique('ada'), { tenant_uid: 't' });
    const dialog = await host.createDialog({ access_scopes: [{ tenant_uid: 't' }] });
    expect(await ada.join(dialog.id, person(field, tooLong))).toMatchObject({ status: 400 });
    expect(await ada.join(dialog.id, person(field, longest))).toMatchObject({
      status: 200,
      data: { [field]: longest },
    });
  });
});

describe('a user id', () => {
  it.each([
    ['letters', letters],
    ['Chinese characters', chinese],
  ])('may have 255 %s', async (_what, text) => {
    const ada = user(text(255));
    const dialog = await host.createDialog({ participants: [ada.id] });
    // The name is the id, although a name that is given may have 200 units only.
    expect(dialog.participants).toMatchObject([{ user_id: ada.id, display_name: ada.id }]);
    expect((await ada.send(dialog.id, 'Hello')).status).toBe(201);
    expect((await ada.dialog(dialog.id)).data.i_am_participant).toBe(true);
    const path = `/dialogs/${dialog.id}/participants/${encodeURIComponent(ada.id)}`;
    expect((await host.call('DELETE', path)).status).toBe(204);
  });

  it('of 256 is refused everywhere', async () => {
    const tooLong = letters(256);
    const dialog = await host.createDialog();
    const replies = [
      await create({ participants: [tooLong] }),
      await host.call('POST', `/dialogs/${dialog.id}/participants`, { body: { user_id: tooLong } }),
      await host.call('DELETE', `/dialogs/${dialog.id}/participants/${tooLong}`),
      await user(tooLong).dialogs(),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([400, 400, 400, 400]);
  });
});

describe('creating a dialog refuses', () => {
  it.each<[string, Record<string, unknown>]>([
    ['an empty object_id', { object_id: '' }],
    ['an object_id that is a number', { object_id: 42 }],
    ['a control character in an id', { object_id: 'a\tb' }],
    ['NUL in an id', { object_type: 'a\u0000b' }],
    ['half of a surrogate pair in an id', { object_id: '\ud83d' }],
    ['NUL in the title', { title: 'a\u0000b' }],
    ['half of a surrogate pair in the title', { title: 'a\ude42' }],
    ['NUL in meta', { meta: { list: [{ text: '\u0000' }] } }],
    ['NUL in a key of meta', { meta: { '\u0000': 1 } }],
    ['meta that is a list', { meta: [1] }],
    ['meta that is text', { meta: '{}' }],
    ['an object_url without a scheme', { object_url: 'example.com/orders/1' }],
    ['a script as object_url', { object_url: 'javascript:alert(1)' }],
    ['a script with a line break as object_url', { object_url: 'java\nscript:alert(1)' }],
    ['data as object_url', { object_url: 'data:text/html,hello' }],
    ['another scheme as object_url', { object_url: 'ftp://example.com/1' }],
    ['an empty object_url', { object_url: '' }],
    ['a user named twice', { participants: ['ada', 'bob', 'ada'] }],
    ['a user named twice in two ways', { participants: ['ada', { user_id: 'ada', display_name: 'Ada' }] }],
    ['a blank display name', { participants: [{ user_id: 'ada', display_name: ' ' }] }],
    ['an empty participant', { participants: [''] }],
    ['a scope without a tenant', { access_scopes: [{ scope_level1: ['sales'] }] }],
    ['a level that is no list', { access_scopes: [{ tenant_uid: 't', scope_level1: 'sales' }] }],
  ])('%s', async (_what, fields) => {
    const objectId = unique('refused');
    const reply = await create({ object_id: objectId, ...fields });
    expect(reply).toMatchObject({ status: 400, error: { code: 'BAD_REQUEST' } });
    expect((await host.call('GET', `/dialogs?object_id=${objectId}`)).data).toEqual([]);
  });
});

describe('a request body', () => {
  const padded = (bytes: number) => {
    const frame = JSON.stringify({ object_type: 'order', object_id: 'o-1', padding: '' });
    return frame.replace('"padding":""', `"padding":"${letters(bytes - frame.length)}"`);
  };

  it('may have 1 MiB', async () => {
    expect((await host.call('POST', '/dialogs', { rawBody: padded(1_048_576) })).status).toBe(201);
  });

  it('of one byte more is 413', async () => {
    const reply = await host.call('POST', '/dialogs', { rawBody: padded(1_048_577) });
    expect(reply).toMatchObject({ status: 413, error: { code: 'PAYLOAD_TOO_LARGE' } });
  });
});
