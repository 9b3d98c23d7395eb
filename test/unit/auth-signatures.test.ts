import { exportSPKI, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Settings } from '../../contract/settings.ts';
import { verifyUserToken } from '../../worker/auth/tokens.ts';
import { type KeyServer, startKeyServer, unreachableUrl } from '../support/key-server.ts';
import {
  hs256,
  newSigner,
  nowInSeconds,
  publicJwk,
  type Signer,
  secret,
  settingsWith,
  signedBy,
  withSecret,
} from '../support/tokens.ts';

const noScope = { level0: [], level1: [], level2: [] };

let keyServer: KeyServer;
let deadUrl: string;
let rsa: Signer;
let otherRsa: Signer;
let ec: Signer;
let ed: Signer;
let stranger: Signer;

beforeAll(async () => {
  rsa = await newSigner('rsa-1', 'RS256');
  otherRsa = await newSigner('rsa-2', 'RS256');
  ec = await newSigner('ec-1', 'ES256');
  ed = await newSigner('ed-1', 'EdDSA');
  stranger = await newSigner('rsa-1', 'RS256');
  keyServer = await startKeyServer(await Promise.all([rsa, otherRsa, ec, ed].map(publicJwk)));
  deadUrl = await unreachableUrl();
});

afterAll(() => keyServer.close());

function withKeySet(path = '/keys'): Settings {
  return settingsWith({ JWT_JWKS_URL: keyServer.url + path });
}

function withBoth(): Settings {
  return settingsWith({ JWT_SECRET: secret, JWT_JWKS_URL: `${keyServer.url}/keys` });
}

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
    expect(await verifyUserToken(await signedBy(otherRsa, {}), withKeySet())).toMatchObject({
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
    expect(keyServer.fetches('/counted')).toBe(1);
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
    ['with an exp that is no number', () => hs256({ sub: 'ann', exp: 'soon' }), /exp/],
    ['signed with another secret', () => hs256({ sub: 'ann' }, 'guess'), /signature/],
    ['signed by HS512', () => hs256({ sub: 'ann' }, secret.repeat(3), 'HS512'), /alg/],
    ['of alg none', () => new UnsecuredJWT({ sub: 'ann' }).encode(), /alg/],
    ['signed by RS256 where only secrets are configured', () => signedBy(rsa), /alg/],
    ['that is no JWT', () => 'not-a-token', /well-formed/],
    ['that is a JWT in shape alone', () => 'a.b.c', /well-formed/],
    ['that is empty', () => '', /well-formed/],
    ['whose payload is no JSON object', () => hs256(['ann']), /well-formed/],
  ];

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
    const token = await signedBy(stranger, {});
    expect(await verifyUserToken(token, withKeySet())).toMatchObject({ status: 'invalid' });
  });

  test('whose kid the JWKS does not hold', async () => {
    const token = await signedBy(rsa, { kid: 'unknown' });
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
