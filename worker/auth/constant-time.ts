const hmac = { name: 'HMAC', hash: 'SHA-256' };

/**
 * Whether two secrets of any length are the same. How long it takes tells nothing of the expected one: what is
 * compared is a SHA-256 code of each under a key of this call alone, and `verify` compares in constant time.
 */
export async function isSameSecret(given: string, expected: string): Promise<boolean> {
  const encoder = new TextEncoder();
  const oneTimeKey = crypto.getRandomValues(new Uint8Array(32));
  const key = await crypto.subtle.importKey('raw', oneTimeKey, hmac, false, ['sign', 'verify']);
  const expectedCode = await crypto.subtle.sign(hmac.name, key, encoder.encode(expected));
  return crypto.subtle.verify(hmac.name, key, expectedCode, encoder.encode(given));
}
