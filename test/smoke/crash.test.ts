import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DialogForHost } from '../../contract/dialogs.ts';
import type { Message, MessagePage } from '../../contract/messages.ts';
import { type Webhook, webhook } from '../../contract/webhooks.ts';
import { processesBelow } from '../support/processes.ts';
import { type RunningProject, runProject } from '../support/running-project.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const messageCount = 500;
const atOnce = 20;
const crashCount = 3;
const clientPauseMs = 100;

let dataDirectory: string;
let receiver: WebhookReceiver;
/** What the clients talk to; while it restarts they wait for it. */
let running: Promise<RunningProject>;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'mtchat-crash-'));
  receiver = await startWebhookReceiver();
  running = startProject();
});
afterEach(async () => {
  await (await running).interrupt();
  await receiver.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

/** Refuses the first try of about half of the webhooks; gives those that it took, by their ids, with the bodies of all tries. */
function moodyReceiver() {
  const bodies = new Map<string, Set<string>>();
  const taken = new Map<string, Webhook>();
  receiver.answerWith((response, _request, { body }) => {
    const parsed = webhook.parse(JSON.parse(body));
    const isFirstTry = !bodies.has(parsed.id);
    bodies.set(parsed.id, (bodies.get(parsed.id) ?? new Set()).add(body));
    if (isFirstTry && randomInt(2) === 0) return void response.writeHead(500).end();
    taken.set(parsed.id, parsed);
    response.writeHead(204).end();
  });
  return { bodies, taken };
}

function startProject(): Promise<RunningProject> {
  const environment = { WEBHOOK_URL: `${receiver.url}/hooks`, RATE_LIMIT: 'off', LOG_LEVEL: 'silent' };
  return runProject({ dataDirectory, environment });
}

async function request<Data>(project: RunningProject, method: string, path: string, body?: unknown) {
  const response = await fetch(`${project.url}/api/v1${path}`, {
    method,
    headers: { Authorization: 'Bearer dev-admin-token', 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // A process that is killed may leave a connection that nobody ever answers on.
    signal: AbortSignal.timeout(15_000),
  });
  // The type is what the test expects; if the answer is another, the test fails where it reads it.
  const answer = (await response.json()) as { data: Data };
  return { status: response.status, data: answer.data };
}

/** Kills the Worker's process where it stands and starts the project again on the same data. */
async function crashAndRestart(project: RunningProject): Promise<RunningProject> {
  const pids = await processesBelow(project.pid, 'workerd');
  expect(pids).not.toEqual([]);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  await project.interrupt();
  return startProject();
}

/** Random counts of acknowledged messages, one in each stretch, after which the process is killed. */
function crashMoments(): number[] {
  const stretch = Math.floor(messageCount / crashCount);
  return Array.from({ length: crashCount }, (_, index) => index * stretch + randomInt(10, stretch - atOnce));
}

async function storedMessages(project: RunningProject, dialogId: string): Promise<Message[]> {
  const stored: Message[] = [];
  let after = '';
  for (;;) {
    const { data } = await request<MessagePage>(
      project,
      'GET',
      `/dialogs/${dialogId}/messages?user_id=anna&limit=100&after=${after || '00000000-0000-7000-8000-000000000000'}`,
    );
    stored.push(...data.messages.filter((message) => message.message_type === 'user'));
    after = data.messages.at(-1)?.id ?? after;
    if (!data.has_more_after) return stored;
  }
}

/** One try of a client that retries; undefined when it must try again. */
async function trySend(path: string, clientMessageId: string): Promise<Message | undefined> {
  const project = await running;
  try {
    const body = { content: clientMessageId, client_message_id: clientMessageId };
    const { status, data } = await request<Message>(project, 'POST', path, body);
    if (status >= 500) return undefined;
    expect([200, 201]).toContain(status);
    return data;
  } catch (error) {
    // How fetch says that the connection broke, that its time was over, or that the answer was cut off.
    const isNetworkError =
      error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError;
    if (!isNetworkError) throw error;
    return undefined;
  }
}

/** Sends all messages while the process is killed now and then; gives the message's id for each client's id of it. */
async function sendThroughCrashes(dialogId: string): Promise<Map<string, string>> {
  const acknowledged = new Map<string, string>();
  const moments = crashMoments();

  async function client(lane: number) {
    for (let number = lane; number < messageCount; number += atOnce) {
      const clientMessageId = `message-${number}`;
      let sent: Message | undefined;
      while (sent === undefined) {
        sent = await trySend(`/dialogs/${dialogId}/messages?user_id=anna`, clientMessageId);
        if (sent === undefined) await pause(clientPauseMs);
      }
      acknowledged.set(clientMessageId, sent.id);
      if (acknowledged.size < (moments[0] ?? Number.POSITIVE_INFINITY)) continue;
      moments.shift();
      running = running.then(crashAndRestart);
    }
  }

  await Promise.all(Array.from({ length: atOnce }, (_, lane) => client(lane)));
  expect(moments).toEqual([]);
  return acknowledged;
}

it('a process killed at random moments loses no acknowledged message and no webhook, and stores nothing twice', async () => {
  const { bodies, taken } = moodyReceiver();
  const { data: dialog } = await request<DialogForHost>(await running, 'POST', '/management/dialogs', {
    object_type: 'order',
    object_id: '1',
    participants: ['anna', 'boris'],
  });

  const acknowledged = await sendThroughCrashes(dialog.id);
  expect(acknowledged.size).toBe(messageCount);
  const stored = await storedMessages(await running, dialog.id);
  const idsByClientId = stored.map(({ client_message_id, id }) => `${client_message_id} ${id}`);
  expect(idsByClientId.toSorted()).toEqual(
    [...acknowledged].map(([clientId, id]) => `${clientId} ${id}`).toSorted(),
  );

  const allSentAt = Date.now();
  const told = () =>
    [...taken.values()].flatMap((one) => (one.event === 'message.new' ? [one.data.message.id] : []));
  await vi.waitFor(() => expect(told().toSorted()).toEqual([...acknowledged.values()].toSorted()), {
    timeout: 90_000,
    interval: 250,
  });
  // The same id on every try, with the same body: the receiver can tell a repetition.
  expect([...bodies.values()].filter((variants) => variants.size > 1)).toEqual([]);
  console.info(
    `${receiver.received.length} tries for ${taken.size} webhooks, the last taken ${Date.now() - allSentAt} ms after the last message was sent`,
  );
}, 300_000);
