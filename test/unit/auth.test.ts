import { describe, expect, test } from 'vitest';
import { identifyCaller } from '../../worker/auth/callers.ts';
import { unreachableUrl } from '../support/key-server.ts';
import {
  hs256,
  newSigner,
  nowInSeconds,
  secret,
  settingsWith,
  signedBy,
  withSecret,
} from '../support/tokens.ts';

const noScope = { level0: [], level1: [], level2: [] };
const chatUrl = 'https://chat.example/api/v1/dialogs';

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
    const request = call({ headers: bearer(await signedBy(await newSigner('rsa-1', 'RS256'))) });
    const settings = settingsWith({ JWT_JWKS_URL: await unreachableUrl() });
    expect(await identifyCaller(request, settings)).toMatchObject({
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
