import { expect, test } from 'vitest';
import { createApp } from '../../worker/app.ts';
import { host, type Reply, unique, user } from './support/api.ts';
import { logLines } from './support/log.ts';
import { faultsOf, servedDocument } from './support/openapi.ts';
import { workerWith } from './support/worker-with.ts';

test('the document has every route of the Worker, and nothing else', async () => {
  const { paths } = await servedDocument();
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routes = createApp()
    .routes.filter((route) => route.method !== 'ALL')
    .map((route) => `${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}`);
  expect(described.sort()).toEqual([...new Set(routes)].sort());
});

test('the document says what the schemas check', async () => {
  const { paths } = await servedDocument();
  const create = paths['/api/v1/management/dialogs']?.post;
  expect(create).toMatchObject({
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            required: ['object_id', 'object_type'],
            properties: { object_id: { type: 'string', minLength: 1, maxLength: 255 } },
          },
        },
      },
    },
    security: [{ adminToken: [] }],
    parameters: [{ in: 'header', name: 'Idempotency-Key', required: false }],
  });
  expect(paths['/api/v1/dialogs']?.get).toMatchObject({
    parameters: expect.arrayContaining([
      {
        in: 'query',
        name: 'limit',
        required: false,
        schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
      },
    ]),
  });
  expect(paths['/api/v1/dialogs/{id}/messages/{message_id}']?.put).toMatchObject({
    parameters: [
      { in: 'path', name: 'id', required: true },
      { in: 'path', name: 'message_id', required: true },
    ],
  });
});

test('what a conversation is answered is what the document says, errors included', async () => {
  const document = await servedDocument();
  const faults: string[] = [];
  async function check<Data>(
    operationId: string,
    status: number,
    asked: Promise<Reply<Data>>,
  ): Promise<Data> {
    const { status: got, data, nextCursor, error } = await asked;
    expect(got, operationId).toBe(status);
    const page = nextCursor === undefined ? {} : { next_cursor: nextCursor };
    const success = data === undefined ? undefined : { data, ...page };
    const body = error === undefined ? success : { error };
    faults.push(...faultsOf(document, operationId, { status, body }));
    return data;
  }

  const tenant = unique('tenant');
  const [ann, ben, eve] = [
    user(unique('ann')),
    user(unique('ben'), { tenant_uid: tenant }),
    user(unique('eve')),
  ];
  const body = {
    object_type: 'order',
    object_id: unique('order'),
    meta: { total: 3 },
    participants: [{ user_id: ann.id, display_name: 'Ann', company: 'Acme' }, unique('cid')],
    access_scopes: [{ tenant_uid: tenant }],
  };
  const { id } = await check('createDialog', 201, host.call<{ id: string }>('POST', '/dialogs', { body }));
  await check('createDialog', 400, host.call('POST', '/dialogs', { body: { ...body, object_id: '' } }));
  const object = `object_type=order&object_id=${body.object_id}`;
  await check('listDialogsForHost', 200, host.call('GET', `/dialogs?${object}`));
  await check('getDialogForHost', 200, host.call('GET', `/dialogs/${id}`));
  await check('replaceAccessScopes', 200, host.call('PUT', `/dialogs/${id}/access-scopes`, { body }));
  await check(
    'addParticipant',
    201,
    host.call('POST', `/dialogs/${id}/participants`, { body: { user_id: 'dan' } }),
  );
  await check('removeParticipant', 204, host.call('DELETE', `/dialogs/${id}/participants/dan`));
  await check('listFailedWebhooks', 200, host.call('GET', '/webhooks/failed'));
  await check(
    'listFailedWebhooks',
    401,
    host.call('GET', '/webhooks/failed', { headers: { Authorization: '' } }),
  );
  await check('retryFailedWebhook', 404, host.call('POST', '/webhooks/failed/none/retry'));

  await check('getDialog', 200, ben.dialog(id));
  await check('joinDialog', 403, eve.join(id));
  await check('joinDialog', 200, ben.join(id));
  await check('joinDialog', 409, ben.join(id));
  const mention = `<span data-type="mention" data-id="${ben.id}" data-label="Ben">@Ben</span>`;
  const first = await check(
    'sendMessage',
    201,
    ann.send(id, `Hello ${mention}`, { client_message_id: 'one' }),
  );
  await check('sendMessage', 200, ann.send(id, 'Hello', { client_message_id: 'one' }));
  const reply = await check('sendMessage', 201, ben.send(id, 'Hello Ann', { reply_to: first.id }));
  await check('editMessage', 200, ben.edit(id, reply.id, 'Hi Ann'));
  await check('editMessage', 403, ann.edit(id, reply.id, 'Mine'));
  await check('getMessage', 200, ann.call('GET', `/dialogs/${id}/messages/${reply.id}`));
  await check('getMessage', 404, ann.call('GET', `/dialogs/${id}/messages/${id}`));
  await check('listMessages', 200, ann.messages(id));
  await check('deleteMessage', 204, ben.remove(id, reply.id));
  await check('listMessages', 200, ann.messages(id, `?around=${reply.id}`));
  await check('listMessages', 400, ann.messages(id, '?limit=0'));
  await check('markRead', 200, ann.read(id, reply.id));
  for (const action of ['archive', 'unarchive', 'pin', 'unpin']) {
    await check(`${action}Dialog`, 200, ann.act(id, action));
  }
  await check('setNotifications', 200, ann.act(id, 'notifications', { enabled: false }));
  await check('listDialogs', 200, ann.dialogs());
  await check('newestDialogOfObject', 200, ann.call('GET', `/dialogs/by-object/order/${body.object_id}`));
  await check('newestDialogOfObject', 200, ann.call('GET', '/dialogs/by-object/order/none'));
  await check('listDialogsOfObject', 200, ann.call('GET', `/dialogs/by-object/order/${body.object_id}/list`));
  await check('listParticipants', 200, ann.participants(id));
  const file = { dialog_id: id, filename: 'a.png', content_type: 'image/png', size: 1 };
  await check('presignUpload', 503, ann.call('POST', '/upload/presign', { body: file }));
  await check('connect', 426, ann.call('GET', '/ws'));
  await check('leaveDialog', 204, ben.leave(id));
  await check('deleteDialog', 204, host.call('DELETE', `/dialogs/${id}`));
  expect(faults).toEqual([]);
});

test('document and page are there while the configuration is wrong, for anyone and any origin', async () => {
  logLines();
  const worker = workerWith({ DATABASE_URL: 'wrong', ADMIN_API_TOKEN: undefined });
  const document = await worker.fetch(new Request('http://localhost/api/v1/openapi.json'));
  expect(document.status).toBe(200);
  expect(document.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(await document.json()).toMatchObject({ openapi: '3.1.0' });
  expect((await worker.fetch(new Request('http://localhost/docs'))).status).toBe(200);
});

test('the page shows every operation and runs nothing', async () => {
  const { paths, components } = await servedDocument();
  const response = await workerWith({}).fetch(new Request('http://localhost/docs'));
  const page = await response.text();
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of Object.keys(methods)) expect(page).toContain(`${method.toUpperCase()} ${path}`);
  }
  for (const name of Object.keys(components.schemas)) expect(page).toContain(`id="schema-${name}"`);
  expect(page).not.toMatch(/<script|\[object|undefined/);
  const policy = response.headers.get('Content-Security-Policy');
  const nonce = /<style nonce="([^"]+)">/.exec(page)?.[1];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`style-src 'nonce-${nonce}'`);
  expect(policy).not.toContain('unsafe');
});
