import { afterEach, describe, expect, test, vi } from 'vitest';
import { hs256 } from '../support/tokens.ts';
import { unique } from './support/api.ts';
import { logLines } from './support/log.ts';
import { workerWith } from './support/worker-with.ts';

const admin = { Authorization: 'Bearer test-admin-token' };
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

afterEach(() => {
  vi.restoreAllMocks();
});

describe('where nothing is configured', () => {
  test('the Management API is closed, whatever token is sent', async () => {
    const worker = workerWith({ ADMIN_API_TOKEN: undefined });
    for (const headers of [{}, admin, bearer(''), bearer('undefined')]) {
      const reply = await worker.call('GET', '/api/v1/management/dialogs', { headers });
      expect(reply).toMatchObject({ status: 503, error: { code: 'UNAVAILABLE' } });
      expect(reply.error?.message).toContain('ADMIN_API_TOKEN');
    }
  });

  test.each([
    { CHAT_AUTH: undefined },
    { CHAT_AUTH: 'jwt' },
    { CHAT_AUTH: '', JWT_SECRET: '', JWT_SECRETS: ' , ' },
  ])('the Chat API is closed, with a token and without: %j', async (variables) => {
    const worker = workerWith(variables);
    for (const headers of [
      {},
      bearer(await hs256({ sub: 'ann' })),
      bearer(await hs256({ sub: 'ann' }, ' ')),
    ]) {
      const reply = await worker.call('GET', '/api/v1/dialogs?user_id=ann', { headers });
      expect(reply).toMatchObject({ status: 503, error: { code: 'UNAVAILABLE' } });
      expect(reply.error?.message).toContain('JWT_SECRET');
      expect((await worker.upgrade('/api/v1/ws?user_id=ann', headers)).status).toBe(503);
    }
  });

  test('the Chat API is closed and the Management API open, each on its own', async () => {
    const withoutKey = workerWith({ CHAT_AUTH: 'jwt' });
    expect((await withoutKey.call('GET', '/api/v1/management/dialogs', { headers: admin })).status).toBe(200);
    const withoutAdmin = workerWith({ ADMIN_API_TOKEN: undefined });
    expect((await withoutAdmin.call('GET', `/api/v1/dialogs?user_id=${unique('ann')}`)).status).toBe(200);
  });
});

describe('a setting that is wrong', () => {
  test.each([
    ['DATABASE_URL', undefined],
    ['DATABASE_URL', 'mysql://root:hunter2@host/database'],
    ['DATABASE_URL', 'postgres://root:hunter2'],
    ['DATABASE_URL', 'postgres://root:hunter2#@host/database'],
    ['DATABASE_URL', 'postgres://hunter2/database'],
    ['DATABASE_HTTP_ENDPOINT', 'hunter2'],
    ['CHAT_AUTH', 'hunter2'],
    ['JWT_JWKS_URL', 'file:///hunter2'],
    ['TRUST_SCOPE_HEADER', 'hunter2'],
    ['WEBHOOK_URL', 'hunter2'],
    ['S3_ENDPOINT', 'hunter2'],
    ['NOTIFICATION_DELAY_SECS', 'hunter2'],
    ['NOTIFICATION_DELAY_SECS', '-1'],
    ['ARCHIVE_AFTER_SECS', '1.5'],
    ['CORS_ALLOWED_ORIGINS', 'https://host.example/hunter2'],
    ['CORS_ALLOWED_ORIGINS', 'https://host.example, hunter2'],
    ['CORS_ALLOWED_ORIGINS', 'https://*.hunter2'],
    ['RATE_LIMIT', 'hunter2'],
    ['LOG_LEVEL', 'hunter2'],
  ])(
    'names itself in the answer and the log, without its value, and nothing else works: %s=%s',
    async (name, value) => {
      const lines = logLines();
      const worker = workerWith({ [name]: value });
      const refused = [
        await worker.call('GET', '/api/v1/management/dialogs', { headers: admin }),
        await worker.call('GET', '/api/v1/dialogs?user_id=ann'),
        await worker.call('OPTIONS', '/api/v1/dialogs'),
        await worker.call('GET', '/api/v1/nothing'),
      ];
      for (const { status, error } of refused) {
        expect({ status, code: error?.code }).toEqual({ status: 503, code: 'UNAVAILABLE' });
        expect(error?.message).toContain(name);
        expect(error?.message).not.toContain('hunter2');
      }
      expect((await worker.upgrade('/api/v1/ws?user_id=ann')).status).toBe(503);
      const log = JSON.stringify(lines);
      expect(log).toContain(name);
      expect(log).not.toContain('hunter2');
    },
  );

  test('is named together with every other that is wrong', async () => {
    logLines();
    const reply = await workerWith({ LOG_LEVEL: 'loud', CHAT_AUTH: 'none' }).call('GET', '/api/v1/dialogs');
    expect(reply.error?.message).toMatch(/CHAT_AUTH.*LOG_LEVEL/);
  });

  test('leaves the Worker alive, and not ready', async () => {
    logLines();
    const worker = workerWith({ CHAT_AUTH: 'none' });
    const alive = await worker.fetch(new Request('http://localhost/health'));
    expect(alive.status).toBe(200);
    const ready = await worker.fetch(new Request('http://localhost/health/ready'));
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain('CHAT_AUTH');
  });
});

