import { beforeAll, describe, expect, test } from 'vitest';
import { host, unique, user } from './support/api.ts';
import { dialogOf, said, type User } from './support/dialog.ts';
import { expectRefusal } from './support/refusal.ts';

interface Endpoint {
  caller: 'host' | 'ada';
  method: string;
  path: string;
  body: Record<string, unknown>;
}

/** Every call that takes a body, with one that would be right. */
const endpoints: Endpoint[] = [
  { caller: 'host', method: 'POST', path: '/dialogs', body: { object_type: 'order', object_id: 'o-1' } },
  { caller: 'host', method: 'POST', path: '/dialogs/{dialog}/participants', body: { user_id: 'bob' } },
  { caller: 'host', method: 'PUT', path: '/dialogs/{dialog}/access-scopes', body: { access_scopes: [] } },
  {
    caller: 'ada',
    method: 'POST',
    path: '/dialogs/{dialog}/join',
    body: { display_name: 'Ada', company: 'Acme' },
  },
  { caller: 'ada', method: 'POST', path: '/dialogs/{dialog}/notifications', body: { enabled: true } },
  {
    caller: 'ada',
    method: 'POST',
    path: '/dialogs/{dialog}/read',
    body: { last_read_message_id: '{message}' },
  },
  { caller: 'ada', method: 'POST', path: '/dialogs/{dialog}/messages', body: { content: 'Hello' } },
  { caller: 'ada', method: 'PUT', path: '/dialogs/{dialog}/messages/{message}', body: { content: 'Hello' } },
];

let ada: User;
let dialogId: string;
let messageId: string;

beforeAll(async () => {
  ({ ada, dialogId } = await dialogOf('ada'));
  messageId = (await said(ada, dialogId, 'Hello')).id;
});

function ask({ caller, method, path }: Endpoint, options: { body?: unknown; rawBody?: string }) {
  const filled = path.replace('{dialog}', dialogId).replace('{message}', messageId);
  return caller === 'host' ? host.call(method, filled, options) : ada.call(method, filled, options);
}

const titled = endpoints.map((endpoint) => ({ title: `${endpoint.method} ${endpoint.path}`, endpoint }));

describe('a body that is not what it should be is 400', () => {
  const bodies = [
    '',
    ' ',
    '{',
    '{"content": "Hello"',
    "{'content': 'Hello'}",
    '{"content": NaN}',
    '{"content": 1e999}',
    '{"content": "\u0000"}',
    '{"\u0000": 1}',
    'null',
    'true',
    '7',
    '"Hello"',
    '[]',
    '[{}]',
    '{}',
    '{"__proto__": {"content": "Hello", "user_id": "bob", "enabled": true}}',
    '{"constructor": {"prototype": {"content": "Hello"}}}',
    '['.repeat(100_000),
    '['.repeat(100_000) + ']'.repeat(100_000),
    `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    '9'.repeat(100_000),
    '\ufeff\ufeff{}',
  ];

  test.each(titled)('to $title', async ({ endpoint }) => {
    for (const rawBody of bodies) expectRefusal(await ask(endpoint, { rawBody }), 400);
  });

  test.each(titled)('and one of 2 MiB is 413: $title', async ({ endpoint }) => {
    const padded = JSON.stringify({ ...endpoint.body, padding: 'x'.repeat(2 * 1_024 * 1_024) });
    expectRefusal(await ask(endpoint, { rawBody: padded }), 413);
  });
});

describe('a field that is not what it should be is 400', () => {
  const unstorable = ['a\u0000b', '\ud800', 'x\udfffy'];
  const noText = [7, true, [], {}, ['x'], ...unstorable];
  const noId = [...noText, '', 'a\nb', 'x'.repeat(256), '🙂'.repeat(128)];
  const noUuid = [
    ...noText,
    '',
    'x',
    '01900000-0000-7000-8000-00000000000g',
    '0190000000007000800000000000000',
  ];
  const noList = [7, 'x', {}, true, [[]], [7], [null], [{}]];
  const profile: [string, unknown[]][] = [
    ['display_name', [...noText, '', '   ', 'x'.repeat(201)]],
    ['company', [...noText, 'x'.repeat(201)]],
    ['email', [...noText, 'x'.repeat(255)]],
    ['phone', [...noText, 'x'.repeat(51)]],
  ];
  const scopes = [
    ...noList,
    [{ tenant_uid: '' }],
    [{ tenant_uid: 'a\u0000' }],
    [{ scope_level0: 'a' }],
    [{ tenant_uid: 'a', scope_level1: [''] }],
    [{ tenant_uid: 'a', scope_level1: ['\ud800'] }],
    [{ tenant_uid: 'a', scope_level2: Array(101).fill('x') }],
    Array(101).fill({ tenant_uid: 'a' }),
  ];
  const deep = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);
  const fields: Record<string, [string, unknown[]][]> = {
    'POST /dialogs': [
      ['object_id', [...noId, null]],
      ['object_type', [...noId, null]],
      ['created_by', noId],
      ['title', [...noText, 'x'.repeat(501)]],
      ['object_url', [...noText, '', 'order/1', 'javascript:alert(1)', `https://host/${'x'.repeat(2_048)}`]],
      [
        'participants',
        [...noList, ['a', 'a'], [''], ['a\u0000'], [{ user_id: 'a', email: 7 }], Array(101).fill('x')],
      ],
      ['access_scopes', scopes],
      ['meta', [7, 'x', [], true, { a: 'x\u0000' }, { 'a\u0000': 1 }, { '\ud800': 1 }, { a: ['\udc00'] }]],
      ['meta', [deep(65), deep(9_000), { a: 'x'.repeat(16_384) }]],
    ],
    'POST /dialogs/{dialog}/participants': [['user_id', [...noId, null]], ...profile],
    'PUT /dialogs/{dialog}/access-scopes': [['access_scopes', [...scopes, null]]],
    'POST /dialogs/{dialog}/join': profile,
    'POST /dialogs/{dialog}/notifications': [['enabled', [null, 0, 1, 'true', '', [], {}]]],
    'POST /dialogs/{dialog}/read': [['last_read_message_id', [...noUuid, null]]],
    'POST /dialogs/{dialog}/messages': [
      ['content', [...noText, null, '', ' ', '<p></p>', '&nbsp;', '\u200b', 'x'.repeat(50_001)]],
      ['reply_to', noUuid],
      [
        'attachments',
        [
          ...noList,
          [{ s3_key: 'x', filename: 'x', content_type: 'image/png', size: Number.POSITIVE_INFINITY }],
        ],
      ],
      ['client_message_id', [...noText, '', 'with space', 'é', 'x'.repeat(65)]],
    ],
    'PUT /dialogs/{dialog}/messages/{message}': [['content', [...noText, null, '', '<script>x</script>']]],
  };
  const cases = titled.flatMap(({ title, endpoint }) =>
    (fields[title] ?? []).map(([field, values]) => ({ title, field, values, endpoint })),
  );

  test.each(cases)('$title: $field', async ({ endpoint, field, values }) => {
    for (const value of values) {
      const reply = await ask(endpoint, { body: { ...endpoint.body, [field]: value } });
      expectRefusal(reply, 400);
    }
  });

  test('and names itself, not what was in it', async () => {
    const reply = await host.call('POST', '/dialogs', {
      body: { object_type: 'hunter2\u0000', object_id: 'x' },
    });
    expect(reply.error?.details?.map(({ path }) => path)).toEqual(['object_type']);
    expect(JSON.stringify(reply.error)).not.toContain('hunter2');
  });
});

