import { describe, expect, test } from 'vitest';
import { verifyUserToken } from '../../worker/auth/tokens.ts';
import { hs256, secret, settingsWith, withSecret } from '../support/tokens.ts';

const noScope = { level0: [], level1: [], level2: [] };

describe('the user of a token', () => {
  test.each([
    ['a string', 'ann', 'ann'],
    ['a number', 42, '42'],
    ['zero', 0, '0'],
    ['the largest safe number', Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ])('is its sub: %s', async (_name, sub, userId) => {
    expect(await verifyUserToken(await hs256({ sub }), withSecret())).toMatchObject({
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
    const token = await hs256({ sub, other: 1 });
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
