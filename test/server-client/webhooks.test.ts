import { createHmac } from 'node:crypto';
import { asyncProperty, assert as forAll, string, uint8Array } from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { signatureHeaders } from '../../durable-objects/webhooks/signature.ts';
import { verifyWebhook, WebhookVerificationError } from '../../sdk-server/index.ts';

const secret = `whsec_${Buffer.from('a key of some 24 letters').toString('base64')}`;
const newSecret = 'пароль 🙂';
const webhook = { id: 'message_1', event: 'message.new', timestamp: '2026-02-17T12:10:00.000Z', data: {} };
const body = JSON.stringify(webhook);
const now = new Date('2026-02-17T12:10:05.700Z');
const nowSeconds = Math.floor(now.getTime() / 1_000);

/** The headers that the server sends. */
function signed(text = body, { id = webhook.id, at = nowSeconds, by = secret } = {}) {
  return signatureHeaders({ id, body: text }, at, by);
}

async function reasonOf(verification: Promise<unknown>): Promise<string> {
  const error = await verification.catch((thrown: unknown) => thrown);
  if (error instanceof WebhookVerificationError) return error.reason;
  throw new Error('It was believed, or failed otherwise', { cause: error });
}

describe('a webhook of the server is believed', () => {
  it.each([secret, newSecret, 'plain-secret'])('with the secret %s', async (by) => {
    expect(await verifyWebhook({ headers: await signed(body, { by }), body, secret: by, now })).toEqual(
      webhook,
    );
  });

  it('with any key, and any text in it', async () => {
    const someText = string({ unit: 'binary' });
    await forAll(
      asyncProperty(uint8Array({ minLength: 1, maxLength: 100 }), someText, async (key, content) => {
        const by = `whsec_${Buffer.from(key).toString('base64')}`;
        const text = JSON.stringify({ ...webhook, data: { content } });
        const verified = await verifyWebhook({
          headers: await signed(text, { by }),
          body: text,
          secret: by,
          now,
        });
        expect(verified).toEqual(JSON.parse(text));
      }),
    );
  });

  it('however a framework hands over its headers and its body', async () => {
    const plain = await signed();
    const shouted = Object.fromEntries(
      Object.entries(plain).map(([name, value]) => [name.toUpperCase(), value]),
    );
    const listed = Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, [value]]));
    for (const headers of [plain, shouted, listed, new Headers(plain), { ...plain, cookie: undefined }]) {
      expect(await verifyWebhook({ headers, body, secret, now })).toEqual(webhook);
    }
    const bytes = new TextEncoder().encode(body);
    const part = new Uint8Array([7, ...bytes, 7]).subarray(1, -1);
    for (const raw of [bytes, Buffer.from(body), part, bytes.slice().buffer]) {
      expect(await verifyWebhook({ headers: plain, body: raw, secret, now })).toEqual(webhook);
    }
  });

  it('when the library of Standard Webhooks signed it', async () => {
    const headers = {
      'webhook-id': webhook.id,
      'webhook-timestamp': String(nowSeconds),
      'webhook-signature': new StandardWebhook(secret).sign(webhook.id, now, body),
    };
    expect(await verifyWebhook({ headers, body, secret, now })).toEqual(webhook);
  });

  it('while the secret is being replaced, on either side', async () => {
    const old = await signed();
    const both = [secret, newSecret];
    expect(await verifyWebhook({ headers: old, body, secret: both, now })).toEqual(webhook);
    const fresh = await signed(body, { by: newSecret });
    expect(await verifyWebhook({ headers: fresh, body, secret: both, now })).toEqual(webhook);

    const signature = `v1a,AAAA ${old['webhook-signature']} ${fresh['webhook-signature']}`;
    const headers = { ...old, 'webhook-signature': signature };
    expect(await verifyWebhook({ headers, body, secret: newSecret, now })).toEqual(webhook);
  });

  it('with an event of a later version, so that it is not sent again and again', async () => {
    const later = JSON.stringify({ ...webhook, event: 'dialog.renamed', id: 'renamed_1' });
    const headers = await signed(later, { id: 'renamed_1' });
    expect(await verifyWebhook({ headers, body: later, secret, now })).toEqual(JSON.parse(later));
  });

  it.each([-300, 300])('up to five minutes from when it was signed: %d s', async (seconds) => {
    const headers = await signed(body, { at: nowSeconds + seconds });
    expect(await verifyWebhook({ headers, body, secret, now })).toEqual(webhook);
  });
});

