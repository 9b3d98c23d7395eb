import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DialogForUser } from '../../contract/dialogs.ts';
import {
  hs256,
  newSigner,
  nowInSeconds,
  publicJwk,
  type Signer,
  secret,
  signedBy,
} from '../support/tokens.ts';
import { call, host, unique, user } from './support/api.ts';
import { aimedAt, callsOnDialog } from './support/every-call.ts';
import { idsOf } from './support/paging.ts';
import { letPass } from './support/time.ts';
import { leaksIn, twoTenants } from './support/two-tenants.ts';
import { type ConfiguredWorker, workerWith } from './support/worker-with.ts';

const jwksUrl = 'https://identity.example/keys';
const withSecret = workerWith({ CHAT_AUTH: 'jwt', JWT_SECRETS: `an-older-secret, ${secret}` });
const withKeySet = workerWith({ CHAT_AUTH: undefined, JWT_JWKS_URL: jwksUrl });
const trustingHeader = workerWith({ CHAT_AUTH: 'jwt', JWT_SECRET: secret, TRUST_SCOPE_HEADER: 'true' });

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const scopeHeader = (scope: unknown) => ({ 'X-Scope-Config': btoa(JSON.stringify(scope)) });

let signer: Signer;
let stranger: Signer;

beforeAll(async () => {
  [signer, stranger] = await Promise.all([newSigner('key-1', 'RS256'), newSigner('key-1', 'RS256')]);
});

let consoleLines: string[];

