import type { OutgoingWebhook } from './events.ts';
import { hexOf } from './hex.ts';

const encodedKeyPrefix = 'whsec_';

/** Throws for a secret that begins with `whsec_` and does not go on in base64, or that is empty. */
function keyBytes(secret: string): Uint8Array<ArrayBuffer> {
  // A copy: the encoder's own array may lie on any kind of buffer, by its type.
  if (!secret.startsWith(encodedKeyPrefix)) return Uint8Array.from(new TextEncoder().encode(secret));
  const binary = atob(secret.slice(encodedKeyPrefix.length));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/**
 * The headers by which a receiver knows that a webhook is ours: those of https://www.standardwebhooks.com, and the one that
 * receivers of MTChat check. `sentAtSeconds` is the time of this try, since 1970. The secret is a key in base64 after
 * `whsec_`, or else is the key itself. Throws when it can be no key.
 */
export async function signatureHeaders(
  { id, body }: Pick<OutgoingWebhook, 'id' | 'body'>,
  sentAtSeconds: number,
  secret: string,
): Promise<Record<string, string>> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', keyBytes(secret), algorithm, false, ['sign']);
  const sign = (text: string) => crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text));

  const standard = new Uint8Array(await sign(`${id}.${sentAtSeconds}.${body}`));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(sentAtSeconds),
    'webhook-signature': `v1,${btoa(String.fromCharCode(...standard))}`,
    'X-Webhook-Signature': `sha256=${hexOf(await sign(body))}`,
  };
}