describe('a parameter that is not what it should be is 400', () => {
  const sortKey = (...key: unknown[]) => `cursor=${encodeURIComponent(btoa(JSON.stringify(key)))}`;
  const noDialog = '01900000-0000-7000-8000-000000000000';
  const pages = [
    'limit=0',
    'limit=-1',
    'limit=101',
    'limit=1.5',
    'limit=1e1',
    'limit=',
    'limit=%D9%A3',
    'limit=%00',
  ];
  const cursors = [
    'cursor=',
    'cursor=%00',
    'cursor=nonsense',
    `cursor=${'x'.repeat(513)}`,
    sortKey(),
    sortKey(null),
    sortKey(noDialog, noDialog, noDialog, noDialog),
    sortKey(true, 'today', noDialog),
    sortKey(true, '2026-13-45T99:99:99.999Z', noDialog),
    sortKey(true, '0000-01-01T00:00:00.000Z', noDialog),
    sortKey('0000-01-01T00:00:00.000Z', noDialog),
    sortKey("2026-01-01T00:00:00.000Z'", noDialog),
    sortKey(true, '2026-01-01T00:00:00.000Z', "' or true --"),
  ];
  const lists = [
    'type=mine',
    'type=',
    'archived=yes',
    'archived=',
    'archived=TRUE',
    'search=a%00b',
    `search=${'x'.repeat(201)}`,
  ];
  const messages = ['before=x', 'after=%00', 'around=', `before=${noDialog}&after=${noDialog}`];

  test.each([...pages, ...cursors, ...lists])('GET /dialogs?%s', async (query) => {
    expectRefusal(await ada.dialogs(`?${query}`), 400);
    if (!query.includes('type')) expectRefusal(await ada.dialogs(`?type=available&${query}`), 400);
  });

  test.each(lists)('GET /dialogs/by-object/{type}/{id}/list?%s', async (query) => {
    expectRefusal(await ada.call('GET', `/dialogs/by-object/order/1/list?${query}`), 400);
  });

  test.each([...pages, ...messages])('GET /dialogs/{id}/messages?%s', async (query) => {
    expectRefusal(await ada.messages(dialogId, `?${query}`), 400);
  });

  test.each([...pages, ...cursors, 'object_type=', 'object_id=a%00b', `object_id=${'x'.repeat(256)}`])(
    'GET /management/dialogs?%s',
    async (query) => {
      expectRefusal(await host.call('GET', `/dialogs?${query}`), 400);
    },
  );

  test.each(['', 'é', 'x'.repeat(256), 'tab\there'])('Idempotency-Key: %j', async (key) => {
    const body = { object_type: unique('type'), object_id: 'x' };
    expectRefusal(await host.call('POST', '/dialogs', { body, headers: { 'Idempotency-Key': key } }), 400);
  });

  test.each([
    '',
    '%',
    'e30x',
    btoa('[]'),
    btoa('null'),
    btoa('{"tenant_uid":7}'),
    btoa('['.repeat(5_000)),
    '🙂',
  ])('X-Scope-Config: %j', async (header) => {
    expectRefusal(await user('ada').call('GET', '/dialogs', { headers: { 'X-Scope-Config': header } }), 400);
  });
});
