import { afterEach, expect, it, vi } from 'vitest';
import { createChatClient } from '../../../sdk-vue/client/chat-client.ts';
import { ChatError } from '../../../sdk-vue/client/chat-error.ts';
import { json, refusal, stubFetch } from './support/fake-fetch.ts';

const baseUrl = 'https://chat.example.com';
const unauthorized = refusal('UNAUTHORIZED', 401);
const created = json({ data: {} }, 201);

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A server that takes one token and no other. */
function serverTaking(token: string) {
  return stubFetch((request) =>
    request.headers.get('Authorization') === `Bearer ${token}` ? created(request) : unauthorized(request),
  );
}

/** A host that gives t1, t2, … */
function hostTokens() {
  let given = 0;
  return vi.fn(async () => `t${++given}`);
}

it('A storm of refusals is one question to the host, and everybody gets through', async () => {
  const requests = serverTaking('t2');
  const token = hostTokens();
  const client = createChatClient({ baseUrl, userId: 'ada', token });
  await Promise.all(Array.from({ length: 30 }, () => client.sendMessage('d', { content: 'Hello' })));
  expect(token).toHaveBeenCalledTimes(2);
  expect(requests).toHaveLength(60);
});

it('A refusal that comes late, of a token already replaced, asks nobody', async () => {
  const token = hostTokens();
  let refuseLate = () => {};
  stubFetch((request) => {
    const isOld = request.headers.get('Authorization') === 'Bearer t1';
    if (!isOld) return created(request);
    if (!request.url.includes('/late/')) return unauthorized(request);
    return new Promise((resolve) => {
      refuseLate = () => resolve(unauthorized(request));
    });
  });
  const client = createChatClient({ baseUrl, userId: 'ada', token });
  const late = client.leaveDialog('late');
  await client.leaveDialog('early');
  refuseLate();
  await late;
  expect(token).toHaveBeenCalledTimes(2);
});

it('A call is repeated once, not for ever', async () => {
  const requests = serverTaking('none of them');
  const client = createChatClient({ baseUrl, userId: 'ada', token: hostTokens() });
  await expect(client.getDialog('d')).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect(requests).toHaveLength(2);
});

it('The token of one user is not used for the next', async () => {
  const requests = stubFetch(created);
  let userId = 'ada';
  const client = createChatClient(() => ({ baseUrl, userId, token: () => `of-${userId}` }));
  await client.getDialog('d');
  await client.getDialog('d');
  userId = 'bob';
  await client.getDialog('d');
  const tokens = requests.map(({ headers }) => headers.get('Authorization'));
  expect(tokens).toEqual(['Bearer of-ada', 'Bearer of-ada', 'Bearer of-bob']);
});

it('A host that cannot give a token is asked again by the next call', async () => {
  stubFetch(created);
  const cause = new Error('The session server is down');
  const token = vi.fn(async () => 't1').mockRejectedValueOnce(cause);
  const client = createChatClient({ baseUrl, userId: 'ada', token });
  await expect(client.leaveDialog('d')).rejects.toMatchObject({ code: 'NETWORK', isRetryable: true, cause });
  await client.leaveDialog('d');
});

it('A host says in its own words that the session is over', async () => {
  const over = new ChatError('UNAUTHORIZED', 'Signed out');
  const client = createChatClient({ baseUrl, userId: 'ada', token: () => Promise.reject(over) });
  await expect(client.leaveDialog('d')).rejects.toBe(over);
});

it('A token that is none is named as such', async () => {
  const client = createChatClient({ baseUrl, userId: 'ada', token: () => '' });
  await expect(client.leaveDialog('d')).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
    message: expect.stringContaining('token function'),
  });
});
