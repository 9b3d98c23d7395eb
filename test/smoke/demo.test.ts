import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DialogForUser } from '../../contract/dialogs.ts';
import type { MessagePage } from '../../contract/messages.ts';
import type { ReceivedWebhook } from '../../demo/backend/wire.ts';
import { type RunningProject, runProject } from '../support/running-project.ts';

const seeded = 'The demo has its';

async function inNewDirectory(run: (dataDirectory: string) => Promise<void>) {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'mtchat-demo-'));
  try {
    await run(dataDirectory);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function dataOf<Data>(project: RunningProject, path: string): Promise<Data> {
  const response = await fetch(`${project.url}/api/v1${path}`);
  expect(response.status).toBe(200);
  // The type is what the test expects; if the answer is another, the test fails where it reads it.
  return ((await response.json()) as { data: Data }).data;
}

function dialogsOf(project: RunningProject, person: string): Promise<DialogForUser[]> {
  return dataOf(project, `/dialogs?user_id=${person}&limit=100`);
}

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** The first webhook that matches of those that the backend tells its pages. */
async function firstHeard(project: RunningProject, matches: (received: ReceivedWebhook) => boolean) {
  const response = await fetch(`${project.demoUrl}/webhooks/stream`);
  if (response.body === null) throw new Error('There is no stream');
  const input = Readable.fromWeb(response.body);
  try {
    for await (const line of createInterface({ input })) {
      if (!line.startsWith('data: {"isVerified"')) continue;
      const received: ReceivedWebhook = JSON.parse(line.slice('data: '.length));
      if (matches(received)) return received;
    }
    throw new Error('The stream ended');
  } finally {
    input.destroy();
  }
}

function aDialog(fields: object = {}) {
  return {
    orderId: 'SO-2041',
    title: 'A new question',
    createdBy: 'anna',
    participants: ['anna', 'wang'],
    scopes: [{ tenant_uid: 'acme', scope_level1: ['carriers'], scope_level2: [] }],
    idempotencyKey: randomUUID(),
    ...fields,
  };
}

describe('npm run dev with its demo', () => {
  let dataDirectory: string;
  let project: RunningProject;
  beforeAll(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'mtchat-demo-'));
    const environment = { DEMO: 'on', RATE_LIMIT: 'off', LOG_LEVEL: 'error' };
    project = await runProject({ dataDirectory, environment });
  });
  afterAll(async () => {
    await project.interrupt();
    await rm(dataDirectory, { recursive: true, force: true });
  });

  it('serves the pages at its root, and the API everywhere else', async () => {
    const page = await fetch(project.url);
    expect(page.headers.get('content-type')).toContain('text/html');
    const script = (await page.text()).match(/src="\.\/(assets\/[^"]+\.js)"/)?.[1];
    expect((await fetch(`${project.url}/${script}`)).headers.get('content-type')).toContain('javascript');
    expect(await (await fetch(`${project.url}/demo-settings.json`)).json()).toEqual({
      backendUrl: project.demoUrl,
    });
    expect((await fetch(`${project.url}/docs`)).status).toBe(200);
    expect((await fetch(`${project.url}/api/v1/dialogs`)).status).toBe(400);
    expect(await (await fetch(`${project.url}/nowhere`)).json()).toMatchObject({
      error: { code: 'NOT_FOUND' },
    });
  });

  it('its backend creates a dialog, and the same form sent twice makes one', async () => {
    const form = aDialog({ title: 'Only once' });
    const first = await post(`${project.demoUrl}/dialogs`, form, { Origin: project.url });
    const second = await post(`${project.demoUrl}/dialogs`, form, { Origin: project.url });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await second.json()).toEqual(await first.json());
    const found = (await dialogsOf(project, 'wang')).filter(({ title }) => title === 'Only once');
    expect(found).toMatchObject([{ object_id: 'SO-2041', participants_count: 2 }]);
  });

  it('its backend creates nothing for other web pages', async () => {
    const refused = await post(`${project.demoUrl}/dialogs`, aDialog(), {
      Origin: 'https://elsewhere.example',
    });
    expect(refused.status).toBe(403);
  });

  it('a webhook arrives verified', async () => {
    const created = await post(`${project.demoUrl}/dialogs`, aDialog());
    const { id } = (await created.json()) as { id: string };
    const heard = firstHeard(
      project,
      (received) => received.isVerified && received.webhook.data.dialog_id === id,
    );
    await post(`${project.url}/api/v1/dialogs/${id}/messages?user_id=anna`, { content: 'Is it here?' });
    expect(await heard).toMatchObject({
      webhook: { event: 'message.new', data: { message: { content: 'Is it here?', sender_id: 'anna' } } },
    });
  });

  it('a forged webhook is refused with 401, and what it says is not shown', async () => {
    const forged = await post(
      `${project.demoUrl}/webhooks`,
      { id: 'forged', event: 'message.new' },
      {
        'webhook-id': 'forged',
        'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
        'webhook-signature': 'v1,AAAA',
      },
    );
    expect(forged.status).toBe(401);
    const shown = await firstHeard(project, (received) => !received.isVerified);
    expect(Object.keys(shown).sort()).toEqual(['isVerified', 'receivedAt']);
  });

  it('begins with conversations of the past weeks, once for all starts', async () => {
    await project.says(seeded);
    const before = await dialogsOf(project, 'anna');
    const pumps = before.find(({ title }) => title === 'Pumps CP-80: delivery and documents');
    expect(pumps).toMatchObject({ is_pinned: true, unread_count: 2 });
    expect(Date.parse(pumps?.created_at ?? '')).toBeLessThan(Date.now() - 12 * 3_600_000);

    const { messages } = await dataOf<MessagePage>(project, `/dialogs/${pumps?.id}/messages?user_id=anna`);
    const times = messages.map(({ sent_at }) => sent_at);
    expect(times).toEqual([...times].sort());
    expect(messages.flatMap(({ attachments }) => attachments)).toHaveLength(4);
    expect(messages.some(({ reply_to }) => reply_to !== null)).toBe(true);

    await project.interrupt();
    project = await runProject({ dataDirectory, environment: { DEMO: 'on' } });
    // Where there is something to seed, the first dialog of the list is made in the first moments.
    expect((await dialogsOf(project, 'anna')).length).toBe(before.length);
    expect(project.output()).not.toContain(seeded);
  });
});

