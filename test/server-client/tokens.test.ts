import { asyncProperty, dictionary, assert as forAll, jsonValue, string } from 'fast-check';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { signUserToken, type UserTokenOptions } from '../../sdk-server/index.ts';
import { verifyUserToken } from '../../worker/auth/tokens.ts';
import { nowInSeconds, secret, settingsWith, withSecret } from '../support/tokens.ts';

const scope = { tenant_uid: 'acme', scope_level1: ['sales'], scope_level2: ['manager'] };

function tokenOf(options: Partial<UserTokenOptions> = {}): Promise<string> {
  return signUserToken({ userId: 'anna', secret, ...options });
}

async function claimsOf(token: string, key = secret) {
  return (await jwtVerify(token, new TextEncoder().encode(key), { algorithms: ['HS256'] })).payload;
}

describe('a token', () => {
  it('says who the user is and what they may join, for a quarter of an hour', async () => {
    const now = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 999);
    const issuedAt = Math.floor(now.getTime() / 1_000);
    const token = await tokenOf({ scope, now });
    expect(await claimsOf(token)).toEqual({
      sub: 'anna',
      scope_config: scope,
      iat: issuedAt,
      exp: issuedAt + 900,
    });
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT' });
  });

  it('without a scope claims none', async () => {
    expect(await claimsOf(await tokenOf())).not.toHaveProperty('scope_config');
  });

  it('carries more claims, and none of them in place of its own', async () => {
    const claims = { iss: 'host', sub: 'eve', exp: 1, iat: 1, scope_config: { tenant_uid: 'all' } };
    const token = await tokenOf({ claims, scope, expiresInSeconds: 60 });
    const payload = await claimsOf(token);
    expect(payload).toMatchObject({ iss: 'host', sub: 'anna', scope_config: scope });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  });

  it('without a scope cannot be given one by its other claims', async () => {
    const token = await tokenOf({ claims: { scope_config: { tenant_uid: 'all' } } });
    expect(await claimsOf(token)).not.toHaveProperty('scope_config');
  });

  it('is verified by jose, whoever the user is and whatever it claims', async () => {
    const text = string({ unit: 'binary', minLength: 1 }).filter((some) => some.isWellFormed());
    const names = text.filter((name) => !['nbf', 'aud', 'iss', '__proto__'].includes(name));
    await forAll(
      asyncProperty(text, text, dictionary(names, jsonValue()), async (userId, key, claims) => {
        const payload = await claimsOf(await signUserToken({ userId, secret: key, claims }), key);
        expect(payload).toMatchObject({ ...JSON.parse(JSON.stringify(claims)), ...payload });
        expect(payload.sub).toBe(userId);
      }),
    );
  });
});

describe('the server', () => {
  it('takes the user for the one of the token', async () => {
    const token = await tokenOf({ userId: '用户 🙂', scope });
    expect(await verifyUserToken(token, withSecret())).toMatchObject({
      status: 'valid',
      userId: '用户 🙂',
      scope: { level0: ['acme'], level1: ['sales'], level2: ['manager'] },
      expiresAt: expect.closeTo(Date.now() + 900_000, -4),
    });
  });

  it('takes claims by the names it is configured with', async () => {
    const settings = settingsWith({
      JWT_SECRETS: `old,${secret}`,
      JWT_USER_ID_CLAIM: 'uid',
      JWT_SCOPE_CLAIM: 'may',
    });
    const token = await tokenOf({ scope, userIdClaim: 'uid', scopeClaim: 'may' });
    expect(await verifyUserToken(token, settings)).toMatchObject({
      status: 'valid',
      userId: 'anna',
      scope: { level0: ['acme'] },
    });
  });

  it.each([
    ['expired', { now: new Date((nowInSeconds() - 100) * 1_000), expiresInSeconds: 60 }],
    ['signed with another secret', { secret: 'another' }],
  ])('refuses a token that is %s', async (_what, options) => {
    expect(await verifyUserToken(await tokenOf(options), withSecret())).toMatchObject({ status: 'invalid' });
  });
});

it.each([
  ['userId', { userId: '' }],
  ['secret', { secret: '' }],
  ['expiresInSeconds', { expiresInSeconds: 0 }],
  ['expiresInSeconds', { expiresInSeconds: Number.NaN }],
  ['expiresInSeconds', { expiresInSeconds: Number.POSITIVE_INFINITY }],
])('an option that makes no token is named: %s of %j', async (name, options) => {
  await expect(tokenOf(options)).rejects.toThrow(name);
});
