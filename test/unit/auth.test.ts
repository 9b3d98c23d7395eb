import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseSettings, type Settings } from '../../contract/settings.ts';
import { authorizeHost } from '../../worker/auth/admin.ts';
import { identifyCaller } from '../../worker/auth/callers.ts';
import { isSameSecret } from '../../worker/auth/constant-time.ts';
import { isLoopbackHost } from '../../worker/auth/loopback.ts';
import { verifyUserToken } from '../../worker/auth/tokens.ts';

const secret = 'a-secret-of-the-host-application';
const noScope = { level0: [], level1: [], level2: [] };
const chatUrl = 'https://chat.example/api/v1/dialogs';

function settingsWith(environment: Record<string, string>): Settings {
  const result = parseSettings({ DATABASE_URL: 'postgres://localhost/mtchat', ...environment });
  if (!result.ok) throw new Error(result.problem);
  return result.settings;
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}

function hs256(claims: JWTPayload, key: string = secret, alg = 'HS256'): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key));
}

type KeyAlgorithm = 'RS256' | 'ES256' | 'EdDSA';

interface Signer {
  kid: string;
  alg: KeyAlgorithm;
  publicKey: CryptoKey;
  privateKey: CryptoKey;
}

async function newSigner(kid: string, alg: KeyAlgorithm): Promise<Signer> {
  return { kid, alg, ...(await generateKeyPair(alg, { extractable: true })) };
}

function signedBy(
  signer: Signer,
  claims: JWTPayload = { sub: 'ann' },
  kid: string | undefined = signer.kid,
): Promise<string> {
  const header = kid === '' ? { alg: signer.alg } : { alg: signer.alg, kid };
  return new SignJWT(claims).setProtectedHeader(header).sign(signer.privateKey);
}

let keyServer: Server;
let keyServerUrl: string;
let rsa: Signer;
let otherRsa: Signer;
let ec: Signer;
let ed: Signer;
let stranger: Signer;
let deadUrl: string;
const fetches = new Map<string, number>();

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on a port, and not on a pipe, has an AddressInfo.
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

beforeAll(async () => {
  rsa = await newSigner('rsa-1', 'RS256');
  otherRsa = await newSigner('rsa-2', 'RS256');
  ec = await newSigner('ec-1', 'ES256');
  ed = await newSigner('ed-1', 'EdDSA');
  stranger = await newSigner('rsa-1', 'RS256');
  const keys = await Promise.all(
    [rsa, otherRsa, ec, ed].map(async ({ kid, publicKey }) => ({ ...(await exportJWK(publicKey)), kid })),
  );
  keyServer = createServer((request, response) => {
    const path = request.url ?? '';
    fetches.set(path, (fetches.get(path) ?? 0) + 1);
    if (path === '/failing') return response.writeHead(500).end();
    if (path === '/not-json') return response.end('<html></html>');
    if (path === '/no-keys') return response.end('{}');
    return response.end(JSON.stringify({ keys }));
  });
  keyServerUrl = await listen(keyServer);
  const dead = createServer();
  deadUrl = await listen(dead);
  await close(dead);
});

afterAll(() => close(keyServer));

const withSecret = () => settingsWith({ JWT_SECRET: secret });
const withKeySet = (path = '/keys') => settingsWith({ JWT_JWKS_URL: keyServerUrl + path });
const withBoth = () => settingsWith({ JWT_SECRET: secret, JWT_JWKS_URL: `${keyServerUrl}/keys` });

