import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { encodeCursor } from '../../contract/queries.ts';
import type { FailedWebhook } from '../../contract/webhooks.ts';
import { openDatabase } from '../../database/client.ts';
import { parkWebhooks, removeFailedWebhook } from '../../database/writes/failed-webhooks.ts';
import { requireSettings } from '../../durable-objects/settings.ts';
import { call, host, unique } from './support/api.ts';
import { allPages, cursorQuery, idsOf } from './support/paging.ts';
import { workerWith } from './support/worker-with.ts';

const path = '/api/v1/management/webhooks/failed';
const asHost = { headers: { Authorization: 'Bearer test-admin-token' } };
const sending = workerWith({ WEBHOOK_URL: 'http://127.0.0.1:9/hooks' });
const notSending = workerWith({ WEBHOOK_URL: undefined });

const database = openDatabase(requireSettings(env));

interface Parking {
  id?: string;
  dialogId?: string;
  body?: string;
  attempts?: number;
  reason?: string;
  parkedAt?: string;
}

/** Parks one webhook, of a dialog that need not exist any more; gives its id. */
async function park({
  id = unique('message'),
  dialogId = crypto.randomUUID(),
  body = '{"timestamp":"2026-02-17T12:10:00.000Z"}',
  attempts = 8,
  reason = 'answered 500',
  parkedAt = new Date().toISOString(),
}: Parking = {}): Promise<string> {
  await database.run(
    parkWebhooks(dialogId, [{ id, event: 'message.new', body, attempts, reason }], parkedAt),
  );
  return id;
}

async function listed(): Promise<FailedWebhook[]> {
  const pages = await allPages((cursor) =>
    host.call<FailedWebhook[]>('GET', `/webhooks/failed?limit=100${cursor}`),
  );
  return pages.flat();
}

async function find(id: string): Promise<FailedWebhook | undefined> {
  return (await listed()).find((webhook) => webhook.id === id);
}

describe('the list of failed webhooks', () => {
  it('tells what was to be said, how often that was tried, and why it failed', async () => {
    const dialogId = crypto.randomUUID();
    const body = {
      id: 'any',
      timestamp: '2026-02-17T12:10:00.000Z',
      data: { message: 'Grüße 你好 🙂 \u0001' },
    };
    const id = await park({
      dialogId,
      body: JSON.stringify(body),
      attempts: 3,
      reason: 'answered 410 Gone',
      parkedAt: '2026-02-18T05:00:00.123Z',
    });
    expect(await find(id)).toEqual({
      id,
      event: 'message.new',
      dialog_id: dialogId,
      body,
      attempts: 3,
      reason: 'answered 410 Gone',
      created_at: '2026-02-17T12:10:00.000Z',
      parked_at: '2026-02-18T05:00:00.123Z',
    });
  });

  it('comes latest first, page by page, each once, though many were parked in the same moment', async () => {
    const moments = ['12:00:00.001', '12:00:00.002', '12:00:00.002', '12:00:00.002', '12:00:00.003'];
    const ids = await Promise.all(
      moments.map((time, index) => park({ id: unique(`page-${index}`), parkedAt: `2026-02-17T${time}Z` })),
    );
    const pages = await allPages((cursor) =>
      host.call<FailedWebhook[]>('GET', `/webhooks/failed?limit=2${cursor}`),
    );
    expect(pages.slice(0, -1).map((page) => page.length)).toEqual(pages.slice(0, -1).map(() => 2));
    expect(idsOf(pages.flat()).filter((id) => ids.includes(id))).toEqual(ids.toReversed());
  });

  it.each([
    ['a limit of 0', 'limit=0'],
    ['a limit of 101', 'limit=101'],
    ['a cursor of nothing', 'cursor=abc'],
    ['a cursor of another list', `x=1${cursorQuery(encodeCursor([true, '2026-02-17T12:00:00.000Z', 'x']))}`],
    ['a cursor with NUL', `x=1${cursorQuery(encodeCursor(['2026-02-17T12:00:00.000Z', '\u0000']))}`],
    ['a cursor of the year 0', `x=1${cursorQuery(encodeCursor(['0000-01-01T00:00:00.000Z', 'x']))}`],
  ])('refuses %s', async (_what, query) => {
    expect(await host.call('GET', `/webhooks/failed?${query}`)).toMatchObject({
      status: 400,
      error: { code: 'BAD_REQUEST' },
    });
  });

  it('is for host backends alone', async () => {
    expect((await call('GET', path)).status).toBe(401);
    expect((await call('POST', `${path}/${await park()}/retry`)).status).toBe(401);
  });
});

describe('retrying a failed webhook', () => {
  it('hands it to the room of its dialog as it was sent, and takes it off the list', async () => {
    const dialogId = crypto.randomUUID();
    const body = '{"timestamp":"2026-02-17T12:10:00.000Z",  "odd":1.0, "text":"\\u00fc"}';
    const id = await park({ dialogId, body });

    const reply = await sending.call('POST', `${path}/${id}/retry`, asHost);

    expect(reply).toMatchObject({ status: 202, data: { id } });
    expect(await find(id)).toBeUndefined();
    const inOutbox = await runInDurableObject(env.DIALOG_ROOM.getByName(dialogId), (_room, state) =>
      state.storage.sql.exec('select id, event, body from webhook_outbox').toArray(),
    );
    expect(inOutbox).toEqual([{ id, event: 'message.new', body }]);
    expect((await sending.call('POST', `${path}/${id}/retry`, asHost)).status).toBe(404);
  });

  it('is 404 for one that there is not', async () => {
    const reply = await sending.call('POST', `${path}/${unique('never')}/retry`, asHost);
    expect(reply).toMatchObject({ status: 404, error: { code: 'NOT_FOUND' } });
  });

  it('is 503 where webhooks are not configured, and loses nothing', async () => {
    const id = await park();
    const reply = await notSending.call('POST', `${path}/${id}/retry`, asHost);
    expect(reply).toMatchObject({ status: 503, error: { code: 'UNAVAILABLE' } });
    expect(await find(id)).toMatchObject({ id });
  });
});

describe('a webhook that is parked again', () => {
  it('is listed once, as it is now', async () => {
    const id = await park({ attempts: 8, reason: 'answered 500', parkedAt: '2026-02-17T12:00:00.000Z' });
    await park({ id, attempts: 1, reason: 'answered 410 Gone', parkedAt: '2026-02-17T13:00:00.000Z' });
    expect((await listed()).filter((webhook) => webhook.id === id)).toMatchObject([
      { attempts: 1, reason: 'answered 410 Gone', parked_at: '2026-02-17T13:00:00.000Z' },
    ]);
  });

  it('before its retry was finished stays on the list', async () => {
    const id = await park({ parkedAt: '2026-02-17T12:00:00.000Z' });
    await park({ id, parkedAt: '2026-02-17T12:00:00.001Z' });
    await database.run(removeFailedWebhook(id, '2026-02-17T12:00:00.000Z'));
    expect(await find(id)).toMatchObject({ id });
    await database.run(removeFailedWebhook(id, '2026-02-17T12:00:00.001Z'));
    expect(await find(id)).toBeUndefined();
  });
});