describe('a webhook is not believed', () => {
  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('without %s', async (name) => {
    const headers = { ...(await signed()), [name]: undefined };
    expect(await reasonOf(verifyWebhook({ headers, body, secret, now }))).toBe('missing_headers');
  });

  it.each([
    [-301, 'timestamp_too_old'],
    [301, 'timestamp_too_new'],
  ])('%d s from when it was signed', async (seconds, reason) => {
    const headers = await signed(body, { at: nowSeconds + seconds });
    expect(await reasonOf(verifyWebhook({ headers, body, secret, now }))).toBe(reason);
    const patient = { headers, body, secret, now, toleranceSeconds: 301 };
    expect(await verifyWebhook(patient)).toEqual(webhook);
  });

  it('at a tolerance that is no number', async () => {
    const verification = verifyWebhook({
      headers: await signed(body, { at: 1 }),
      body,
      secret,
      toleranceSeconds: Number.NaN,
    });
    expect(await reasonOf(verification)).toBe('timestamp_too_old');
  });

  it.each(['', 'yesterday', '1771330205.7', '-1', '0x10', ' 1771330205', '9'.repeat(20)])(
    'signed at %j',
    async (time) => {
      const headers = { ...(await signed()), 'webhook-timestamp': time };
      const reason = time === '' ? 'missing_headers' : 'invalid_timestamp';
      expect(await reasonOf(verifyWebhook({ headers, body, secret, now }))).toBe(reason);
    },
  );

  it.each([
    ['another body', { body: `${body} ` }],
    ['another id', { headers: { 'webhook-id': 'message_2' } }],
    ['another time', { headers: { 'webhook-timestamp': String(nowSeconds - 1) } }],
    ['another secret', { secret: newSecret }],
    ['no signature of this version', { headers: { 'webhook-signature': 'v2,AAAA garbage v1,' } }],
    ['the signature cut short', { headers: { 'webhook-signature': 'v1,AAAA' } }],
  ])(
    'with %s',
    async (_what, change: { body?: string; secret?: string; headers?: Record<string, string> }) => {
      const options = { body, secret, now, ...change, headers: { ...(await signed()), ...change.headers } };
      expect(await reasonOf(verifyWebhook(options))).toBe('no_matching_signature');
    },
  );

  it('when anything of it was changed', async () => {
    const headers = await signed();
    await forAll(
      asyncProperty(string({ unit: 'binary' }), string(), async (start, end) => {
        const forged = start + body + end;
        if (forged === body) return;
        expect(await reasonOf(verifyWebhook({ headers, body: forged, secret, now }))).toBe(
          'no_matching_signature',
        );
      }),
    );
  });

  it('cut at another full stop than where it was signed', async () => {
    const inner = JSON.stringify({ ...webhook, id: 'inner' });
    const outer = `{"x":".${nowSeconds}.${inner}`;
    const headers = await signed(outer, { id: 'outer', at: 1 });
    const moved = { ...headers, 'webhook-id': 'outer.1.{"x":"', 'webhook-timestamp': String(nowSeconds) };
    expect(await reasonOf(verifyWebhook({ headers: moved, body: inner, secret, now }))).toBe(
      'invalid_payload',
    );
  });

  it.each([
    'not JSON',
    'null',
    '[]',
    '{}',
    JSON.stringify({ ...webhook, data: null }),
    JSON.stringify({ ...webhook, event: 7 }),
    JSON.stringify({ ...webhook, timestamp: 'today' }),
    Buffer.from('{"id":"\xff"}', 'latin1'),
  ])('well signed, but no webhook: %s', async (payload) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const text = Buffer.concat([Buffer.from(`${webhook.id}.${nowSeconds}.`), Buffer.from(payload)]);
    const signature = `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
    const headers = { ...(await signed()), 'webhook-signature': signature };
    expect(await reasonOf(verifyWebhook({ headers, body: payload, secret, now }))).toBe('invalid_payload');
  });
});

describe('a mistake of the host is none of the sender', () => {
  it.each<[string, string | string[]]>([
    ['no secret', ''],
    ['no secrets', []],
    ['one that is missing', [secret, '']],
    ['no base64', 'whsec_not base64!'],
    ['nothing in base64', 'whsec_'],
    ['a length that base64 cannot have', 'whsec_abcde'],
  ])('%s', async (_what, wrong) => {
    const verification = verifyWebhook({ headers: await signed(), body, secret: wrong, now });
    await expect(verification).rejects.toThrow(TypeError);
    await expect(verification).rejects.toThrow(/secret/);
  });

  it('a body that was parsed already', async () => {
    const parsed: unknown = webhook;
    // What JavaScript hands over where a framework parses by itself.
    const verification = verifyWebhook({ headers: await signed(), body: parsed as string, secret, now });
    await expect(verification).rejects.toThrow(/raw body/);
  });
});
