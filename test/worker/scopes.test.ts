import { describe, expect, it } from 'vitest';
import { call, host, type Scope, unique, user } from './support/api.ts';
import { idsOf } from './support/paging.ts';

/** Tenants that only this test knows, by the short names in its table. */
function tenantsOf(tail: string, scope: Scope): Scope {
  const own = (name: string) => `${name}${tail}`;
  return {
    ...scope,
    ...(scope.tenant_uid === undefined ? {} : { tenant_uid: own(scope.tenant_uid) }),
    ...(scope.scope_level0 === undefined ? {} : { scope_level0: scope.scope_level0.map(own) }),
  };
}

const x = { tenant_uid: 'X' };
const sales = { scope_level1: ['sales'] };
const lead = { scope_level2: ['lead'] };

/** What the dialog asks, what the user has, and whether they match. */
const cases: [string, Scope[], Scope | undefined, boolean][] = [
  ['the same tenant, no levels', [x], x, true],
  ['another tenant', [x], { tenant_uid: 'Y' }, false],
  ['a tenant in another case', [x], { tenant_uid: 'x' }, false],
  ['the same on all three levels', [{ ...x, ...sales, ...lead }], { ...x, ...sales, ...lead }, true],
  [
    'another value on level 1',
    [{ ...x, ...sales, ...lead }],
    { ...x, scope_level1: ['law'], ...lead },
    false,
  ],
  [
    'another value on level 2',
    [{ ...x, ...sales, ...lead }],
    { ...x, ...sales, scope_level2: ['intern'] },
    false,
  ],
  [
    'another tenant, the same levels',
    [{ ...x, ...sales, ...lead }],
    { tenant_uid: 'Y', ...sales, ...lead },
    false,
  ],
  ['the value on the wrong level', [{ ...x, ...sales }], { ...x, scope_level2: ['sales'] }, false],
  [
    'one value of several on each side',
    [{ ...x, scope_level1: ['a', 'b'] }],
    { ...x, scope_level1: ['b', 'c'] },
    true,
  ],
  ['no value in common', [{ ...x, scope_level1: ['a', 'b'] }], { ...x, scope_level1: ['c', 'd'] }, false],
  ['values that differ in case', [{ ...x, ...sales }], { ...x, scope_level1: ['Sales'] }, false],
  ['values that only begin alike', [{ ...x, ...sales }], { ...x, scope_level1: ['sale'] }, false],

  ['a dialog without level 1, any user', [{ ...x, ...lead }], { ...x, ...sales, ...lead }, true],
  ['a dialog without level 2, any user', [{ ...x, ...sales }], { ...x, ...sales, ...lead }, true],
  ['a dialog without levels, any user', [x], { ...x, ...sales, ...lead }, true],
  [
    'a dialog with empty levels, any user',
    [{ ...x, scope_level1: [], scope_level2: [] }],
    { ...x, ...sales },
    true,
  ],
  ['a user without level 1, a dialog with', [{ ...x, ...sales }], { ...x, ...lead }, false],
  ['a user with an empty level 1, a dialog with', [{ ...x, ...sales }], { ...x, scope_level1: [] }, false],
  ['a user without level 2, a dialog with', [{ ...x, ...lead }], { ...x, ...sales }, false],
  ['a user without levels, a dialog without', [{ ...x, scope_level1: [], scope_level2: [] }], x, true],

  ['a user of several tenants', [x], { scope_level0: ['W', 'X'] }, true],
  ['a dialog of several tenants', [{ scope_level0: ['W', 'X'] }], x, true],
  [
    'several tenants on both sides, one in common',
    [{ scope_level0: ['W', 'X'] }],
    { scope_level0: ['X', 'Y'] },
    true,
  ],
  [
    'several tenants on both sides, none in common',
    [{ scope_level0: ['V', 'W'] }],
    { scope_level0: ['X', 'Y'] },
    false,
  ],
  ['the user’s tenant_uid united with level 0: the one', [x], { ...x, scope_level0: ['Y'] }, true],
  [
    'the user’s tenant_uid united with level 0: the other',
    [{ tenant_uid: 'Y' }],
    { ...x, scope_level0: ['Y'] },
    true,
  ],
  ['the dialog’s tenant_uid united with level 0: the one', [{ ...x, scope_level0: ['Y'] }], x, true],
  [
    'the dialog’s tenant_uid united with level 0: the other',
    [{ ...x, scope_level0: ['Y'] }],
    { tenant_uid: 'Y' },
    true,
  ],

  ['the second of two scopes', [{ tenant_uid: 'Y' }, { ...x, ...sales }], { ...x, ...sales }, true],
  [
    'neither of two scopes',
    [
      { ...x, ...sales },
      { tenant_uid: 'Y', ...lead },
    ],
    { ...x, ...lead },
    false,
  ],
  [
    'two scopes that would match only together',
    [
      { ...x, ...sales, scope_level2: ['intern'] },
      { ...x, scope_level1: ['law'], ...lead },
    ],
    { ...x, ...sales, ...lead },
    false,
  ],

  ['a user without a tenant', [x], { ...sales }, false],
  ['a user with no tenants', [x], { scope_level0: [] }, false],
  ['a user with an empty scope', [x], {}, false],
  ['a user with no scope at all', [x], undefined, false],
  ['a dialog without any scope', [], x, false],
  [
    'values in Chinese and with emoji',
    [{ ...x, scope_level1: ['销售部'], scope_level2: ['🙂'] }],
    { ...x, scope_level1: ['销售部'], scope_level2: ['🙂'] },
    true,
  ],
  [
    'values with quotes, commas and braces',
    [{ ...x, scope_level1: ['{"a",b\\}'] }],
    { ...x, scope_level1: ['{"a",b\\}'] },
    true,
  ],
  [
    'a value that quoting would split',
    [{ ...x, scope_level1: ['a,b'] }],
    { ...x, scope_level1: ['a'] },
    false,
  ],
];

