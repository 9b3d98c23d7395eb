import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { developmentAdminToken } from '../../scripts/dev/settings.ts';
import {
  createManagementClient,
  type Dialog,
  type ManagementClient,
  signUserToken,
  verifyWebhook,
} from '../../sdk-server/index.ts';
import { type RunningProject, runProject } from '../support/running-project.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const jwtSecret = 'a secret of at least 32 bytes, for HS256';
const webhookSecret = 'the secret of the webhooks';
const acme = { tenant_uid: 'acme', scope_level1: ['sales'] };
const nobody = '0197f000-0000-7000-8000-000000000000';

let receiver: WebhookReceiver;
let project: RunningProject;
let dataDirectory: string;
let client: ManagementClient;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  dataDirectory = await mkdtemp(join(tmpdir(), 'mtchat-server-'));
  const environment = {
    CHAT_AUTH: 'jwt',
    JWT_SECRET: jwtSecret,
    WEBHOOK_URL: receiver.url,
    WEBHOOK_SECRET: webhookSecret,
    LOG_LEVEL: 'error',
  };
  project = await runProject({ dataDirectory, environment });
  client = createManagementClient({ baseUrl: project.url, adminToken: developmentAdminToken });
});
afterAll(async () => {
  await project.interrupt();
  await receiver.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

function unique(name: string): string {
  return `${name}-${crypto.randomUUID()}`;
}

function createDialog(fields: object = {}, options = {}) {
  const order = { object_type: 'order', object_id: unique('order'), participants: ['anna'] };
  return client.createDialog({ ...order, ...fields }, options);
}

async function idsOf(dialogs: AsyncIterable<Dialog>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of dialogs) ids.push(id);
  return ids;
}

/** The next webhook of this dialog, believed. */
async function nextWebhook(dialogId: string) {
  for (;;) {
    const { headers, body } = await receiver.oneMore();
    const webhook = await verifyWebhook({ headers, body, secret: ['another one', webhookSecret] });
    if (webhook.data.dialog_id === dialogId) return webhook;
  }
}

describe('dialogs', () => {
  it('are created with all that was given, and found again', async () => {
    const created = await createDialog({
      title: 'Pumps',
      object_url: 'https://host.example/orders/1',
      meta: { priority: 'high' },
      created_by: 'anna',
      participants: ['anna', { user_id: 'boris', display_name: 'Boris', company: 'Acme' }],
      access_scopes: [acme],
    });
    expect(created).toMatchObject({ title: 'Pumps', meta: { priority: 'high' }, created_by: 'anna' });
    expect(created.participants).toMatchObject([
      { user_id: 'anna', joined_as: 'creator' },
      { display_name: 'Boris' },
    ]);
    expect(created.access_scopes).toMatchObject([acme]);
    expect(await client.getDialog(created.id)).toEqual(created);
  });

  it('are the same one under the same key, and refused for another', async () => {
    const object_id = unique('order');
    const key = { idempotencyKey: unique('order') };
    const first = await createDialog({ object_id }, key);
    expect((await createDialog({ object_id }, key)).id).toBe(first.id);
    await expect(createDialog({ object_id: 'another' }, key)).rejects.toMatchObject({
      code: 'CONFLICT',
      status: 409,
      requestId: expect.any(String),
    });
  });

  it('are listed page by page, or all of them, the newest first', async () => {
    const object_id = unique('object');
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.unshift((await createDialog({ object_id })).id);
    const page = await client.listDialogs({ object_type: 'order', object_id, limit: 2 });
    expect(page.dialogs.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(page.nextCursor).not.toBeNull();
    const second = await client.listDialogs({ object_id, limit: 2, cursor: page.nextCursor });
    expect(second.dialogs.map(({ id }) => id)).toEqual(ids.slice(2, 4));
    expect(await idsOf(client.allDialogs({ object_id, limit: 2 }))).toEqual(ids);
    expect(await idsOf(client.allDialogs({ object_id, cursor: page.nextCursor }))).toEqual(ids.slice(2));
    expect(await idsOf(client.allDialogs({ object_id: unique('nothing') }))).toEqual([]);
  });

  it('are deleted for good', async () => {
    const { id } = await createDialog();
    expect(await client.deleteDialog(id)).toBeUndefined();
    const missing = { code: 'NOT_FOUND', status: 404, isRetryable: false };
    await expect(client.getDialog(id)).rejects.toMatchObject(missing);
    await expect(client.deleteDialog(nobody)).rejects.toMatchObject(missing);
  });

  it('get new scopes all at once, or lose them', async () => {
    const { id } = await createDialog({ access_scopes: [acme] });
    const replaced = await client.replaceAccessScopes(id, [{ scope_level0: ['a', 'b'] }]);
    expect(replaced).toMatchObject([{ dialog_id: id, scope_level0: ['a', 'b'], tenant_uid: null }]);
    expect(await client.replaceAccessScopes(id, [])).toEqual([]);
  });

  it('say which field is wrong', async () => {
    await expect(createDialog({ title: 'x'.repeat(501) })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      details: [{ path: 'title', message: expect.any(String) }],
    });
  });
});

describe('participants', () => {
  it.each(['a/b', 'ada@example.com', '50%', '用户 🙂'])('come, are changed and go: %s', async (userId) => {
    const { id } = await createDialog();
    expect(await client.addParticipant(id, { user_id: userId, display_name: 'Ada' })).toMatchObject({
      user_id: userId,
      display_name: 'Ada',
      joined_as: 'participant',
    });
    const changed = await client.addParticipant(id, { user_id: userId, company: 'Acme' });
    expect(changed).toMatchObject({ display_name: 'Ada', company: 'Acme' });
    expect(await client.removeParticipant(id, userId)).toBeUndefined();
    await expect(client.removeParticipant(id, userId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

it('a wrong admin token is told', async () => {
  const stranger = createManagementClient({ baseUrl: project.url, adminToken: 'wrong' });
  await expect(stranger.listDialogs()).rejects.toMatchObject({ code: 'UNAUTHORIZED', status: 401 });
});

it('who bears a signed token speaks, and the host hears it', async () => {
  const { id } = await createDialog({ title: 'Pumps', access_scopes: [acme] });
  const token = await signUserToken({ userId: unique('li'), secret: jwtSecret, scope: acme });
  const call = (path: string, body: object) =>
    fetch(`${project.url}/api/v1/dialogs/${id}/${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const joining = nextWebhook(id);
  expect((await call('join', { display_name: 'Li', company: 'Acme' })).status).toBe(200);
  expect(await joining).toMatchObject({
    event: 'participant.joined',
    data: { participant: { display_name: 'Li', joined_as: 'member' } },
  });
  const saying = nextWebhook(id);
  expect((await call('messages', { content: 'Here I am' })).status).toBe(201);
  expect(await saying).toMatchObject({ event: 'message.new', data: { dialog_title: 'Pumps' } });
});

it('what could not be delivered is listed, and sent again under the same id', async () => {
  const { id } = await createDialog();
  receiver.answerWith((response) => void response.writeHead(410).end());
  const refused = nextWebhook(id);
  await client.addParticipant(id, { user_id: 'boris' });
  const webhook = await refused;
  const listed = async () => {
    for await (const failed of client.allFailedWebhooks({ limit: 1 }))
      if (failed.id === webhook.id) return failed;
    return undefined;
  };
  await expect
    .poll(listed, { timeout: 10_000 })
    .toMatchObject({ dialog_id: id, event: 'participant.joined' });

  receiver.answerWith((response) => void response.writeHead(204).end());
  const again = nextWebhook(id);
  expect(await client.retryFailedWebhook(webhook.id)).toBeUndefined();
  expect(await again).toEqual(webhook);
  expect(await listed()).toBeUndefined();
  await expect(client.retryFailedWebhook(webhook.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
