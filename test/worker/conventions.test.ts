import { exports } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { call, host, unique, user } from './support/api.ts';
import { follow } from './support/socket.ts';

const noDialog = '01900000-0000-7000-8000-000000000000';
const created = { object_type: 'order', object_id: 'o-1' };

describe('every answer', () => {
  it.each([
    ['a success', 'GET', '/health', 200],
    ['a call without a token', 'GET', '/api/v1/management/dialogs', 401],
    ['a call without a user', 'GET', '/api/v1/dialogs', 400],
    ['an unknown route', 'GET', '/api/v1/nothing', 404],
    ['a dialog that is not there', 'GET', `/api/v1/dialogs/${noDialog}?user_id=ada`, 404],
    ['a socket route without an upgrade', 'GET', '/api/v1/ws', 426],
  ])('carries X-Request-Id: %s', async (_what, method, path, status) => {
    const reply = await call(method, path);
    expect(reply.status).toBe(status);
    expect(reply.headers.get('X-Request-Id')).toMatch(/^[\w-]{8,}$/);
  });

  it('carries X-Request-Id: a socket that opens', async () => {
    const headers = { Upgrade: 'websocket' };
    const request = new Request(`http://localhost/api/v1/ws?user_id=${unique('ada')}`, { headers });
    const response = await exports.default.fetch(request);
    expect(response.status).toBe(101);
    expect(response.headers.get('X-Request-Id')).toMatch(/^[\w-]{8,}$/);
    if (response.webSocket !== null) follow(response.webSocket).close();
  });

  it('keeps the request id that the caller gave', async () => {
    const requestId = unique('request');
    const reply = await host.call('GET', `/dialogs/${noDialog}`, { headers: { 'X-Request-Id': requestId } });
    expect(reply).toMatchObject({ status: 404 });
    expect(reply.headers.get('X-Request-Id')).toBe(requestId);
  });

  it('is JSON in an envelope: data for one thing, and next_cursor beside it for a list', async () => {
    const ada = user(unique('ada'));
    const dialog = await host.createDialog({ participants: [ada.id] });
    const one = await ada.dialog(dialog.id);
    expect(one.headers.get('Content-Type')).toMatch(/^application\/json/);
    expect(one).toMatchObject({ status: 200, data: { id: dialog.id }, nextCursor: undefined });
    expect(await ada.dialogs()).toMatchObject({ status: 200, data: [{ id: dialog.id }], nextCursor: null });
  });

  it('has no body where it is 204', async () => {
    const dialog = await host.createDialog();
    const reply = await host.call('DELETE', `/dialogs/${dialog.id}`);
    expect(reply).toMatchObject({ status: 204, data: undefined, error: undefined });
  });

  it('names the code of an error and says what is wrong', async () => {
    const reply = await host.call('GET', `/dialogs/${noDialog}`);
    expect(reply).toMatchObject({
      status: 404,
      error: { code: 'NOT_FOUND', message: expect.stringMatching(/\w/) },
    });
    expect(reply.error).not.toHaveProperty('details');
  });
});

describe('a body that cannot be understood is 400', () => {
  it.each([
    ['no body at all', ''],
    ['half an object', '{"object_id": "o-1"'],
    ['no JSON', 'object_id=o-1&object_type=order'],
    ['a list', '[]'],
    ['a string', '"order"'],
    ['null', 'null'],
    ['a number', '42'],
    ['a hundred thousand brackets', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('%s', async (_what, rawBody) => {
    const reply = await host.call('POST', '/dialogs', { rawBody });
    expect(reply).toMatchObject({ status: 400, error: { code: 'BAD_REQUEST' } });
  });
});

describe('the details of a failed validation name each field', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['object_id', { object_id: undefined }, 'missing'],
    ['object_type', { object_type: 7 }, 'mistyped'],
    ['title', { title: 'x'.repeat(501) }, 'over-long'],
    ['meta', { meta: ['not', 'an', 'object'] }, 'mistyped'],
    ['participants', { participants: 'ada' }, 'mistyped'],
    ['participants', { participants: ['ada', { user_id: 'ada' }] }, 'twice'],
    ['participants.1', { participants: ['ada', 7] }, 'mistyped'],
    ['participants.0.user_id', { participants: [{ display_name: 'Ada' }] }, 'missing'],
    ['participants.0.user_id', { participants: [''] }, 'empty'],
    [
      'participants.1.email',
      { participants: ['ada', { user_id: 'bob', email: 'x'.repeat(255) }] },
      'over-long',
    ],
    ['access_scopes.0.tenant_uid', { access_scopes: [{ scope_level1: ['sales'] }] }, 'missing'],
    [
      'access_scopes.0.scope_level1.1',
      { access_scopes: [{ tenant_uid: 't', scope_level1: ['a', 1] }] },
      'mistyped',
    ],
  ])('%s: %o (%s)', async (path, fields) => {
    const reply = await host.call('POST', '/dialogs', { body: { ...created, ...fields } });
    expect(reply).toMatchObject({ status: 400, error: { code: 'BAD_REQUEST' } });
    expect(reply.error?.details).toContainEqual({ path, message: expect.stringMatching(/\w/) });
  });

  it('all of them at once', async () => {
    const reply = await host.call('POST', '/dialogs', { body: { title: 7 } });
    expect(reply.error?.details?.map((detail) => detail.path).sort()).toEqual([
      'object_id',
      'object_type',
      'title',
    ]);
  });

  it.each([
    ['limit', '?limit=0'],
    ['cursor', '?cursor=nonsense'],
    ['type', '?type=mine'],
  ])('of the query too: %s', async (path, query) => {
    const reply = await user('ada').dialogs(query);
    expect(reply.status).toBe(400);
    expect(reply.error?.details).toContainEqual({ path, message: expect.any(String) });
  });
});