it('with DEMO=off there are no pages and no backend, and nobody is sent webhooks', () =>
  inNewDirectory(async (dataDirectory) => {
    const project = await runProject({ dataDirectory });
    expect((await fetch(project.url)).status).toBe(404);
    await expect(fetch(project.demoUrl)).rejects.toThrow();
    expect(project.output()).not.toContain('Demo');
    await project.interrupt();
  }));

it('where the chat wants tokens, people get signed ones, and talk by them', () =>
  inNewDirectory(async (dataDirectory) => {
    const environment = {
      DEMO: 'on',
      CHAT_AUTH: 'jwt',
      JWT_SECRET: 'a secret of at least 32 bytes, for HS256',
    };
    const project = await runProject({ dataDirectory, environment });
    const answer = await post(`${project.demoUrl}/token`, { person: 'anna' });
    const { token } = (await answer.json()) as { token: string };
    const lastSender = async () => {
      const headers = { Authorization: `Bearer ${token}` };
      const list = await fetch(`${project.url}/api/v1/dialogs`, { headers });
      const { data } = (await list.json()) as { data: DialogForUser[] };
      return data[0]?.last_message?.sender_name;
    };
    await expect.poll(lastSender, { timeout: 60_000, interval: 500 }).toBeTruthy();
    // In the middle of its conversations it can be stopped as at any time.
    expect(await project.interrupt()).toBe(0);
  }));
