import { afterEach, describe, expect, test, vi } from 'vitest';
import { hs256, secret } from '../support/tokens.ts';
import { host, unique } from './support/api.ts';
import { logLines } from './support/log.ts';
import { workerWith } from './support/worker-with.ts';

const admin = { Authorization: 'Bearer test-admin-token' };
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the log', () => {
  const inJwtMode = workerWith({ CHAT_AUTH: 'jwt', JWT_SECRET: secret, LOG_LEVEL: 'debug' });
  const who = {
    id: expect.any(String),
    ms: expect.any(Number),
    level: 'info',
    component: 'worker',
    message: 'request',
  };

  test('has one line a request: who asked what, what came of it, in how long and how many round trips', async () => {
    const ann = unique('ann');
    const dialog = await host.createDialog({ participants: [ann] });
    const headers = bearer(await hs256({ sub: ann }));
    const path = `/api/v1/dialogs/${dialog.id}/messages`;
    const lines = logLines();

    await inJwtMode.call('POST', path, { headers, body: { content: 'Hello' } });
    await inJwtMode.call('GET', `${path}?limit=0`, { headers });
    await inJwtMode.call('GET', '/api/v1/management/dialogs', { headers: admin });
    await inJwtMode.call('GET', '/api/v1/dialogs');
    await inJwtMode.call('GET', '/api/v1/nothing/at/all');
    const route = '/api/v1/dialogs/:id/messages';
    expect(lines).toEqual([
      { ...who, method: 'POST', route, status: 201, user: ann, round_trips: 1 },
      { ...who, method: 'GET', route, status: 400, user: ann, round_trips: 0 },
      { ...who, method: 'GET', route: '/api/v1/management/dialogs', status: 200, round_trips: 1 },
      { ...who, method: 'GET', route: '/api/v1/dialogs', status: 401, round_trips: 0 },
      { ...who, method: 'GET', route: expect.stringMatching(/\*$/), status: 404, round_trips: 0 },
    ]);
  });

  test('names a request as its answer does', async () => {
    const lines = logLines();
    const { headers } = await inJwtMode.call('GET', '/api/v1/dialogs');
    expect(lines).toEqual([expect.objectContaining({ id: headers.get('X-Request-Id') })]);
  });

  test('never holds tokens, texts or profile data, whether calls succeed or fail', async () => {
    const ann = unique('ann');
    const dialog = await host.createDialog({ participants: [ann] });
    const token = await hs256({ sub: ann });
    const lines = logLines();

    const messages = `/api/v1/dialogs/${dialog.id}/messages`;
    const body = { content: 'Price: 4 million', display_name: 'Ann Price', email: 'ann@atlas.example' };
    for (const headers of [bearer(token), bearer(`${token}x`), { Authorization: token }]) {
      await inJwtMode.call('POST', messages, { headers, body });
      await inJwtMode.call('POST', messages, { headers, body: { ...body, content: 7 } });
      await inJwtMode.call('GET', `/api/v1/dialogs?search=Price&user_id=${ann}&token=${token}`, { headers });
    }
    await inJwtMode.upgrade(`/api/v1/ws?token=${token}`);
    await inJwtMode.upgrade('/api/v1/ws', { 'Sec-WebSocket-Protocol': `mtchat, bearer.${token}x` });
    const managed = `/api/v1/management/dialogs/${dialog.id}/participants`;
    await inJwtMode.call('POST', managed, { headers: admin, body: { user_id: 'bob', ...body } });

    expect(lines).toHaveLength(12);
    const [, payload, signature] = token.split('.');
    for (const secretText of [payload, signature, 'test-admin-token', 'Price', 'atlas']) {
      expect(lines.filter((line) => JSON.stringify(line).includes(secretText ?? ''))).toEqual([]);
    }
  });

  test.each(['/health', '/api/v1/ws', '/nothing', '/api/v1/dialogs?user_id=ann'])(
    'is silent if LOG_LEVEL says so: %s',
    async (path) => {
      const lines = logLines();
      await workerWith({ LOG_LEVEL: 'silent' }).fetch(new Request(`http://localhost${path}`));
      expect(lines).toEqual([]);
    },
  );
});

describe('the request id', () => {
  test.each<[string, string, number, Record<string, string>]>([
    ['a preflight', '/api/v1/dialogs', 204, { Origin: 'https://any.example' }],
    [
      'a refused origin',
      '/api/v1/ws?user_id=ann',
      403,
      { Upgrade: 'websocket', Origin: 'https://evil.example' },
    ],
    ['an open socket', '/api/v1/ws?user_id=ann', 101, { Upgrade: 'websocket' }],
    ['a refused socket', '/api/v1/ws', 400, { Upgrade: 'websocket' }],
    ['no route', '/nothing', 404, {}],
    ['the health of the Worker', '/health', 200, {}],
  ])('is on %s', async (_what, path, status, headers) => {
    const worker = workerWith({ CORS_ALLOWED_ORIGINS: 'https://any.example' });
    const method = status === 204 ? 'OPTIONS' : 'GET';
    const answer = await worker.fetch(new Request(`http://localhost${path}`, { method, headers }));
    expect(answer.status).toBe(status);
    expect(answer.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('is on an answer of 503 and 413', async () => {
    logLines();
    const broken = await workerWith({ LOG_LEVEL: 'loud' }).call('GET', '/api/v1/dialogs');
    expect(broken).toMatchObject({ status: 503 });
    expect(broken.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
    const large = await host.call('POST', '/dialogs', { rawBody: ' '.repeat(2 * 1_024 * 1_024) });
    expect(large).toMatchObject({ status: 413, error: { code: 'PAYLOAD_TOO_LARGE' } });
    expect(large.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('of the caller is not believed where it could be anything else than an id', async () => {
    const given = 'a b<script>';
    const { headers } = await host.call('GET', '/dialogs', { headers: { 'X-Request-Id': given } });
    expect(headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