describe('a user token is accepted', () => {
  test('signed by HS256 with JWT_SECRET', async () => {
    const expiry = nowInSeconds() + 600;
    const verdict = await verifyUserToken(await hs256({ sub: 'ann', exp: expiry }), withSecret());
    expect(verdict).toEqual({ status: 'valid', userId: 'ann', scope: noScope, expiresAt: expiry * 1_000 });
  });

  test.each(['first', 'second', 'third'])('signed with the %s of several secrets', async (key) => {
    const settings = settingsWith({ JWT_SECRETS: 'first, second', JWT_SECRET: 'third' });
    expect(await verifyUserToken(await hs256({ sub: 'ann' }, key), settings)).toMatchObject({
      userId: 'ann',
    });
  });

  test.each([
    ['RS256', () => rsa],
    ['ES256', () => ec],
    ['EdDSA', () => ed],
  ])('signed by %s with a key of the JWKS', async (_name, signer) => {
    expect(await verifyUserToken(await signedBy(signer()), withKeySet())).toMatchObject({ userId: 'ann' });
  });

  test('without a kid, although several keys of the JWKS fit', async () => {
    expect(await verifyUserToken(await signedBy(otherRsa, { sub: 'ann' }, ''), withKeySet())).toMatchObject({
      userId: 'ann',
    });
  });

  test('by its own alg, where both a secret and a JWKS are configured', async () => {
    expect(await verifyUserToken(await hs256({ sub: 'ann' }), withBoth())).toMatchObject({ userId: 'ann' });
    expect(await verifyUserToken(await signedBy(rsa), withBoth())).toMatchObject({ userId: 'ann' });
  });

  test('that expired within the leeway of 30 seconds', async () => {
    const token = await hs256({ sub: 'ann', exp: nowInSeconds() - 15 });
    expect(await verifyUserToken(token, withSecret())).toMatchObject({ status: 'valid' });
  });

  test('that becomes valid within the leeway', async () => {
    const token = await hs256({ sub: 'ann', nbf: nowInSeconds() + 15 });
    expect(await verifyUserToken(token, withSecret())).toMatchObject({ status: 'valid' });
  });

  test('without exp: it never expires', async () => {
    expect(await verifyUserToken(await hs256({ sub: 'ann' }), withSecret())).toMatchObject({
      expiresAt: null,
    });
  });

  test('with an exp beyond all dates: it expires at the last of them', async () => {
    const token = await hs256({ sub: 'ann', exp: 1e300 });
    expect(await verifyUserToken(token, withSecret())).toMatchObject({ expiresAt: 8.64e15 });
  });

  test('and its keys are fetched once, not for every token', async () => {
    for (const signer of [rsa, ec, rsa])
      await verifyUserToken(await signedBy(signer), withKeySet('/counted'));
    expect(fetches.get('/counted')).toBe(1);
  });
});

describe('a user token is refused', () => {
  const refused: [string, () => Promise<string> | string, RegExp][] = [
    [
      'that expired longer ago than the leeway',
      () => hs256({ sub: 'ann', exp: nowInSeconds() - 60 }),
      /expired/,
    ],
    ['that is not valid yet', () => hs256({ sub: 'ann', nbf: nowInSeconds() + 60 }), /not valid yet/],
    ['with an exp that is no number', () => hs256({ sub: 'ann', exp: 'soon' as unknown as number }), /exp/],
    ['signed with another secret', () => hs256({ sub: 'ann' }, 'guess'), /signature/],
    ['signed by HS512', () => hs256({ sub: 'ann' }, secret.repeat(3), 'HS512'), /alg/],
    ['of alg none', () => new UnsecuredJWT({ sub: 'ann' }).encode(), /alg/],
    ['signed by RS256 where only secrets are configured', () => signedBy(rsa), /alg/],
    ['that is no JWT', () => 'not-a-token', /well-formed/],
    ['that is a JWT in shape alone', () => 'a.b.c', /well-formed/],
    ['that is empty', () => '', /well-formed/],
    ['whose payload is no JSON object', () => unusualPayload('["ann"]'), /well-formed/],
  ];

  /** A well-signed token around bytes that no JWT library would put into one. */
  async function unusualPayload(payload: string): Promise<string> {
    const { CompactSign } = await import('jose');
    const key = new TextEncoder().encode(secret);
    return new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader({ alg: 'HS256' }).sign(key);
  }

  test.each(refused)('%s', async (_name, token, reason) => {
    const verdict = await verifyUserToken(await token(), withSecret());
    expect(verdict).toEqual({ status: 'invalid', reason: expect.stringMatching(reason) });
  });

  test('whose payload was changed after signing', async () => {
    const [header, , signature] = (await hs256({ sub: 'ann' })).split('.');
    const payload = Buffer.from('{"sub":"bob"}').toString('base64url');
    expect(await verifyUserToken(`${header}.${payload}.${signature}`, withSecret())).toMatchObject({
      status: 'invalid',
    });
  });

  test('that demands an extension (crit) which nobody knows', async () => {
    const [, payload, signature] = (await hs256({ sub: 'ann' })).split('.');
    const header = Buffer.from('{"alg":"HS256","crit":["x"],"x":1}').toString('base64url');
    expect(await verifyUserToken(`${header}.${payload}.${signature}`, withSecret())).toMatchObject({
      status: 'invalid',
    });
  });

  test('signed by HS256 where only a JWKS is configured', async () => {
    expect(await verifyUserToken(await hs256({ sub: 'ann' }), withKeySet())).toMatchObject({
      status: 'invalid',
    });
  });

  test('signed by a stranger under the kid of a known key', async () => {
    expect(await verifyUserToken(await signedBy(stranger), withKeySet())).toMatchObject({
      status: 'invalid',
      reason: expect.stringMatching(/signature/),
    });
  });

  test('signed by a stranger without a kid', async () => {
    const token = await signedBy(stranger, { sub: 'ann' }, '');
    expect(await verifyUserToken(token, withKeySet())).toMatchObject({ status: 'invalid' });
  });

  test('whose kid the JWKS does not hold', async () => {
    const token = await signedBy(rsa, { sub: 'ann' }, 'unknown');
    expect(await verifyUserToken(token, withKeySet())).toMatchObject({
      status: 'invalid',
      reason: expect.stringMatching(/kid/),
    });
  });

  test('that uses the public RSA key of the JWKS as an HMAC secret', async () => {
    const token = await hs256({ sub: 'ann' }, await exportSPKI(rsa.publicKey));
    expect(await verifyUserToken(token, withKeySet())).toMatchObject({ status: 'invalid' });
    expect(await verifyUserToken(token, withBoth())).toMatchObject({ status: 'invalid' });
  });

  test('that uses a public key which the host gave as JWT_SECRET by mistake', async () => {
    const publicKey = await exportSPKI(rsa.publicKey);
    const token = await hs256({ sub: 'ann' }, publicKey);
    expect(await verifyUserToken(token, settingsWith({ JWT_SECRET: publicKey }))).toEqual({
      status: 'not_configured',
    });
    const beside = settingsWith({ JWT_SECRET: publicKey, JWT_SECRETS: secret });
    expect(await verifyUserToken(token, beside)).toMatchObject({ status: 'invalid' });
  });
});

