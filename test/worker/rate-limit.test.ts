import { expect, test } from 'vitest';
import { hs256 } from '../support/tokens.ts';
import { unique } from './support/api.ts';
import { workerWith } from './support/worker-with.ts';

const period = 10_000;
const limited = workerWith({ RATE_LIMIT: 'on' });

interface Caller {
  userId?: string;
  address?: string;
  token?: string;
}

/** A request that costs the server nothing: it is refused as soon as it was counted. */
function ask(method: string, { userId, address, token }: Caller, path = '/api/v1/dialogs/no-uuid/pin') {
  const headers = {
    ...(address === undefined ? {} : { 'CF-Connecting-IP': address }),
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  };
  const target = method === 'POST' ? path : path.replace(/\/pin$/, '');
  return limited.call(method, userId === undefined ? target : `${target}?user_id=${userId}`, { headers });
}

/** The local limiter starts anew every ten seconds of the clock: what straddles that says nothing and is done again. */
async function withinOnePeriod(work: () => Promise<void>): Promise<void> {
  const periodNow = () => Math.floor(Date.now() / period);
  for (;;) {
    const before = periodNow();
    const failure = await work().then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    if (periodNow() !== before) continue;
    if (failure !== undefined) throw failure.error;
    return;
  }
}

/** Sends so many requests, which all must get past the limit, and one more, which it gives. */
async function oneMoreThan(count: number, send: () => ReturnType<typeof ask>) {
  const statuses = (await Promise.all(Array.from({ length: count }, send))).map((reply) => reply.status);
  expect(statuses.filter((status) => status === 429)).toEqual([]);
  return send();
}

const overTheLimit = { status: 429, error: { code: 'RATE_LIMITED' } };

test('the 51st write of a user in ten seconds is refused, and says when to come back', async () => {
  await withinOnePeriod(async () => {
    const userId = unique('ann');
    const refused = await oneMoreThan(50, () => ask('POST', { userId }));
    expect(refused).toMatchObject(overTheLimit);
    expect(refused.headers.get('Retry-After')).toBe('10');
    expect(await ask('GET', { userId }), 'reads have a limit of their own').toMatchObject({ status: 400 });
    expect(await ask('POST', { userId: unique('ben') }), 'others').toMatchObject({ status: 400 });
  });
});

test('the 201st read of a user in ten seconds is refused, a socket being a read', async () => {
  await withinOnePeriod(async () => {
    const userId = unique('ann');
    const refused = await oneMoreThan(200, () => ask('GET', { userId }));
    expect(refused).toMatchObject(overTheLimit);
    expect(refused.headers.get('Retry-After')).toBe('10');
    expect((await limited.upgrade(`/api/v1/ws?user_id=${userId}`)).status).toBe(429);
    expect(await ask('POST', { userId }), 'writes have a limit of their own').toMatchObject({ status: 400 });
    expect(await ask('GET', { userId: unique('ben') }), 'others').toMatchObject({ status: 400 });
  });
});

test('who is not let in is limited by address, and users who share the address are not', async () => {
  await withinOnePeriod(async () => {
    const address = unique('address');
    expect(await oneMoreThan(50, () => ask('POST', { address }))).toMatchObject(overTheLimit);
    expect(await ask('POST', { address: unique('address') })).toMatchObject({ status: 400 });
    expect(await ask('POST', { address, userId: unique('ann') })).toMatchObject({ status: 400 });
  });
});

test('bad tokens are limited by address', async () => {
  const worker = workerWith({ RATE_LIMIT: 'on', CHAT_AUTH: 'jwt', JWT_SECRET: 'a secret of the tests' });
  const forged = await hs256({ sub: 'ann' }, 'another secret');
  await withinOnePeriod(async () => {
    const headers = { 'CF-Connecting-IP': unique('address'), Authorization: `Bearer ${forged}` };
    const send = () => worker.call('POST', '/api/v1/dialogs/no-uuid/pin', { headers });
    expect(await oneMoreThan(50, send)).toMatchObject(overTheLimit);
  });
});

test('a wrong admin token is limited by address, the right one not at all', async () => {
  const path = '/api/v1/management/dialogs';
  await withinOnePeriod(async () => {
    const address = unique('address');
    const wrong = () => ask('POST', { address, token: 'wrong' }, path);
    expect(await oneMoreThan(50, wrong)).toMatchObject(overTheLimit);
    const right = () => ask('POST', { address, token: 'test-admin-token' }, path);
    expect(await oneMoreThan(50, right)).toMatchObject({ status: 400 });
  });
});

test('nobody is limited where it is turned off', async () => {
  const userId = unique('ann');
  const unlimited = workerWith({ RATE_LIMIT: 'off' });
  const send = () => unlimited.call('POST', `/api/v1/dialogs/no-uuid/pin?user_id=${userId}`);
  expect(await oneMoreThan(60, send)).toMatchObject({ status: 400 });
});
