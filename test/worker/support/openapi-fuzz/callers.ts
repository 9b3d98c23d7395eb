import fc from 'fast-check';
import { hs256, nowInSeconds, secret } from '../../../support/tokens.ts';
import type { Scope } from '../api.ts';
import type { FuzzedOperation, Part } from './operations.ts';
import type { Recipe } from './recipe.ts';
import type { World } from './world.ts';

/** How someone shows who they are, rightly or not. */
export interface Caller {
  what: string;
  query: [string, string][];
  headers: [string, string][];
  /** How they are turned away, whatever they ask for; undefined for those who are let in. */
  turnedAway?: 400 | 401 | 403 | 503;
}

export const adminToken = 'test-admin-token';

const bearer = (token: string): [string, string] => ['Authorization', `Bearer ${token}`];
const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const scopeHeader = (scope: unknown): [string, string] => ['X-Scope-Config', base64(JSON.stringify(scope))];

/** The host's backend, and those who pass themselves off as it. */
export const hosts: Caller[] = [
  { what: 'the host', query: [], headers: [bearer(adminToken)] },
  {
    what: 'the host, in other letters',
    query: [['token', 'x']],
    headers: [['authorization', `bearer  ${adminToken}`]],
  },
];
export const falseHosts: Caller[] = [
  [],
  [bearer('')],
  [bearer(`${adminToken}x`)],
  [bearer(adminToken.slice(0, -1))],
  [bearer(adminToken.toUpperCase())],
  [bearer('x'.repeat(5_000))],
  [['Authorization', adminToken] satisfies [string, string]],
  [['Authorization', `Basic ${btoa(`admin:${adminToken}`)}`] satisfies [string, string]],
  [bearer(adminToken), bearer('another')],
  [['X-Authorization', `Bearer ${adminToken}`] satisfies [string, string]],
].map((headers) => ({ what: 'a false host', query: [['token', adminToken]], headers, turnedAway: 401 }));

/** Users where every caller is believed. */
export function trustedUsers(scope: Scope): Caller[] {
  const names = ['~caller.0~', '~caller.1~'];
  const scopes = [
    [],
    [scopeHeader(scope)],
    [scopeHeader({ ...scope, more: 1, scope_level0: [], scope_level2: null })],
  ];
  return names.flatMap((name) =>
    scopes.map((headers): Caller => ({ what: 'a user', query: [['user_id', name]], headers })),
  );
}

const wrongScopes = [
  '',
  '%',
  'e30x',
  '{}',
  base64('[]'),
  base64('null'),
  base64('{"tenant_uid":7}'),
  base64('{"tenant_uid":"a\\u0000"}'),
  base64('{"scope_level1":[""]}'),
  base64(JSON.stringify({ scope_level0: Array(101).fill('x') })),
  btoa('{"tenant_uid":"\xff"}'),
  btoa('['.repeat(5_000)),
  base64('{"tenant_uid":"x"'),
];

/** Callers who do not say who they are, or not in a way that can be read. */
export function unnamedUsers(): Caller[] {
  const user: [string, string] = ['user_id', '~caller.0~'];
  const wrongNames: [string, string][][] = [
    [],
    [['user_id', '']],
    [user, ['user_id', 'another']],
    [['user_id', 'x'.repeat(256)]],
    [['user_id', '%00']],
    [['user_id', '%0A']],
    [['user_id[]', 'x']],
    [['USER_ID', 'x']],
    [['user_id', '%F0%9F%99%82'.repeat(128)]],
  ];
  return [
    ...wrongNames.map((query): Caller => ({ what: 'nobody', query, headers: [], turnedAway: 400 })),
    ...wrongScopes.map(
      (text): Caller => ({
        what: 'a user of no scope',
        query: [user],
        headers: [['X-Scope-Config', text]],
        turnedAway: 400,
      }),
    ),
  ];
}

