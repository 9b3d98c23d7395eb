import { createHmac } from 'node:crypto';
import { asyncProperty, assert as forAll, string, uint8Array } from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { signatureHeaders } from '../../durable-objects/webhooks/signature.ts';

const webhook = { id: 'message_1', body: '{"content":"Grüße, 你好 🙂"}' };
const nowInSeconds = () => Math.floor(Date.now() / 1_000);

function encodedSecret(key: Uint8Array): string {
  return `whsec_${Buffer.from(key).toString('base64')}`;
}

describe('a receiver with the standardwebhooks library', () => {
  test('accepts what is signed with a whsec_ secret', async () => {
    const secret = encodedSecret(Buffer.from('a key of some 24 letters'));
    const headers = await signatureHeaders(webhook, nowInSeconds(), secret);
    expect(new Webhook(secret).verify(webhook.body, headers)).toEqual({ content: 'Grüße, 你好 🙂' });
  });

  test.each(['plain-secret', 'пароль 🙂'])(
    'accepts what is signed with a secret of other text: %s',
    async (secret) => {
      const headers = await signatureHeaders(webhook, nowInSeconds(), secret);
      const receiver = new Webhook(Buffer.from(secret, 'utf8'), { format: 'raw' });
      expect(receiver.verify(webhook.body, headers)).toEqual({ content: 'Grüße, 你好 🙂' });
    },
  );

  test('accepts any text under any key', async () => {
    await forAll(
      asyncProperty(
        uint8Array({ minLength: 1, maxLength: 100 }),
        string({ unit: 'binary' }),
        async (key, text) => {
          const body = JSON.stringify({ text });
          const secret = encodedSecret(key);
          const headers = await signatureHeaders({ id: 'message_1', body }, nowInSeconds(), secret);
          expect(new Webhook(secret).verify(body, headers)).toEqual({ text });
        },
      ),
    );
  });

  test.each([
    ['another body', { body: '{}' }],
    ['another id', { headers: { 'webhook-id': 'message_2' } }],
    ['another time', { headers: { 'webhook-timestamp': String(nowInSeconds() - 1) } }],
    ['another secret', { secret: encodedSecret(Buffer.from('another')) }],
  ])('refuses %s', async (_what, change: { body?: string; headers?: object; secret?: string }) => {
    const secret = encodedSecret(Buffer.from('ours'));
    const headers = await signatureHeaders(webhook, nowInSeconds(), secret);
    const receiver = new Webhook(change.secret ?? secret);
    expect(() => receiver.verify(change.body ?? webhook.body, { ...headers, ...change.headers })).toThrow(
      'No matching signature',
    );
  });

  test('refuses a webhook that was recorded and is played again after five minutes', async () => {
    const secret = encodedSecret(Buffer.from('ours'));
    const headers = await signatureHeaders(webhook, nowInSeconds() - 301, secret);
    expect(() => new Webhook(secret).verify(webhook.body, headers)).toThrow('too old');
  });
});

describe('a receiver of MTChat', () => {
  const hexOf = (key: Buffer) => createHmac('sha256', key).update(webhook.body).digest('hex');

  test.each([
    ['plain-secret', Buffer.from('plain-secret')],
    [encodedSecret(Buffer.from([0, 255, 7])), Buffer.from([0, 255, 7])],
  ])('finds the HMAC of the body, with the same key: %s', async (secret, key) => {
    const headers = await signatureHeaders(webhook, 1_700_000_000, secret);
    expect(headers['X-Webhook-Signature']).toBe(`sha256=${hexOf(key)}`);
  });
});

test.each(['whsec_', 'whsec_not base64!'])(
  'a secret that can be no key is an error, not a guess: %s',
  async (secret) => {
    await expect(signatureHeaders(webhook, nowInSeconds(), secret)).rejects.toThrow();
  },
);