beforeEach(() => {
  const realFetch = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url === jwksUrl) return Response.json({ keys: [await publicJwk(signer)] });
    return realFetch(input, init);
  });
  consoleLines = [];
  for (const level of ['log', 'debug', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation(
      (...parts) => void consoleLines.push(parts.map(String).join(' ')),
    );
  }
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** The three ways in, and the statuses they answered. */
async function statuses(worker: ConfiguredWorker, token: string, query = ''): Promise<number[]> {
  const separator = query === '' ? '?' : '&';
  const answers = await Promise.all([
    worker.call('GET', `/api/v1/dialogs${query}`, { headers: bearer(token) }),
    worker.upgrade(`/api/v1/ws${query}`, { 'Sec-WebSocket-Protocol': `mtchat, bearer.${token}` }),
    worker.upgrade(`/api/v1/ws${query}${separator}token=${encodeURIComponent(token)}`),
  ]);
  return answers.map(({ status }) => status);
}

const everywhere = (status: number, onSocket = status) => [status, onSocket, onSocket];
const letIn = everywhere(200, 101);
const unsigned = (claims: unknown) =>
  `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(claims))}.`.replaceAll('=', '');

describe('a token opens REST and sockets', () => {
  const ann = { sub: 'ann' };
  test.each<[string, ConfiguredWorker, () => Promise<string>]>([
    ['signed with a secret', withSecret, () => hs256(ann)],
    ['signed with an older secret', withSecret, () => hs256(ann, 'an-older-secret')],
    ['signed with a key of the JWKS', withKeySet, () => signedBy(signer)],
    ['that expired within the leeway', withSecret, () => hs256({ ...ann, exp: nowInSeconds() - 10 })],
    ['whose user is a number', withSecret, () => hs256({ sub: 4711 })],
  ])('%s', async (_what, worker, token) => {
    expect(await statuses(worker, await token())).toEqual(letIn);
  });

  test('and its own user may be named besides', async () => {
    expect(await statuses(withSecret, await hs256(ann), '?user_id=ann')).toEqual(letIn);
  });
});

describe('a token is 401 on REST and sockets', () => {
  const ann = { sub: 'ann' };
  test.each<[string, ConfiguredWorker, () => Promise<string> | string]>([
    ['that expired', withSecret, () => hs256({ ...ann, exp: nowInSeconds() - 60 })],
    ['that is not valid yet', withSecret, () => hs256({ ...ann, nbf: nowInSeconds() + 60 })],
    ['signed with the wrong secret', withSecret, () => hs256(ann, 'guess')],
    ['of alg none', withSecret, () => unsigned(ann)],
    ['of alg none, with a JWKS', withKeySet, () => unsigned(ann)],
    ['of HS256, with a JWKS alone', withKeySet, () => hs256(ann)],
    [
      'of HS256 with the public key as the secret',
      withKeySet,
      async () => hs256(ann, JSON.stringify(await publicJwk(signer))),
    ],
    ['signed by another key of the same name', withKeySet, () => signedBy(stranger)],
    ['of RS256, with secrets alone', withSecret, () => signedBy(signer)],
    ['without a user', withSecret, () => hs256({ name: 'ann' })],
    ['with a scope of the wrong shape', withSecret, () => hs256({ ...ann, scope_config: 'all' })],
    ['that is no token', withSecret, () => 'ann'],
    ['that is the admin token', withSecret, () => 'test-admin-token'],
  ])('%s', async (_what, worker, token) => {
    const given = await token();
    expect(await statuses(worker, given)).toEqual(everywhere(401));
    expect(consoleLines.filter((line) => line.includes(given))).toEqual([]);
  });

  test('on every call on a dialog', async () => {
    const dialog = await host.createDialog({ participants: ['ann'] });
    const expired = await hs256({ sub: 'ann', exp: nowInSeconds() - 60 });
    for (const dialogCall of callsOnDialog) {
      const [method, path, options] = aimedAt(dialogCall, dialog.id, dialog.id);
      const reply = await withSecret.call(method, `/api/v1${path}`, { ...options, headers: bearer(expired) });
      expect(reply.status, `${method} ${path}`).toBe(401);
    }
  });

  test('where there is none', async () => {
    expect((await withSecret.call('GET', '/api/v1/dialogs?user_id=ann')).status).toBe(401);
    expect((await withSecret.upgrade('/api/v1/ws?user_id=ann')).status).toBe(401);
  });

  test('in the query of a REST call, which ends up in logs', async () => {
    expect((await withSecret.call('GET', `/api/v1/dialogs?token=${await hs256(ann)}`)).status).toBe(401);
  });
});

describe('the user of a token', () => {
  test.each(['?user_id=bob', '?user_id=ann&user_id=bob', '?user_id='])(
    'cannot be another by %s',
    async (query) => {
      expect(await statuses(withSecret, await hs256({ sub: 'ann' }), query)).toEqual(everywhere(403));
    },
  );

  test('cannot claim the scope of another tenant in a header', async () => {
    const tenants = await twoTenants();
    const { bea, dialog, tenantA, tenantB } = tenants;
    const token = await hs256({ sub: bea.id, scope_config: { tenant_uid: tenantB } });
    const headers = { ...bearer(token), ...scopeHeader({ tenant_uid: tenantA }) };
    for (const dialogCall of callsOnDialog) {
      const [method, path, options] = aimedAt(dialogCall, dialog.id, tenants.message.id);
      const reply = await withSecret.call(method, `/api/v1${path}`, { ...options, headers });
      expect(reply.status, `${method} ${path}`).toBeOneOf([403, 404]);
      expect(leaksIn(reply, tenants)).toEqual([]);
    }
    const available = await withSecret.call<DialogForUser[]>('GET', '/api/v1/dialogs?type=available', {
      headers,
    });
    expect(idsOf(available.data)).not.toContain(dialog.id);
    // Where a gateway sets the header, and the host says so, the same call finds the dialog.
    const found = await trustingHeader.call('GET', `/api/v1/dialogs/${dialog.id}`, { headers });
    expect(found).toMatchObject({ status: 200, data: { can_join: true } });
  });

  test('is not disturbed by a malformed header that nobody reads, and told of it where it is read', async () => {
    const headers = { ...bearer(await hs256({ sub: 'ann' })), 'X-Scope-Config': '%' };
    expect((await withSecret.call('GET', '/api/v1/dialogs', { headers })).status).toBe(200);
    expect((await trustingHeader.call('GET', '/api/v1/dialogs', { headers })).status).toBe(400);
  });

  test('reaches what the scope of the token matches, and nothing beyond', async () => {
    const { bea, dialog, own, tenantB } = await twoTenants();
    await bea.leave(own.id);
    const headers = bearer(await hs256({ sub: bea.id, scope_config: { tenant_uid: tenantB } }));
    const get = (id: string) => withSecret.call('GET', `/api/v1/dialogs/${id}`, { headers });
    expect(await get(own.id)).toMatchObject({ status: 200, data: { can_join: true } });
    expect((await get(dialog.id)).status).toBe(404);
  });
});

describe('a socket', () => {
  test('is answered with the protocol beside which its token came', async () => {
    const token = await hs256({ sub: 'ann' });
    const answer = await withSecret.upgrade('/api/v1/ws', {
      'Sec-WebSocket-Protocol': `mtchat, bearer.${token}`,
    });
    expect(answer.headers.get('Sec-WebSocket-Protocol')).toBe('mtchat');
    expect([...answer.headers.values()].join()).not.toContain(token);
  });

  test('closes with 4401 when its token expires, and not before', async () => {
    const ann = unique('ann');
    const token = await hs256({ sub: ann, exp: nowInSeconds() + 60 });
    const dialog = await host.createDialog({ participants: [ann] });
    const headers = { 'Sec-WebSocket-Protocol': `mtchat, bearer.${token}` };
    const sockets = [
      { path: '/api/v1/ws', object: env.USER_INBOX.getByName(ann) },
      { path: `/api/v1/ws?dialog_id=${dialog.id}`, object: env.DIALOG_ROOM.getByName(dialog.id) },
    ];
    for (const { path, object } of sockets) {
      const socket = await withSecret.open(path, headers);
      await letPass(30, object);
      await socket.settled();
      // The leeway may be given to sockets too.
      await letPass(65, object);
      expect((await socket.closed).code).toBe(4401);
    }
  });
});

describe('a host backend', () => {
  test.each<[string, Record<string, string>]>([
    ['without a token', {}],
    ['with a wrong token', bearer('test-admin-tokeN')],
    ['with more than the token', bearer('test-admin-token2')],
    ['with the token under another scheme', { Authorization: 'Basic test-admin-token' }],
  ])('is 401 %s', async (_what, headers) => {
    for (const method of ['GET', 'POST']) {
      const reply = await call(method, '/api/v1/management/dialogs', { headers });
      expect(reply).toMatchObject({ status: 401, error: { code: 'UNAUTHORIZED' } });
    }
  });

  test('is 401 with the token of a user', async () => {
    const headers = bearer(await hs256({ sub: 'ann' }));
    expect((await withSecret.call('GET', '/api/v1/management/dialogs', { headers })).status).toBe(401);
  });

  test('is let in before its body is looked at, never after', async () => {
    const reply = await call('POST', '/api/v1/management/dialogs', { rawBody: '{' });
    expect(reply.status).toBe(401);
  });
});

test('in trusted mode the user_id is all there is to say, and must be said', async () => {
  expect((await call('GET', '/api/v1/dialogs')).status).toBe(400);
  expect((await call('GET', '/api/v1/dialogs?user_id=')).status).toBe(400);
  expect((await user(unique('ann')).dialogs()).status).toBe(200);
});
