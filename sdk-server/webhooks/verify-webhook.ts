import type { Webhook, WebhookEvent } from '../contract.ts';
import { bytesOf, bytesOfBase64, hmacKey } from '../hmac.ts';
import { headerOf, type WebhookHeaders } from './headers.ts';
import { webhookOf } from './payload.ts';
import { keysOf } from './secrets.ts';
import { WebhookVerificationError } from './verification-error.ts';

/** The webhook of one event: `WebhookOf<'message.new'>`. */
export type WebhookOf<Event extends WebhookEvent> = Extract<Webhook, { event: Event }>;

export interface VerifyWebhookOptions {
  headers: WebhookHeaders;
  /** The body as it came, byte for byte. Parsed and written again, it would be another. */
  body: string | Uint8Array | ArrayBuffer;
  /** `WEBHOOK_SECRET` of the server. While it is being replaced, the old one and the new one: either may have signed. */
  secret: string | readonly string[];
  /**
   * How far the time of signing may be from now, in seconds, either way.
   * @default 300
   */
  toleranceSeconds?: number | undefined;
  /** @default the clock */
  now?: Date | undefined;
}

const defaultToleranceSeconds = 300;

/** A rotation needs two. Each costs a hash of the body, and anybody may send them. */
const signaturesAtMost = 10;

/**
 * The webhook that a request brings, when MTChat Edge signed it, recently. Rejects with a WebhookVerificationError where it is not to be believed,
 * and with a TypeError where the options cannot work. The same webhook may come more than once, with the same `id`.
 */
export async function verifyWebhook(options: VerifyWebhookOptions): Promise<Webhook> {
  const { headers, secret, toleranceSeconds = defaultToleranceSeconds, now = new Date() } = options;
  const keys = keysOf(secret);
  const body = rawBytes(options.body);
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const signatures = headerOf(headers, 'webhook-signature');
  if (!id || !timestamp || !signatures) {
    throw new WebhookVerificationError(
      'missing_headers',
      'The headers webhook-id, webhook-timestamp and webhook-signature must be there: has the server a WEBHOOK_SECRET?',
    );
  }
  checkTime(timestamp, now, toleranceSeconds);

  const signed = joined(bytesOf(`${id}.${timestamp}.`), body);
  if (!(await isSignedWithAny(keys, signaturesIn(signatures), signed))) {
    throw new WebhookVerificationError(
      'no_matching_signature',
      'No signature fits: is the secret the WEBHOOK_SECRET of the server, and the body the raw one?',
    );
  }
  const webhook = webhookOf(body);
  // The signed text is joined by full stops: only an id that is also inside shows that it was cut where it was joined.
  if (webhook?.id !== id) {
    throw new WebhookVerificationError('invalid_payload', 'The body is not a webhook of MTChat Edge');
  }
  return webhook;
}

function rawBytes(body: unknown): Uint8Array {
  if (typeof body === 'string') return bytesOf(body);
  // Not instanceof: runners of tests give each file globals of its own, of which Node's buffers are no instances.
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (isArrayBuffer(body)) return new Uint8Array(body);
  throw new TypeError('body must be the raw body, a string or bytes: read it before anything parses it');
}

function isArrayBuffer(body: unknown): body is ArrayBuffer {
  return Object.prototype.toString.call(body) === '[object ArrayBuffer]';
}

function checkTime(timestamp: string, now: Date, toleranceSeconds: number): void {
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new WebhookVerificationError('invalid_timestamp', 'webhook-timestamp is not a time in seconds');
  }
  const ageSeconds = Math.floor(now.getTime() / 1_000) - Number(timestamp);
  // Asked this way round, a tolerance or a time that is not a number lets nothing through.
  if (Math.abs(ageSeconds) <= toleranceSeconds) return;
  const reason = ageSeconds > 0 ? 'timestamp_too_old' : 'timestamp_too_new';
  const direction = ageSeconds > 0 ? 'ago' : 'in the future';
  throw new WebhookVerificationError(
    reason,
    `Signed ${Math.abs(ageSeconds)} s ${direction}, more than the ${toleranceSeconds} s allowed`,
  );
}

/** The signatures of the version that MTChat Edge makes; others are for other receivers. */
function signaturesIn(header: string): Uint8Array<ArrayBuffer>[] {
  return header
    .split(' ')
    .filter((signature) => /^v1,[A-Za-z0-9+/]{43}=$/.test(signature))
    .slice(0, signaturesAtMost)
    .map((signature) => bytesOfBase64(signature.slice('v1,'.length)));
}

async function isSignedWithAny(
  keys: Uint8Array<ArrayBuffer>[],
  signatures: Uint8Array<ArrayBuffer>[],
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  for (const bytes of keys) {
    const key = await hmacKey(bytes, 'verify');
    for (const signature of signatures) {
      // Compares in constant time.
      if (await crypto.subtle.verify('HMAC', key, signature, signed)) return true;
    }
  }
  return false;
}

function joined(start: Uint8Array, end: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(start.length + end.length);
  whole.set(start);
  whole.set(end, start.length);
  return whole;
}