describe('no user token can be judged', () => {
  test('while no key is configured', async () => {
    expect(await verifyUserToken(await hs256({ sub: 'ann' }), settingsWith({}))).toEqual({
      status: 'not_configured',
    });
  });

  test('while the JWKS cannot be reached', async () => {
    const verdict = await verifyUserToken(await signedBy(rsa), settingsWith({ JWT_JWKS_URL: deadUrl }));
    expect(verdict).toEqual({ status: 'unavailable', cause: expect.any(Error) });
  });

  test.each(['/failing', '/not-json', '/no-keys'])('while the JWKS answers %s', async (path) => {
    expect(await verifyUserToken(await signedBy(rsa), withKeySet(path))).toMatchObject({
      status: 'unavailable',
    });
  });

  test('by a JWKS that is away, but tokens signed with a secret still are', async () => {
    const settings = settingsWith({ JWT_SECRET: secret, JWT_JWKS_URL: deadUrl });
    expect(await verifyUserToken(await hs256({ sub: 'ann' }), settings)).toMatchObject({ status: 'valid' });
  });
});

describe('the user of a token', () => {
  test.each([
    ['a string', 'ann', 'ann'],
    ['a number', 42, '42'],
    ['zero', 0, '0'],
    ['the largest safe number', Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ])('is its sub: %s', async (_name, sub, userId) => {
    expect(await verifyUserToken(await hs256({ sub: sub as string }), withSecret())).toMatchObject({
      userId,
    });
  });

  test.each([
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
    ['too long', 'x'.repeat(256)],
    ['with a control character', 'ann\n'],
    ['a number with a fraction', 1.5],
    ['a number too large to be told from its neighbours', 2 ** 53],
    ['a boolean', true],
    ['an object', { id: 'ann' }],
  ])('is not known from a sub that is %s', async (_name, sub) => {
    const token = await hs256({ sub: sub as string, other: 1 });
    expect(await verifyUserToken(token, withSecret())).toMatchObject({
      status: 'invalid',
      reason: expect.stringMatching(/sub/),
    });
  });

  test('comes from JWT_USER_ID_CLAIM where that is set', async () => {
    const settings = settingsWith({ JWT_SECRET: secret, JWT_USER_ID_CLAIM: 'employee' });
    expect(await verifyUserToken(await hs256({ sub: 'x', employee: 'ann' }), settings)).toMatchObject({
      userId: 'ann',
    });
    expect(await verifyUserToken(await hs256({ sub: 'x' }), settings)).toMatchObject({ status: 'invalid' });
  });
});

describe('the scope of a token', () => {
  const scope = { tenant_uid: 'X', scope_level0: ['Y', 'X'], scope_level1: ['A'], scope_level2: ['mgr'] };
  const levels = { level0: ['X', 'Y'], level1: ['A'], level2: ['mgr'] };

  test('is its claim scope_config', async () => {
    const token = await hs256({ sub: 'ann', scope_config: scope });
    expect(await verifyUserToken(token, withSecret())).toMatchObject({ scope: levels });
  });

  test('is the claim that JWT_SCOPE_CLAIM names', async () => {
    const settings = settingsWith({ JWT_SECRET: secret, JWT_SCOPE_CLAIM: 'reach' });
    const token = await hs256({ sub: 'ann', reach: scope, scope_config: 'ignored' });
    expect(await verifyUserToken(token, settings)).toMatchObject({ scope: levels });
  });

  test.each([undefined, null])('is no scope where the claim is %s', async (claim) => {
    const token = await hs256({ sub: 'ann', scope_config: claim });
    expect(await verifyUserToken(token, withSecret())).toMatchObject({ scope: noScope });
  });

  test.each(['X', ['X'], { tenant_uid: 7 }, { scope_level1: 'A' }, { scope_level2: [''] }])(
    'must have the shape of a scope: %j is refused',
    async (claim) => {
      expect(
        await verifyUserToken(await hs256({ sub: 'ann', scope_config: claim }), withSecret()),
      ).toMatchObject({
        status: 'invalid',
        reason: expect.stringMatching(/scope_config/),
      });
    },
  );
});

interface Call {
  query?: string;
  headers?: Record<string, string>;
}

function call({ query = '', headers = {} }: Call): Request {
  return new Request(chatUrl + query, { headers });
}

function upgrade({ query = '', headers = {} }: Call): Request {
  return call({ query, headers: { Upgrade: 'websocket', ...headers } });
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const scopeHeader = (json: string, encoding: 'base64' | 'base64url' = 'base64') => ({
  'X-Scope-Config': Buffer.from(json).toString(encoding),
});

describe('the caller of the Chat API, by token', () => {
  test('is the user of the bearer token', async () => {
    const expiry = nowInSeconds() + 60;
    const token = await hs256({ sub: 'ann', exp: expiry, scope_config: { tenant_uid: 'X' } });
    expect(await identifyCaller(call({ headers: bearer(token) }), withSecret())).toEqual({
      status: 'identified',
      userId: 'ann',
      scope: { level0: ['X'], level1: [], level2: [] },
      tokenExpiresAt: expiry * 1_000,
    });
  });

  test('may write the scheme in any case', async () => {
    const headers = { Authorization: `bearer ${await hs256({ sub: 'ann' })}` };
    expect(await identifyCaller(call({ headers }), withSecret())).toMatchObject({ userId: 'ann' });
  });

  test.each([{}, { Authorization: 'Bearer' }, { Authorization: 'Basic YTpi' }, bearer('not-a-token')])(
    'without a good token is 401: %j',
    async (headers) => {
      expect(await identifyCaller(call({ headers }), withSecret())).toMatchObject({ code: 'UNAUTHORIZED' });
    },
  );

  test('may repeat their own user_id in the query', async () => {
    const request = call({ query: '?user_id=ann', headers: bearer(await hs256({ sub: 'ann' })) });
    expect(await identifyCaller(request, withSecret())).toMatchObject({ userId: 'ann' });
  });

  test.each(['?user_id=bob', '?user_id=ann&user_id=bob', '?user_id='])(
    'may not name another user: %s',
    async (query) => {
      const request = call({ query, headers: bearer(await hs256({ sub: 'ann' })) });
      expect(await identifyCaller(request, withSecret())).toMatchObject({ code: 'FORBIDDEN' });
    },
  );

  test('may not put the token into the query of a REST call', async () => {
    const request = call({ query: `?token=${await hs256({ sub: 'ann' })}` });
    expect(await identifyCaller(request, withSecret())).toMatchObject({
      code: 'UNAUTHORIZED',
      message: expect.stringMatching(/Authorization: Bearer/),
    });
  });

  test('may not put the token into the subprotocols of a REST call', async () => {
    const headers = { 'Sec-WebSocket-Protocol': `mtchat, bearer.${await hs256({ sub: 'ann' })}` };
    expect(await identifyCaller(call({ headers }), withSecret())).toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('is told that the server has no key, with or without a token', async () => {
    for (const headers of [{}, bearer(await hs256({ sub: 'ann' }))]) {
      expect(await identifyCaller(call({ headers }), settingsWith({}))).toMatchObject({
        code: 'UNAVAILABLE',
      });
    }
  });

  test('is told to try again while the JWKS is away', async () => {
    const request = call({ headers: bearer(await signedBy(rsa)) });
    expect(await identifyCaller(request, settingsWith({ JWT_JWKS_URL: deadUrl }))).toMatchObject({
      code: 'UNAVAILABLE',
      retryAfter: 5,
      cause: expect.any(Error),
    });
  });

  test('cannot claim a scope in X-Scope-Config, good or bad', async () => {
    const token = await hs256({ sub: 'ann', scope_config: { tenant_uid: 'X' } });
    for (const header of [scopeHeader('{"tenant_uid":"Y"}'), { 'X-Scope-Config': '%' }]) {
      const request = call({ headers: { ...bearer(token), ...header } });
      expect(await identifyCaller(request, withSecret())).toMatchObject({ scope: { level0: ['X'] } });
    }
  });

  describe('with TRUST_SCOPE_HEADER', () => {
    const trusting = () => settingsWith({ JWT_SECRET: secret, TRUST_SCOPE_HEADER: 'true' });
    const token = () => hs256({ sub: 'ann', scope_config: { tenant_uid: 'X', scope_level1: ['A'] } });

    test('has the scope of the header in place of the claim', async () => {
      const headers = { ...bearer(await token()), ...scopeHeader('{"tenant_uid":"Y"}') };
      expect(await identifyCaller(call({ headers }), trusting())).toMatchObject({
        scope: { level0: ['Y'], level1: [], level2: [] },
      });
    });

    test('has the scope of the claim where there is no header', async () => {
      expect(await identifyCaller(call({ headers: bearer(await token()) }), trusting())).toMatchObject({
        scope: { level0: ['X'], level1: ['A'], level2: [] },
      });
    });

    test('is 400 for a malformed header', async () => {
      const headers = { ...bearer(await token()), 'X-Scope-Config': 'e30x%' };
      expect(await identifyCaller(call({ headers }), trusting())).toMatchObject({ code: 'BAD_REQUEST' });
    });
  });
});

describe('the caller who opens a WebSocket, by token', () => {
  test('may offer it as a subprotocol beside mtchat', async () => {
    const headers = { 'Sec-WebSocket-Protocol': `mtchat, bearer.${await hs256({ sub: 'ann' })}` };
    expect(await identifyCaller(upgrade({ headers }), withSecret())).toMatchObject({ userId: 'ann' });
  });

  test('may give it as the query parameter token', async () => {
    const request = upgrade({
      query: `?token=${await hs256({ sub: 'ann' })}`,
      headers: { Upgrade: 'WebSocket' },
    });
    expect(await identifyCaller(request, withSecret())).toMatchObject({ userId: 'ann' });
  });

  test('may give it as a bearer token, where the client can set headers', async () => {
    const request = upgrade({ headers: bearer(await hs256({ sub: 'ann' })) });
    expect(await identifyCaller(request, withSecret())).toMatchObject({ userId: 'ann' });
  });

  test.each(['mtchat', 'mtchat, bearer.', 'mtchat, bearer.wrong', 'chat'])(
    'is 401 offering only %s',
    async (offered) => {
      const headers = { 'Sec-WebSocket-Protocol': offered };
      expect(await identifyCaller(upgrade({ headers }), withSecret())).toMatchObject({
        code: 'UNAUTHORIZED',
      });
    },
  );

  test('is 401 for a token protocol without mtchat, which the server could not answer', async () => {
    const headers = { 'Sec-WebSocket-Protocol': `bearer.${await hs256({ sub: 'ann' })}` };
    expect(await identifyCaller(upgrade({ headers }), withSecret())).toMatchObject({
      code: 'UNAUTHORIZED',
      message: expect.stringMatching(/mtchat, bearer/),
    });
  });

  test.each(['', '?token=', '?token=wrong'])('is 401 with the query "%s"', async (query) => {
    expect(await identifyCaller(upgrade({ query }), withSecret())).toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('may not name another user', async () => {
    const request = upgrade({ query: `?user_id=bob&token=${await hs256({ sub: 'ann' })}` });
    expect(await identifyCaller(request, withSecret())).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the caller of the Chat API, in trusted mode', () => {
  const trusted = settingsWith({ CHAT_AUTH: 'trusted', JWT_SECRET: secret });

  test('is the user_id of the query, with no scope unless a header gives one', async () => {
    const identified = { status: 'identified', userId: 'ann', scope: noScope, tokenExpiresAt: null };
    expect(await identifyCaller(call({ query: '?user_id=ann' }), trusted)).toEqual(identified);
    expect(await identifyCaller(upgrade({ query: '?user_id=ann' }), trusted)).toEqual(identified);
  });

  test.each([
    '',
    '?user_id=',
    `?user_id=${'x'.repeat(256)}`,
    '?user_id=a%00b',
    '?user_id=a%0Ab',
    '?user_id=a&user_id=b',
  ])('is 400 without one good user_id: "%s"', async (query) => {
    expect(await identifyCaller(call({ query }), trusted)).toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('needs user_id even with a token, which nobody checks', async () => {
    const request = call({ headers: bearer(await hs256({ sub: 'ann' })) });
    expect(await identifyCaller(request, trusted)).toMatchObject({ code: 'BAD_REQUEST' });
  });

  test.each(['base64', 'base64url'] as const)(
    'has the scope of the header, in %s, in any language',
    async (encoding) => {
      const headers = scopeHeader('{"tenant_uid":"Ärzte ÿ??>","scope_level1":["日本"]}', encoding);
      expect(await identifyCaller(call({ query: '?user_id=ann', headers }), trusted)).toMatchObject({
        scope: { level0: ['Ärzte ÿ??>'], level1: ['日本'], level2: [] },
      });
    },
  );

  test.each([
    ['empty', { 'X-Scope-Config': '' }],
    ['not base64', { 'X-Scope-Config': '{"tenant_uid":"X"}' }],
    ['not UTF-8', { 'X-Scope-Config': Buffer.from([0x22, 0xff, 0x22]).toString('base64') }],
    ['not JSON', scopeHeader('tenant X')],
    ['null', scopeHeader('null')],
    ['a list', scopeHeader('[]')],
    ['of another shape', scopeHeader('{"tenant_uid":["X"]}')],
    ['over the limit of 100 values', scopeHeader(JSON.stringify({ scope_level1: Array(101).fill('A') }))],
  ])('is 400 for a scope header that is %s', async (_name, headers) => {
    expect(await identifyCaller(call({ query: '?user_id=ann', headers }), trusted)).toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringMatching(/X-Scope-Config/),
    });
  });
});

describe('a host backend', () => {
  const settings = settingsWith({ ADMIN_API_TOKEN: 'admin token' });

  test('is let in with the admin token', async () => {
    expect(await authorizeHost(call({ headers: bearer('admin token') }), settings)).toEqual({
      status: 'authorized',
    });
  });

  test.each(['admin', 'admin token!', 'Admin token', 'x'.repeat(10_000)])(
    'is refused with %s',
    async (token) => {
      const outcome = await authorizeHost(call({ headers: bearer(token) }), settings);
      expect(outcome).toEqual({ status: 'refused', reason: 'wrong_token' });
    },
  );

  test.each([{}, { Authorization: 'admin token' }, { Authorization: 'Bearer ' }])(
    'is refused without a bearer token: %j',
    async (headers) => {
      const outcome = await authorizeHost(call({ headers }), settings);
      expect(outcome).toEqual({ status: 'refused', reason: 'missing_token' });
    },
  );

  test.each(['', 'undefined', 'anything'])(
    'is never let in while no admin token is configured: "%s"',
    async (token) => {
      const outcome = await authorizeHost(
        call({ headers: bearer(token) }),
        settingsWith({ ADMIN_API_TOKEN: '' }),
      );
      expect(outcome).toEqual({ status: 'not_configured' });
    },
  );
});

test.each([
  ['a', 'a', true],
  ['', '', true],
  ['é日', 'é日', true],
  ['a', 'b', false],
  ['a', 'aa', false],
  ['', 'a', false],
])('the secrets "%s" and "%s" are the same: %s', async (given, expected, same) => {
  expect(await isSameSecret(given, expected)).toBe(same);
});

describe('a host name', () => {
  const hostnameOf = (host: string) => new URL(`http://${host}/`).hostname;

  test.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'app.localhost',
    '127.0.0.1',
    '127.1',
    '127.255.0.9',
    '[::1]',
    '[0:0::1]',
  ])('%s is this machine', (host) => {
    expect(isLoopbackHost(hostnameOf(host))).toBe(true);
  });

  test.each([
    'example.com',
    'localhost.example.com',
    'notlocalhost',
    '127.0.0.1.example.com',
    '128.0.0.1',
    '10.0.0.1',
    '[::2]',
  ])('%s is another machine', (host) => {
    expect(isLoopbackHost(hostnameOf(host))).toBe(false);
  });
});
