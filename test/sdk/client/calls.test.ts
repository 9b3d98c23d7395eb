import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChatClient } from '../../../sdk-vue/client/chat-client.ts';
import { ChatError } from '../../../sdk-vue/client/chat-error.ts';
import { type Behaviour, html, json, offline, refusal, silent, stubFetch } from './support/fake-fetch.ts';

const connection = { baseUrl: 'https://chat.example.com', userId: 'ada' };
const emptyList = json({ data: [], next_cursor: null });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What a promise comes to when time passes as fast as it can. */
async function outcome<Result>(promise: Promise<Result>): Promise<Result | ChatError> {
  const settled = promise.catch((error: unknown) => {
    if (error instanceof ChatError) return error;
    throw error;
  });
  await vi.runAllTimersAsync();
  return settled;
}

describe('the address of a call', () => {
  it.each([
    ['https://chat.example.com', 'https://chat.example.com/api/v1/dialogs/d'],
    ['https://chat.example.com/', 'https://chat.example.com/api/v1/dialogs/d'],
    ['https://example.com/chat', 'https://example.com/chat/api/v1/dialogs/d'],
    ['https://example.com/chat/', 'https://example.com/chat/api/v1/dialogs/d'],
  ])('of a server at %s is right', async (baseUrl, expected) => {
    const requests = stubFetch(json({ data: {} }));
    await createChatClient({ ...connection, baseUrl }).getDialog('d');
    expect(requests[0]?.url).toBe(`${expected}?user_id=ada`);
  });

  it('says which baseUrl is none', async () => {
    const asked = createChatClient({ ...connection, baseUrl: 'chat.example.com' }).getDialog('d');
    expect(await outcome(asked)).toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('baseUrl'),
    });
  });

  it.each(['', '.', '..', 'half a pair: \ud83d'])('cannot be made of %j', async (id) => {
    const requests = stubFetch(emptyList);
    const asked = createChatClient(connection).listObjectDialogs('order', id);
    expect(await outcome(asked)).toMatchObject({ code: 'BAD_REQUEST', status: 0 });
    expect(requests).toEqual([]);
  });

  it('leaves out what is undefined and encodes the rest', async () => {
    const requests = stubFetch(emptyList);
    await createChatClient(connection).listDialogs({ search: 'a&b=ц', archived: false });
    const { pathname, searchParams } = new URL(requests[0]?.url ?? '');
    expect(pathname).toBe('/api/v1/dialogs');
    expect(Object.fromEntries(searchParams)).toEqual({ user_id: 'ada', search: 'a&b=ц', archived: 'false' });
  });
});

it('The scope is base64 of UTF-8 JSON, however large it is', async () => {
  const requests = stubFetch(emptyList);
  const scopeConfig = {
    tenant_uid: 'ООО',
    scope_level1: Array.from({ length: 100 }, () => '部'.repeat(255)),
  };
  await createChatClient({ ...connection, scopeConfig }).listDialogs();
  const header = requests[0]?.headers.get('X-Scope-Config') ?? '';
  expect(JSON.parse(Buffer.from(header, 'base64').toString('utf8'))).toEqual(scopeConfig);
});

describe('an answer that is not the contract’s', () => {
  const cases: [string, Behaviour, object][] = [
    ['a page in place of an answer', html(200), { code: 'INTERNAL_ERROR', status: 200 }],
    ['a page that says 404', html(404), { code: 'INTERNAL_ERROR', status: 404 }],
    ['a gateway without a server', html(502), { code: 'UNAVAILABLE', status: 502, isRetryable: true }],
    ['a gateway that wants less', html(413), { code: 'PAYLOAD_TOO_LARGE', isRetryable: false }],
    ['nothing', () => new Response(''), { code: 'INTERNAL_ERROR' }],
    ['JSON of another kind', json([1, 2]), { code: 'INTERNAL_ERROR' }],
    ['null', json(null), { code: 'INTERNAL_ERROR' }],
    ['an error of an unknown code', refusal('TEAPOT', 418), { code: 'INTERNAL_ERROR', status: 418 }],
    ['an error of a name that all objects have', refusal('toString', 400), { code: 'INTERNAL_ERROR' }],
  ];
  it.each(cases)('%s is an error that says where to look', async (_name, behaviour, expected) => {
    stubFetch(behaviour);
    const error = await outcome(createChatClient(connection).listDialogs());
    expect(error).toMatchObject(expected);
    expect(error).toMatchObject({
      message: expect.stringContaining('https://chat.example.com/api/v1/dialogs'),
    });
  });

  it('has its odd details left out', async () => {
    const details = [{ path: 'content', message: 'is too long' }, null, { path: 1 }];
    stubFetch(json({ error: { code: 'BAD_REQUEST', message: 'No', details } }, 400));
    const error = await outcome(createChatClient(connection).getDialog('d'));
    expect(error).toMatchObject({ details: [{ path: 'content', message: 'is too long' }] });
  });
});