describe('a dialog’s scope and a user’s', () => {
  it.each(cases)('%s', async (_what, dialogScopes, userScope, matches) => {
    const tail = unique('');
    const access_scopes = dialogScopes.map((scope) => tenantsOf(tail, scope));
    const dialog = await host.createDialog({ access_scopes, participants: ['someone'] });
    const ada = user(unique('ada'), userScope && tenantsOf(tail, userScope));

    expect(idsOf((await ada.dialogs('?type=available')).data)).toEqual(matches ? [dialog.id] : []);
    expect(await ada.dialog(dialog.id)).toMatchObject(
      matches ? { status: 200, data: { can_join: true, i_am_participant: false } } : { status: 404 },
    );
    const newest = await ada.call('GET', `/dialogs/by-object/order/${dialog.object_id}`);
    expect(newest).toMatchObject({ status: 200, data: matches ? { id: dialog.id } : null });
    expect((await ada.participants(dialog.id)).status).toBe(matches ? 200 : 403);
    expect((await ada.join(dialog.id)).status).toBe(matches ? 200 : 403);
  });
});

describe('a scope that no longer matches', () => {
  it('takes nothing from those who joined by it', async () => {
    const ada = user(unique('ada'), { tenant_uid: 'X' });
    const dialog = await host.createDialog({ access_scopes: [{ tenant_uid: 'X' }] });
    await ada.join(dialog.id);
    expect((await user(ada.id).send(dialog.id, 'Still here')).status).toBe(201);
    expect(await user(ada.id).dialog(dialog.id)).toMatchObject({ status: 200, data: { can_join: false } });
  });
});

function withHeader(value: string, path = '/dialogs?type=available&') {
  const joiner = path.endsWith('&') ? '' : '?';
  return call('GET', `/api/v1${path}${joiner}user_id=ada`, { headers: { 'X-Scope-Config': value } });
}

const encode = (value: unknown) =>
  btoa(
    String.fromCharCode(
      ...new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)),
    ),
  );
const values = (count: number) => Array.from({ length: count }, (_, index) => `value-${index}`);

describe('the header X-Scope-Config', () => {
  it.each([
    ['empty', ''],
    ['not base64', '%%%'],
    ['JSON as it is', '{"tenant_uid":"X"}'],
    ['base64 of text', encode('hello')],
    ['base64 of half an object', encode('{"tenant_uid":')],
    ['base64 of bytes that are not UTF-8', btoa('{"tenant_uid":"\xff"}')],
    ['a list', encode([{ tenant_uid: 'X' }])],
    ['a string', encode('"X"')],
    ['null', encode('null')],
    ['a tenant that is a number', encode({ tenant_uid: 7 })],
    ['an empty tenant', encode({ tenant_uid: '' })],
    ['a level that is a string', encode({ tenant_uid: 'X', scope_level1: 'sales' })],
    ['a value that is a number', encode({ tenant_uid: 'X', scope_level2: [1] })],
    ['a value of 256 characters', encode({ tenant_uid: 'X', scope_level1: ['x'.repeat(256)] })],
    ['101 values', encode({ tenant_uid: 'X', scope_level1: values(101) })],
  ])('is refused: %s', async (_what, header) => {
    expect(await withHeader(header)).toMatchObject({ status: 400, error: { code: 'BAD_REQUEST' } });
  });

  it('is refused on calls that do not need it too', async () => {
    expect((await withHeader('%%%', '/dialogs')).status).toBe(400);
  });

  it.each([
    ['an object without anything', {}],
    [
      'null for every field',
      { tenant_uid: null, scope_level0: null, scope_level1: null, scope_level2: null },
    ],
    ['fields that nobody knows', { tenant_uid: 'X', department: 'sales' }],
    [
      '100 values of 255 characters',
      { tenant_uid: 'X', scope_level1: values(100).map((value) => value.padEnd(255, 'x')) },
    ],
  ])('is understood: %s', async (_what, scope) => {
    expect((await withHeader(encode(scope))).status).toBe(200);
  });

  it.each([
    ['base64', (text: string) => text],
    ['base64url', (text: string) => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')],
  ])('may be %s of UTF-8', async (_what, spell) => {
    // Spelled with + and / in base64, and with padding.
    const tenant_uid = `租户>>>???~~~ÿÿÿ${unique('')}`;
    const header = spell(encode({ tenant_uid }));
    const dialog = await host.createDialog({ access_scopes: [{ tenant_uid }] });
    expect(await withHeader(header)).toMatchObject({
      status: 200,
      data: [{ id: dialog.id, can_join: true }],
    });
  });
});