describe('a page of another origin', () => {
  const listed = workerWith({ CORS_ALLOWED_ORIGINS: 'https://app.example, https://admin.example:8443' });
  const anyone = workerWith({ CORS_ALLOWED_ORIGINS: undefined });
  const path = '/api/v1/dialogs?user_id=ann';
  const from = (Origin: string) => ({ headers: { Origin } });
  const preflight = {
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'authorization',
  };

  test.each(['https://app.example', 'https://admin.example:8443'])(
    'may read answers if allowed: %s',
    async (origin) => {
      const { headers } = await listed.call('GET', path, from(origin));
      expect(headers.get('Access-Control-Allow-Origin')).toBe(origin);
      expect(headers.get('Vary')).toMatch(/Origin/);
    },
  );

  test.each([
    'https://evil.example',
    'https://app.example.evil.example',
    'http://app.example',
    'https://admin.example',
    'null',
  ])('may not read answers if it is not: %s', async (origin) => {
    expect(
      (await listed.call('GET', path, from(origin))).headers.get('Access-Control-Allow-Origin'),
    ).toBeNull();
    const answer = await listed.call('OPTIONS', path, { headers: { Origin: origin, ...preflight } });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  test('may read answers by default, errors too, and the headers that help', async () => {
    for (const asked of [path, '/api/v1/dialogs', '/api/v1/management/dialogs', '/api/v1/nothing']) {
      const { headers } = await anyone.call('GET', asked, from('https://any.example'));
      expect(headers.get('Access-Control-Allow-Origin'), asked).toBe('*');
      expect(headers.get('Access-Control-Allow-Credentials')).toBeNull();
      const exposed = headers.get('Access-Control-Expose-Headers') ?? '';
      for (const name of ['X-Request-Id', 'Retry-After', 'Idempotency-Replayed'])
        expect(exposed).toContain(name);
    }
  });

  test('is told by the preflight what it may send, with no token and no user', async () => {
    const headers = { Origin: 'https://app.example', ...preflight };
    const answer = await listed.call('OPTIONS', '/api/v1/dialogs/1/messages', { headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('https://app.example');
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      expect(answer.headers.get('Access-Control-Allow-Methods')).toContain(method);
    }
    for (const name of ['Authorization', 'Content-Type', 'Idempotency-Key', 'X-Scope-Config']) {
      expect(answer.headers.get('Access-Control-Allow-Headers')).toContain(name);
    }
  });

  test('cannot open a socket, for which browsers do not ask', async () => {
    const socketPath = `/api/v1/ws?user_id=${unique('ann')}`;
    for (const origin of ['https://evil.example', 'null']) {
      expect((await listed.upgrade(socketPath, { Origin: origin })).status).toBe(403);
    }
    expect((await listed.upgrade(socketPath, { Origin: 'https://app.example' })).status).toBe(101);
    expect((await listed.upgrade(socketPath)).status).toBe(101);
    expect((await anyone.upgrade(socketPath, { Origin: 'https://evil.example' })).status).toBe(101);
  });
});

test('trusted mode away from loopback warns once, and only there', async () => {
  const lines = logLines();
  const worker = workerWith({ LOG_LEVEL: 'warn' });
  const ask = (origin: string) => worker.fetch(new Request(`${origin}/api/v1/dialogs?user_id=ann`));
  for (const origin of ['http://localhost', 'http://127.0.0.1:8787', 'http://[::1]']) await ask(origin);
  expect(lines).toEqual([]);
  for (const origin of ['https://chat.example', 'https://chat.example', 'https://other.example'])
    await ask(origin);
  expect(lines).toEqual([
    { level: 'warn', component: 'worker', message: expect.stringContaining('CHAT_AUTH=trusted') },
  ]);
});
