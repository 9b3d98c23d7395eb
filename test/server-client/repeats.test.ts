import { double, assert as forAll, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pauseAfter, secondsUntilRetry } from '../../sdk-server/management/retry.ts';
import {
  answer,
  clientOf,
  hang,
  refusal,
  reset,
  type Step,
  serverThat,
  unavailable,
} from './support/scripted-server.ts';

const order = { object_type: 'order', object_id: '1' };
const created = answer(201, { data: { id: 'd1' } });
const gone = refusal(404, 'NOT_FOUND');
const removed = answer(204);

describe('creating a dialog', () => {
  it('is repeated under one key, so that there is one dialog', async () => {
    const server = await serverThat(reset, unavailable, created);
    expect(await clientOf(server).createDialog(order)).toEqual({ id: 'd1' });
    const keys = server.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([expect.stringMatching(/^[\x20-\x7e]{1,255}$/), keys[0], keys[0]]);
    expect(server.requests.map(({ body }) => JSON.parse(body))).toEqual([order, order, order]);
  });

  it('has another key each time, so that there are two', async () => {
    const server = await serverThat(created);
    const client = clientOf(server);
    await client.createDialog(order);
    await client.createDialog(order);
    const [first, second] = server.requests.map(({ headers }) => headers['idempotency-key']);
    expect(first).not.toBe(second);
  });

  it('has the key that the host gives', async () => {
    const server = await serverThat(reset, created);
    await clientOf(server).createDialog(order, { idempotencyKey: 'order-1' });
    expect(server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual(['order-1', 'order-1']);
  });

  it('waits while the server is still busy with the try that got no answer', async () => {
    const stillBusy = refusal(409, 'CONFLICT', { 'Retry-After': '0' });
    const server = await serverThat(hang, stillBusy, created);
    expect(await clientOf(server, { timeoutMs: 200 }).createDialog(order)).toEqual({ id: 'd1' });
  });

  it('fails at once where the key was used for another dialog', async () => {
    const server = await serverThat(refusal(409, 'CONFLICT'));
    await expect(clientOf(server).createDialog(order)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('removing what an earlier try may have removed already', () => {
  const removals = {
    deleteDialog: (url: string) => clientOf({ url }).deleteDialog('d1'),
    removeParticipant: (url: string) => clientOf({ url }).removeParticipant('d1', 'anna'),
    retryFailedWebhook: (url: string) => clientOf({ url }).retryFailedWebhook('w1'),
  };

  describe.each(Object.entries(removals))('%s', (_name, remove) => {
    it.each<[string, Step]>([
      ['the connection broke', reset],
      ['the server could not tell', unavailable],
    ])('has succeeded when it is gone after %s', async (_what, fault) => {
      const { url, requests } = await serverThat(fault, gone);
      expect(await remove(url)).toBeUndefined();
      expect(requests).toHaveLength(2);
    });

    it('succeeds the second time', async () => {
      const { url } = await serverThat(reset, removed);
      expect(await remove(url)).toBeUndefined();
    });

    it('fails where it was never there', async () => {
      const { url } = await serverThat(gone);
      await expect(remove(url)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it('fails where nothing but a limit came before', async () => {
      const { url } = await serverThat(refusal(429, 'RATE_LIMITED', { 'Retry-After': '0' }), gone);
      await expect(remove(url)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  it('anything else that is gone is gone', async () => {
    const server = await serverThat(reset, gone);
    await expect(clientOf(server).getDialog('d1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

it.each(['', '.', '..', '\ud800'])('what cannot be part of an address is never sent: %j', async (id) => {
  const server = await serverThat(removed);
  await expect(clientOf(server).removeParticipant('d1', id)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(clientOf(server).deleteDialog(id)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  expect(server.requests).toEqual([]);
});

it('finds the API below any address, with or without a slash at its end', async () => {
  const server = await serverThat(answer(200, { data: [], next_cursor: null }));
  for (const path of ['', '/', '/chat', '/chat/']) {
    await clientOf({ url: server.url + path }).listDialogs({ object_id: 'a b&c', limit: 5 });
  }
  const call = '/api/v1/management/dialogs?object_id=a+b%26c&limit=5';
  expect(server.requests.map(({ path }) => path)).toEqual([call, call, `/chat${call}`, `/chat${call}`]);
});

it.each([
  ['baseUrl', { baseUrl: 'chat.example.com' }],
  ['baseUrl', { baseUrl: 'ftp://chat.example.com' }],
  ['adminToken', { adminToken: '' }],
  ['timeoutMs', { timeoutMs: 0 }],
  ['timeoutMs', { timeoutMs: Number.NaN }],
  ['timeoutMs', { timeoutMs: Number.POSITIVE_INFINITY }],
  ['retries', { retries: -1 }],
  ['retries', { retries: 1.5 }],
])('an option that cannot work is named at once: %s of %j', (name, options) => {
  expect(() => clientOf({ url: 'https://chat.example.com' }, options)).toThrow(name);
});

it('the pause grows, differs from caller to caller, and is never shorter than the server asks', () => {
  const random = double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  forAll(
    property(
      integer({ min: 1, max: 60 }),
      integer({ min: 0, max: 30 }),
      random,
      (failures, seconds, chance) => {
        const pause = pauseAfter(failures, seconds, chance) ?? Number.NaN;
        const backoff = Math.min(250 * 2 ** (failures - 1), 8_000);
        expect(pause).toBeGreaterThanOrEqual(seconds * 1_000 + backoff / 2);
        expect(pause).toBeLessThanOrEqual(seconds * 1_000 + backoff);
        expect(pauseAfter(failures, 31 + seconds, chance)).toBeUndefined();
      },
    ),
  );
});

it('reads the time to wait as seconds or as a date, and nothing else', () => {
  const now = Date.parse('2026-02-17T12:00:00Z');
  expect(secondsUntilRetry('7', now)).toBe(7);
  expect(secondsUntilRetry('Tue, 17 Feb 2026 12:00:09 GMT', now)).toBe(9);
  expect(secondsUntilRetry('Tue, 17 Feb 2026 11:00:00 GMT', now)).toBe(0);
  for (const header of [null, '', 'soon', '1e9x']) expect(secondsUntilRetry(header, now)).toBeUndefined();
});