describe('a call that is not answered', () => {
  it('ends after 15 s', async () => {
    stubFetch(silent);
    const error = await outcome(createChatClient(connection).sendMessage('d', { content: 'Hello' }));
    expect(error).toMatchObject({ code: 'TIMEOUT', status: 0, isRetryable: true });
  });

  it('ends after 15 s even where it is the host that gives no token', async () => {
    stubFetch(emptyList);
    const token = () => new Promise<string>(() => {});
    expect(await outcome(createChatClient({ ...connection, token }).listDialogs())).toMatchObject({
      code: 'TIMEOUT',
    });
  });

  it('ends at once when its caller aborts it', async () => {
    const requests = stubFetch(silent);
    const controller = new AbortController();
    const asked = createChatClient(connection).listDialogs({}, { signal: controller.signal });
    await vi.advanceTimersByTimeAsync(0);
    controller.abort();
    await expect(asked).rejects.toMatchObject({ code: 'ABORTED' });
    expect(requests[0]?.signal.aborted).toBe(true);
    const again = createChatClient(connection).listDialogs({}, { signal: controller.signal });
    await expect(again).rejects.toMatchObject({ code: 'ABORTED' });
    expect(requests).toHaveLength(1);
  });
});

describe('a read', () => {
  it('is repeated when the network failed for a moment', async () => {
    const requests = stubFetch(offline, offline, emptyList);
    expect(await outcome(createChatClient(connection).listDialogs())).toMatchObject({ dialogs: [] });
    expect(requests).toHaveLength(3);
  });

  it('fails when the network stays away, and says what to check', async () => {
    const requests = stubFetch(offline);
    const error = await outcome(createChatClient(connection).listDialogs());
    expect(error).toMatchObject({ code: 'NETWORK', message: expect.stringContaining('baseUrl') });
    expect(requests).toHaveLength(3);
  });

  it('is repeated when the server asks for a short wait', async () => {
    stubFetch(refusal('UNAVAILABLE', 503, { 'Retry-After': '1' }), emptyList);
    expect(await outcome(createChatClient(connection).listDialogs())).toMatchObject({ dialogs: [] });
  });

  it.each([
    ['for a long one', refusal('UNAVAILABLE', 503, { 'Retry-After': '60' }), 60],
    ['for none', refusal('UNAVAILABLE', 503), undefined],
    ['to be asked less', refusal('RATE_LIMITED', 429, { 'Retry-After': '1' }), 1],
  ])('is not when it asks %s', async (_name, behaviour, retryAfterSeconds) => {
    const requests = stubFetch(behaviour);
    const error = await outcome(createChatClient(connection).listDialogs());
    expect(error).toMatchObject({ retryAfterSeconds, isRetryable: true });
    expect(requests).toHaveLength(1);
  });
});

it('A write is never repeated: nobody knows whether it was done', async () => {
  const requests = stubFetch(offline);
  const client = createChatClient(connection);
  expect(await outcome(client.sendMessage('d', { content: 'Hello' }))).toMatchObject({ code: 'NETWORK' });
  expect(await outcome(client.deleteMessage('d', 'm'))).toMatchObject({ code: 'NETWORK' });
  expect(requests.map(({ method }) => method)).toEqual(['POST', 'DELETE']);
});
