/** A key for HMAC-SHA256. Its type has another name in each runtime. */
export function hmacKey(bytes: Uint8Array<ArrayBuffer>, usage: 'sign' | 'verify') {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [usage]);
}

/** The UTF-8 bytes of a text. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  // A copy: the encoder's own array may lie on any kind of buffer, by its type in some runtimes.
  return Uint8Array.from(new TextEncoder().encode(text));
}

/** Throws where the text is not base64. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