/** Users with tokens that are good. */
export async function tokenBearers({ people, scope }: World): Promise<Caller[]> {
  const claims = people.map(({ id }) => ({ sub: id, scope_config: scope }));
  const fresh = claims.map((claim) => hs256({ ...claim, exp: nowInSeconds() + 3_600 }));
  const endless = claims.map((claim) => hs256({ ...claim, nbf: nowInSeconds() - 5, more: { a: [1] } }));
  const tokens = await Promise.all([...fresh, ...endless]);
  // What the header says of a scope is not looked at, were it nonsense.
  return tokens.map((token) => ({
    what: 'a user with a token',
    query: [],
    headers: [bearer(token), ['X-Scope-Config', '%']],
  }));
}

/** Callers whose token is worth nothing, and one whose token is another's. */
export async function falseBearers({ people }: World): Promise<Caller[]> {
  const sub = people[0]?.id;
  const good = await hs256({ sub });
  const [head = '', claims = '', signature = ''] = good.split('.');
  const encoded = (value: unknown) => base64(JSON.stringify(value)).replace(/=+$/, '');
  const tokens = [
    await hs256({ sub, exp: nowInSeconds() - 3_600 }),
    await hs256({ sub, nbf: nowInSeconds() + 3_600 }),
    await hs256({ sub, exp: 'tomorrow' }),
    await hs256({ sub }, 'another secret'),
    await hs256({ sub }, secret, 'HS512').catch(() => 'x.y.z'),
    await hs256({}),
    await hs256({ sub: '' }),
    await hs256({ sub: 'a\u0000' }),
    await hs256({ sub: ['x'] }),
    await hs256({ sub: 1.5 }),
    await hs256({ sub, scope_config: 'x' }),
    await hs256({ sub, scope_config: { scope_level1: [7] } }),
    await hs256([sub]),
    await hs256(null),
    `${encoded({ alg: 'none' })}.${claims}.`,
    `${encoded({ alg: 'HS256', crit: ['x'] })}.${claims}.${signature}`,
    `${encoded({ alg: ['HS256'] })}.${claims}.${signature}`,
    `${head}.${encoded({ sub: 'admin' })}.${signature}`,
    `${head}.${claims}`,
    `${good}.`,
    `${good}x`,
    '..',
    'null',
    'x'.repeat(9_000),
    '[]',
  ];
  const noToken: Caller = {
    what: 'nobody',
    query: [['user_id', '~caller.0~']],
    headers: [],
    turnedAway: 401,
  };
  return [
    noToken,
    ...tokens.map(
      (token): Caller => ({ what: 'a false bearer', query: [], headers: [bearer(token)], turnedAway: 401 }),
    ),
    { what: 'a user as another', query: [['user_id', 'another']], headers: [bearer(good)], turnedAway: 403 },
  ];
}

/** A Worker under some configuration, and who calls it. */
export interface Setting {
  name: string;
  fetch(request: Request): Promise<Response>;
  callers: Record<Exclude<Part, 'open'>, readonly Caller[]>;
  /** Whether it may say of this request that what it needs is not configured. */
  isUnconfigured(operation: FuzzedOperation, recipe: Recipe): boolean;
  /** What it was given and nobody may learn. */
  secrets: readonly string[];
}

/** One of those who call operations of this part. */
export function callerOf(setting: Setting, part: Part): fc.Arbitrary<Caller> {
  const nobody: Caller = { what: 'anyone', query: [], headers: [] };
  const callers = part === 'open' ? [nobody] : setting.callers[part];
  const welcome = callers.filter(({ turnedAway }) => turnedAway === undefined);
  const unwelcome = callers.filter(({ turnedAway }) => turnedAway !== undefined);
  const choices = [
    { weight: 5, of: welcome },
    { weight: 1, of: unwelcome },
  ].filter(({ of }) => of.length > 0);
  return fc.oneof(...choices.map(({ weight, of }) => ({ weight, arbitrary: fc.constantFrom(...of) })));
}
