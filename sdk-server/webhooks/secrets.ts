import { bytesOf, bytesOfBase64 } from '../hmac.ts';

const encodedKeyPrefix = 'whsec_';

/**
 * The keys of one or several secrets: base64 after `whsec_`, else the text itself. Throws a TypeError, which never quotes them, where there
 * is none or one can be no key. With an empty one anybody could sign.
 */
export function keysOf(secret: string | readonly string[]): Uint8Array<ArrayBuffer>[] {
  const secrets = typeof secret === 'string' ? [secret] : secret;
  if (!Array.isArray(secrets) || secrets.length === 0) throw missing();
  return secrets.map(keyOf);
}

function keyOf(secret: unknown): Uint8Array<ArrayBuffer> {
  if (typeof secret !== 'string' || secret === '') throw missing();
  if (!secret.startsWith(encodedKeyPrefix)) return bytesOf(secret);
  const encoded = secret.slice(encodedKeyPrefix.length);
  try {
    if (/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return bytesOfBase64(encoded);
  } catch {
    // Of a length that base64 cannot have: said below.
  }
  throw new TypeError('A webhook secret that begins with whsec_ must go on in base64');
}

function missing(): TypeError {
  return new TypeError('The webhook secret is missing: give the WEBHOOK_SECRET of the server');
}
