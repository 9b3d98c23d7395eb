import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import type { DialogForHost } from '../../contract/dialogs.ts';
import type { Message, MessagePage } from '../../contract/messages.ts';
import { type RunningProject, runProject } from '../support/running-project.ts';

let dataDirectory: string;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'mtchat-smoke-'));
});
afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

async function request<Data = unknown>(
  project: RunningProject,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; data: Data }> {
  const response = await fetch(`${project.url}${path}`, {
    method,
    headers: { Authorization: 'Bearer dev-admin-token', 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // The type is what the test expects; if the answer is another, the test fails where it reads it.
  const answer = (await response.json()) as { data: Data };
  return { status: response.status, data: answer.data };
}

/** Opens a user socket and gives every event it hears, the first of them `connected`. */
async function listen(project: RunningProject, userId: string) {
  const socket = new WebSocket(`${project.url.replace('http', 'ws')}/api/v1/ws?user_id=${userId}`);
  const events: { type: string; content?: string }[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    events.push(JSON.parse(String(data)));
    for (const look of waiting) look();
  });
  const heard = (matches: (event: { type: string; content?: string }) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (events.some(matches)) resolve();
      };
      waiting.add(look);
      look();
    });
  await heard((event) => event.type === 'connected');
  return { heard, close: () => socket.close() };
}

it('npm run dev holds a conversation over the wire, stops on Ctrl-C, and finds its data again', async () => {
  const first = await runProject({ dataDirectory });
  expect((await request(first, 'GET', '/health/ready')).status).toBe(200);
  const created = await request<DialogForHost>(first, 'POST', '/api/v1/management/dialogs', {
    object_type: 'order',
    object_id: '1234',
    participants: ['anna', 'boris'],
  });
  expect(created.status).toBe(201);
  const messages = `/api/v1/dialogs/${created.data.id}/messages`;
  const boris = await listen(first, 'boris');

  await fetch(`${first.gatewayUrl}/stats/reset`, { method: 'POST' });
  const sent = await request<Message>(first, 'POST', `${messages}?user_id=anna`, {
    content: '<p>Привет, 你好</p>',
  });
  expect(sent.status).toBe(201);
  const stats = await fetch(`${first.gatewayUrl}/stats`);
  expect(await stats.json()).toMatchObject({ requests: 1 });
  await boris.heard((event) => event.type === 'message.new' && event.content === '<p>Привет, 你好</p>');
  boris.close();
  expect(await first.interrupt()).toBe(0);

  const second = await runProject({ dataDirectory });
  const page = await request<MessagePage>(second, 'GET', `${messages}?user_id=boris`);
  expect(page.data.messages.at(-1)).toEqual(sent.data);
  const next = await request<Message>(second, 'POST', `${messages}?user_id=boris`, { content: 'And on' });
  expect(next.data.id > sent.data.id).toBe(true);
  expect(await second.interrupt()).toBe(0);
});

it('every variable of the configuration that is set reaches the Worker', async () => {
  const project = await runProject({
    dataDirectory,
    environment: { CHAT_AUTH: 'jwt', JWT_SECRET: 'a "quoted" $secret', ADMIN_API_TOKEN: 'another token' },
  });
  expect((await request(project, 'GET', '/api/v1/dialogs?user_id=anna')).status).toBe(401);
  expect((await request(project, 'GET', '/api/v1/management/dialogs')).status).toBe(401);
  await project.interrupt();
});

it('a second start, and a taken port, are one clear line that says what to do, and the command fails', async () => {
  const project = await runProject({ dataDirectory });
  onTestFinished(async () => void (await project.interrupt()));
  const failureWith = (environment: Record<string, string>) =>
    runProject({ dataDirectory, environment }).catch((error: Error) => error.message);

  const second = await failureWith({});
  expect(second).toMatch(/already running here, as process \d+: use that one, or stop it/);
  expect(second).toContain('ended with 1');
  expect(second).not.toContain(' at ');

  const port = new URL(project.url).port;
  const taken = await failureWith({ PORT: port, DATA_DIR: join(dataDirectory, 'second') });
  expect(taken).toContain(`Port ${port} is in use`);
  expect(taken).toMatch(/set PORT to another port, for example PORT=\d+ npm run dev/);
  expect(taken).toContain('ended with 1');
  expect(taken).not.toContain(' at ');
});
