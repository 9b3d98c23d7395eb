import { getEventListeners } from 'node:events';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { unreachableUrl } from '../support/key-server.ts';
import {
  adminToken,
  answer,
  breakOff,
  clientOf,
  hang,
  refusal,
  reset,
  type Step,
  serverThat,
  trickle,
  unavailable,
} from './support/scripted-server.ts';

const dialog = { id: 'd1', title: 'Pumps' };
const found = answer(200, { data: dialog });
const html = { 'Content-Type': 'text/html' };
const order = { object_type: 'order', object_id: '1' };

describe('a failure that may pass', () => {
  it.each<[string, Step]>([
    ['a connection that is reset', reset],
    ['an answer that breaks off', breakOff],
    ['a database that is away for a moment', unavailable],
    ['a limit', refusal(429, 'RATE_LIMITED', { 'Retry-After': '0' })],
    ['a gateway without a server', answer(502, '<h1>Bad gateway</h1>', html)],
    ['a gateway that is closed', answer(503, 'Come back later', html)],
    ['a gateway that lost patience', answer(504, '', html)],
  ])('is not seen by the caller: %s', async (_what, fault) => {
    const server = await serverThat(fault, found);
    expect(await clientOf(server).getDialog('d1')).toEqual(dialog);
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['no answer', hang],
    ['an answer without an end', trickle],
  ])('is not seen by the caller: %s', async (_what, fault) => {
    const server = await serverThat(fault, found);
    expect(await clientOf(server, { timeoutMs: 300 }).getDialog('d1')).toEqual(dialog);
  });

  it('is told when it does not pass: four tries, each some time after the one before', async () => {
    const server = await serverThat(reset);
    const failure = clientOf(server).getDialog('d1');
    await expect(failure).rejects.toMatchObject({ code: 'NETWORK', status: 0, isRetryable: true });
    const [first = 0, ...later] = server.requests.map(({ at }) => at);
    expect(later).toHaveLength(3);
    for (const [index, atLeast] of [125, 375, 875].entries()) {
      expect((later[index] ?? 0) - first).toBeGreaterThanOrEqual(atLeast);
    }
  });

  it('is not tried again before the time that the server names', async () => {
    const server = await serverThat(refusal(503, 'UNAVAILABLE', { 'Retry-After': '1' }), found);
    await clientOf(server).getDialog('d1');
    const [first, second] = server.requests;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  it('is told at once, with the time, where the server names a long one', async () => {
    const server = await serverThat(refusal(429, 'RATE_LIMITED', { 'Retry-After': '31' }));
    await expect(clientOf(server).getDialog('d1')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      status: 429,
      retryAfterSeconds: 31,
      isRetryable: true,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('is told at once to those who want no retries', async () => {
    const server = await serverThat(hang);
    const client = clientOf(server, { retries: 0, timeoutMs: 100 });
    await expect(client.getDialog('d1')).rejects.toMatchObject({ code: 'TIMEOUT', isRetryable: true });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a failure that does not pass by itself', () => {
  it.each<[string, Step, object]>([
    ['wrong input', refusal(400, 'BAD_REQUEST'), { code: 'BAD_REQUEST', status: 400 }],
    ['a wrong token', refusal(401, 'UNAUTHORIZED'), { code: 'UNAUTHORIZED', status: 401 }],
    ['a bug of the server', refusal(500, 'INTERNAL_ERROR'), { code: 'INTERNAL_ERROR', status: 500 }],
    ['what is not configured', refusal(503, 'UNAVAILABLE'), { code: 'UNAVAILABLE', status: 503 }],
    ['a page', answer(200, '<h1>Welcome</h1>', html), { code: 'UNEXPECTED_ANSWER', status: 200 }],
    ['half of an answer', answer(200, '{"data":{"id"'), { code: 'UNEXPECTED_ANSWER', status: 200 }],
    ['JSON of something else', answer(200, { ok: true }), { code: 'UNEXPECTED_ANSWER', status: 200 }],
    ['the 404 of something else', answer(404, 'Not here', html), { code: 'UNEXPECTED_ANSWER', status: 404 }],
    [
      'a code of a later version',
      refusal(418, 'TEAPOT'),
      { code: 'UNEXPECTED_ANSWER', status: 418, isRetryable: false },
    ],
  ])('is told after one try: %s', async (_what, fault, error) => {
    const server = await serverThat(fault);
    await expect(clientOf(server).getDialog('d1')).rejects.toMatchObject({
      name: 'MTChatError',
      isRetryable: false,
      ...error,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('says which fields were wrong, and by what the log knows the request', async () => {
    const details = [{ path: 'object_id', message: 'Required' }];
    const error = { code: 'BAD_REQUEST', message: 'Invalid request body', details };
    const server = await serverThat(answer(400, { error }, { 'X-Request-Id': 'r-1' }));
    await expect(clientOf(server).createDialog(order)).rejects.toMatchObject({
      message: 'Invalid request body',
      details,
      requestId: 'r-1',
    });
  });

  it('a redirect is not followed, and said no more of than where it leads', async () => {
    const elsewhere = await serverThat(found);
    const Location = `${elsewhere.url}/private?key=secret`;
    const server = await serverThat(answer(307, '', { Location }));
    const failure = clientOf(server).getDialog('d1');
    await expect(failure).rejects.toMatchObject({ code: 'UNEXPECTED_ANSWER', status: 307 });
    await expect(failure).rejects.toThrow(`a redirect to ${elsewhere.url}, which`);
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('a caller who gives up', () => {
  it('hears so at once, though the server says nothing', async () => {
    const server = await serverThat(hang);
    const reason = new Error('The user closed the page');
    const leaving = new AbortController();
    const failure = clientOf(server).getDialog('d1', { signal: leaving.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    leaving.abort(reason);
    await expect(failure).rejects.toMatchObject({ code: 'ABORTED', cause: reason, isRetryable: false });
    expect(getEventListeners(leaving.signal, 'abort')).toEqual([]);
  });

  it('does not wait for the next try', async () => {
    const server = await serverThat(refusal(503, 'UNAVAILABLE', { 'Retry-After': '25' }));
    const failure = clientOf(server).getDialog('d1', { signal: AbortSignal.timeout(300) });
    await expect(failure).rejects.toMatchObject({ code: 'ABORTED' });
    expect(server.requests).toHaveLength(1);
  }, 5_000);

  it('before it began does not begin', async () => {
    const server = await serverThat(found);
    const failure = clientOf(server).getDialog('d1', { signal: AbortSignal.abort() });
    await expect(failure).rejects.toMatchObject({ code: 'ABORTED' });
    expect(server.requests).toEqual([]);
  });

  it('leaves nothing behind on a signal that lives on', async () => {
    const server = await serverThat(unavailable, found);
    const { signal } = new AbortController();
    await clientOf(server).getDialog('d1', { signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('the admin token', () => {
  it.each<[string, Step]>([
    ['reset', reset],
    ['hang', hang],
    ['redirect', answer(302, '', { Location: 'https://elsewhere.example' })],
    ['garbage', answer(200, 'garbage')],
    ['refusal', refusal(401, 'UNAUTHORIZED')],
  ])('is in nothing that a log would print of an error: %s', async (_what, fault) => {
    const client = clientOf(await serverThat(fault), { retries: 0, timeoutMs: 100 });
    const error = await client.createDialog(order).catch((thrown: unknown) => thrown);
    expect(error).toHaveProperty('name', 'MTChatError');
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(adminToken);
    expect(inspect(client, { depth: null, showHidden: true })).not.toContain(adminToken);
  });

  it('is not quoted where nobody listens, nor where it is no token', async () => {
    const url = await unreachableUrl();
    const error = await clientOf({ url }, { retries: 0 })
      .getDialog('d1')
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'NETWORK', message: expect.stringContaining('ECONNREFUSED') });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(adminToken);
    expect(() => clientOf({ url }, { adminToken: 'top-secret\n' })).toThrow(/^(?!.*top-secret).*line breaks/);
  });
});
