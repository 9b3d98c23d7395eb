import { exports } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { secret } from '../support/tokens.ts';
import { call, host, unique, user } from './support/api.ts';
import { dialogOf, said } from './support/dialog.ts';
import { type Existing, type HostileRequest, hostileRequest } from './support/hostile-requests.ts';
import { hostileSpeech } from './support/hostile-values.ts';
import { expectRefusal } from './support/refusal.ts';
import { openSocket } from './support/socket.ts';
import { workerWith } from './support/worker-with.ts';

/** The same requests in every run: a failure can be looked into, and is not gone the next time. */
const seed = 20260217;
const timeout = 120_000;

const existing: Existing = { userIds: [], dialogIds: [], messageIds: [] };

beforeAll(async () => {
  const people = ['ada', 'bob', 'cem'].map((name) => user(unique(name)));
  existing.userIds = people.map(({ id }) => id);
  for (const person of people) {
    const dialog = await host.createDialog({ participants: existing.userIds });
    existing.dialogIds.push(dialog.id);
    existing.messageIds.push((await said(person, dialog.id, 'Hello')).id);
  }
});

function toRequest({ method, path, headers, body }: HostileRequest): Request {
  return new Request(`http://localhost${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
}

/** Files are not configured in these tests, and saying so is no error; an answer to HEAD cannot say it. */
function saysThatFilesAreNotConfigured(status: number, text: string, path: string): boolean {
  return status === 503 && (/storage is not configured/.test(text) || /\/(upload|attachments)\//.test(path));
}

async function expectFairAnswer(answer: Response, { path }: HostileRequest): Promise<void> {
  answer.webSocket?.accept();
  answer.webSocket?.close(1000, 'done');
  const { status, headers } = answer;
  expect(headers.get('X-Request-Id')).toMatch(/^[\w=-]+$/);
  const text = await answer.text();
  if (saysThatFilesAreNotConfigured(status, text, path)) return;
  expect(status, text).toBeLessThan(500);
  if (status < 400 || text === '') return;
  const { error } = JSON.parse(text);
  expectRefusal({ status, headers, error, data: undefined, nextCursor: undefined }, status);
}

describe('whatever is sent, the answer is right or a 4xx of the contract', () => {
  test('where callers are trusted', { timeout }, async () => {
    const property = fc.asyncProperty(hostileRequest(existing), async (request) => {
      await expectFairAnswer(await exports.default.fetch(toRequest(request)), request);
    });
    await fc.assert(property, { seed, numRuns: 1_000 });
  });

  test('where they must show a token, and nobody gets past without one', { timeout }, async () => {
    const worker = workerWith({ CHAT_AUTH: 'jwt', JWT_SECRET: secret });
    const property = fc.asyncProperty(hostileRequest(existing), async (request) => {
      const answer = await worker.fetch(toRequest(request));
      const needsToken = /^\/api\/v1\/(dialogs|ws|upload|attachments)/.test(request.path);
      if (needsToken && request.method !== 'OPTIONS') expect(answer.status).toBeGreaterThanOrEqual(400);
      await expectFairAnswer(answer, request);
    });
    await fc.assert(property, { seed, numRuns: 200 });
  });
});

test('whatever is said on a socket, it is told so and stays open', { timeout }, async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const bobHears = await openSocket(bob.id);
  const property = fc.asyncProperty(
    fc.array(hostileSpeech, { maxLength: 15 }),
    fc.boolean(),
    async (speech, inRoom) => {
      const socket = await openSocket(ada.id, inRoom ? dialogId : undefined);
      for (const words of speech) socket.sayText(words);
      await socket.settled();
      expect(socket.all('error')).toEqual(
        speech.map(() => ({ type: 'error', message: 'Invalid message format' })),
      );
      socket.close();
    },
  );
  await fc.assert(property, { seed, numRuns: 40 });
  await said(ada, dialogId, 'Still here');
  await bobHears.heard('message.new');
  expect(bobHears.events.map(({ type }) => type)).not.toContain('typing');
});

test('after all that everything still works', async () => {
  expect((await call('GET', '/health')).status).toBe(200);
  const { ada, dialogId } = await dialogOf('ada');
  await said(ada, dialogId, 'Hello');
  expect((await user(unique('ann')).dialogs()).data).toEqual([]);
});