describe('an optional field', () => {
  it('that is null counts as left out', async () => {
    const bare = await host.createDialog({
      title: null,
      object_url: null,
      meta: null,
      created_by: null,
      participants: null,
      access_scopes: null,
    });
    expect(bare).toMatchObject({ title: null, object_url: null, meta: null, created_by: null });
    expect(bare).toMatchObject({ participants: [], access_scopes: [] });
  });

  it('that is null inside a participant or a scope counts as left out', async () => {
    const ada = unique('ada');
    const dialog = await host.createDialog({
      participants: [{ user_id: ada, display_name: null, company: null, email: null, phone: null }],
      access_scopes: [{ tenant_uid: 't', scope_level0: null, scope_level1: null, scope_level2: null }],
    });
    expect(dialog.participants).toMatchObject([{ user_id: ada, display_name: ada, company: null }]);
    expect(dialog.access_scopes).toMatchObject([{ scope_level0: ['t'], scope_level1: [], scope_level2: [] }]);
  });

  it.each(['object_id', 'object_type'])('differs from a required one: %s null is 400', async (field) => {
    const reply = await host.call('POST', '/dialogs', { body: { ...created, [field]: null } });
    expect(reply.status).toBe(400);
  });

  it('that nobody knows is ignored, in bodies and in queries', async () => {
    const ada = user(unique('ada'));
    await host.createDialog({ participants: [ada.id], colour: 'blue' });
    expect(await ada.dialogs('?colour=blue')).toMatchObject({ status: 200, data: [{ unread_count: 0 }] });
  });
});

describe('a wrong method on a known path is 404', () => {
  const id = noDialog;
  it.each([
    ['PUT', '/management/dialogs'],
    ['PATCH', `/management/dialogs/${id}`],
    ['POST', `/management/dialogs/${id}`],
    ['GET', `/management/dialogs/${id}/participants`],
    ['POST', `/management/dialogs/${id}/participants/ada`],
    ['POST', `/management/dialogs/${id}/access-scopes`],
    ['POST', '/dialogs'],
    ['DELETE', `/dialogs/${id}`],
    ['POST', '/dialogs/by-object/order/o-1'],
    ['GET', `/dialogs/${id}/join`],
    ['GET', `/dialogs/${id}/leave`],
    ['PUT', `/dialogs/${id}/archive`],
    ['GET', `/dialogs/${id}/read`],
    ['POST', `/dialogs/${id}/participants`],
    ['PATCH', `/dialogs/${id}/messages/${id}`],
  ])('%s %s', async (method, path) => {
    const headers = { Authorization: 'Bearer test-admin-token' };
    const reply = await call(method, `/api/v1${path}?user_id=ada`, { headers });
    expect(reply).toMatchObject({ status: 404, error: { code: 'NOT_FOUND' } });
  });
});

describe('an id that is not a UUID is 400, and one that names nothing 404', () => {
  const calls: [string, string, unknown?][] = [
    ['GET', '/dialogs/{id}'],
    ['GET', '/dialogs/{id}/participants'],
    ['POST', '/dialogs/{id}/join', { display_name: 'Ada', company: 'Acme' }],
    ['POST', '/dialogs/{id}/leave'],
    ['POST', '/dialogs/{id}/archive'],
    ['POST', '/dialogs/{id}/unarchive'],
    ['POST', '/dialogs/{id}/pin'],
    ['POST', '/dialogs/{id}/unpin'],
    ['POST', '/dialogs/{id}/notifications', { enabled: true }],
    ['POST', '/dialogs/{id}/read', { last_read_message_id: noDialog }],
    ['GET', '/management/dialogs/{id}'],
    ['DELETE', '/management/dialogs/{id}'],
    ['POST', '/management/dialogs/{id}/participants', { user_id: 'ada' }],
    ['DELETE', '/management/dialogs/{id}/participants/ada'],
    ['PUT', '/management/dialogs/{id}/access-scopes', { access_scopes: [] }],
  ];
  it.each(calls)('%s %s', async (method, path, body) => {
    const headers = { Authorization: 'Bearer test-admin-token' };
    const ask = (id: string) =>
      call(method, `/api/v1${path.replace('{id}', id)}?user_id=ada`, { headers, ...(body ? { body } : {}) });
    expect(await ask('1234')).toMatchObject({ status: 400, error: { code: 'BAD_REQUEST' } });
    expect(await ask('%F0%9F%98%80')).toMatchObject({ status: 400, error: { code: 'BAD_REQUEST' } });
    expect(await ask(noDialog)).toMatchObject({ status: 404, error: { code: 'NOT_FOUND' } });
  });
});
