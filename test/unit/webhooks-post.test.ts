import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { messageSent, outgoing } from '../../durable-objects/webhooks/events.ts';
import { type PostDependencies, postWebhook } from '../../durable-objects/webhooks/post.ts';
import { unreachableUrl } from '../support/key-server.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { someDialog, someMessage } from '../support/wire.ts';

const webhook = outgoing(messageSent(someDialog(), someMessage({ content: '<p>Grüße 你好 🙂</p>' })));
const secret = `whsec_${Buffer.from('a key of some 24 letters').toString('base64')}`;

let receiver: WebhookReceiver;

beforeEach(async () => {
  receiver = await startWebhookReceiver();
});
afterEach(() => {
  vi.useRealTimers();
  return receiver.close();
});

function post(options: Partial<PostDependencies> = {}) {
  return postWebhook({ url: receiver.url, secret: undefined, fetch, now: Date.now, ...options }, webhook);
}

async function postTo(answer: (response: ServerResponse) => void) {
  receiver.answerWith(answer);
  return post();
}

describe('what the receiver gets', () => {
  test('is the body as it is, with its kind in a header', async () => {
    expect(await post({ url: `${receiver.url}/hooks?tenant=1` })).toEqual({ status: 'delivered' });
    expect(receiver.received).toMatchObject([
      {
        method: 'POST',
        path: '/hooks?tenant=1',
        body: webhook.body,
        headers: {
          'content-type': 'application/json',
          'x-webhook-event': 'message.new',
          'user-agent': expect.stringMatching(/^MTChat/),
        },
      },
    ]);
  });

  test('is signed when there is a secret, as of the time of this try', async () => {
    await post({ secret });
    const [first] = receiver.received;
    expect(new Webhook(secret).verify(webhook.body, first?.headers ?? {})).toEqual(JSON.parse(webhook.body));
    expect(first?.headers).toMatchObject({
      'webhook-id': webhook.id,
      'x-webhook-signature': expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
    });

    await post({ secret, now: () => 1_700_000_000_999 });
    expect(receiver.received[1]?.headers['webhook-timestamp']).toBe('1700000000');
    expect(receiver.received[1]?.body).toBe(first?.body);
  });

  test('has no signature without a secret', async () => {
    await post();
    const names = Object.keys(receiver.received[0]?.headers ?? {});
    expect(names.filter((name) => /signature|webhook-id|webhook-timestamp/.test(name))).toEqual([]);
  });
});

describe('a webhook is delivered', () => {
  test.each([200, 201, 202, 204, 299])('by an answer of %i', async (status) => {
    expect(await postTo((response) => response.writeHead(status).end())).toEqual({ status: 'delivered' });
  });

  test('though the body of the answer never ends, and nobody reads it', async () => {
    const hungUp = new Promise((resolve) => {
      receiver.answerWith((response) => {
        response.on('close', resolve);
        response.writeHead(200).write('more and more');
      });
    });
    expect(await post()).toEqual({ status: 'delivered' });
    await hungUp;
  });

  test('though the connection is reset after the status', async () => {
    const outcome = await postTo((response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('cut', () => response.socket?.resetAndDestroy());
    });
    expect(outcome).toEqual({ status: 'delivered' });
  });
});

describe('a webhook is retried', () => {
  test.each([304, 400, 401, 404, 408, 429, 500, 502, 503])('after an answer of %i', async (status) => {
    expect(await postTo((response) => response.writeHead(status).end('secret details'))).toEqual({
      status: 'retry',
      reason: `answered ${status}`,
    });
  });

  test.each([301, 302, 303, 307, 308])('after a redirect (%i), which nobody follows', async (status) => {
    const outcome = await postTo((response) => {
      response.writeHead(status, { Location: `${receiver.url}/elsewhere` }).end();
    });
    expect(outcome).toEqual({ status: 'retry', reason: `answered ${status}, a redirect` });
    expect(receiver.received.map(({ path }) => path)).toEqual(['/']);
  });

  test('when the connection is reset', async () => {
    const outcome = await postTo((response) => response.socket?.resetAndDestroy());
    expect(outcome).toEqual({ status: 'retry', reason: 'the connection failed' });
  });

  test('when the answer is not HTTP', async () => {
    const outcome = await postTo((response) => response.socket?.end('nonsense\r\n\r\n'));
    expect(outcome).toEqual({ status: 'retry', reason: 'the connection failed' });
  });

  test('when nobody listens; the reason does not tell the URL', async () => {
    const outcome = await post({ url: `${await unreachableUrl()}/?token=secret` });
    expect(outcome).toEqual({ status: 'retry', reason: 'the connection failed' });
  });

  test('when the receiver has not answered within 10 s, and it is hung up on', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const arrived = new Promise<ServerResponse>((resolve) => receiver.answerWith(resolve));
    const posting = post();
    const response = await arrived;
    const hungUp = once(response, 'close');

    vi.advanceTimersByTime(9_999);
    expect(await Promise.race([posting, Promise.resolve('waiting')])).toBe('waiting');
    vi.advanceTimersByTime(1);

    expect(await posting).toEqual({ status: 'retry', reason: 'no answer within 10 s' });
    await hungUp;
  });
});

test('an answer leaves no timer behind that keeps a room awake', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await post();
  expect(vi.getTimerCount()).toBe(0);
});

test('410 Gone is final', async () => {
  expect(await postTo((response) => response.writeHead(410).end())).toEqual({
    status: 'park',
    reason: 'answered 410 Gone',
  });
});
