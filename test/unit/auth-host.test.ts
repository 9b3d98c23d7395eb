import { describe, expect, test } from 'vitest';
import { authorizeHost } from '../../worker/auth/admin.ts';
import { isSameSecret } from '../../worker/auth/constant-time.ts';
import { isLoopbackHost } from '../../worker/auth/loopback.ts';
import { settingsWith } from '../support/tokens.ts';

function callWith(headers: Record<string, string>): Request {
  return new Request('https://chat.example/api/v1/management/dialogs', { headers });
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

describe('a host backend', () => {
  const settings = settingsWith({ ADMIN_API_TOKEN: 'admin token' });

  test('is let in with the admin token', async () => {
    expect(await authorizeHost(callWith(bearer('admin token')), settings)).toEqual({
      status: 'authorized',
    });
  });

  test.each(['admin', 'admin token!', 'Admin token', 'x'.repeat(10_000)])(
    'is refused with %s',
    async (token) => {
      const outcome = await authorizeHost(callWith(bearer(token)), settings);
      expect(outcome).toEqual({ status: 'refused', reason: 'wrong_token' });
    },
  );

  test.each([{}, { Authorization: 'admin token' }, { Authorization: 'Bearer ' }])(
    'is refused without a bearer token: %j',
    async (headers) => {
      const outcome = await authorizeHost(callWith(headers), settings);
      expect(outcome).toEqual({ status: 'refused', reason: 'missing_token' });
    },
  );

  test.each(['', 'undefined', 'anything'])(
    'is never let in while no admin token is configured: "%s"',
    async (token) => {
      const outcome = await authorizeHost(callWith(bearer(token)), settingsWith({ ADMIN_API_TOKEN: '' }));
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
