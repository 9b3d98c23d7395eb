import { ChatError } from '../chat-error.ts';
import type { ChatConnection, ScopeConfig } from '../config.ts';

export type Query = Record<string, string | number | boolean | undefined>;

/**
 * The address of a call, its path given by segments as they are, not encoded. Throws `BAD_REQUEST` for what no address
 * can say.
 */
export function apiAddress(
  { baseUrl, userId }: ChatConnection,
  segments: readonly string[],
  query: Query = {},
): URL {
  const address = parseBaseUrl(baseUrl);
  const path = ['api', 'v1', ...segments].map(encodeSegment).join('/');
  address.pathname = `${address.pathname.replace(/\/$/, '')}/${path}`;
  for (const [name, value] of Object.entries({ user_id: userId, ...query })) {
    if (value !== undefined) address.searchParams.set(name, String(value));
  }
  return address;
}

/** `X-Scope-Config`: base64 of UTF-8 JSON. */
export function encodeScope(scope: ScopeConfig): string {
  const bytes = new TextEncoder().encode(JSON.stringify(scope));
  // Not spread into one call: a large scope has more bytes than a call may have arguments.
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function parseBaseUrl(baseUrl: string): URL {
  try {
    return new URL(baseUrl, typeof location === 'undefined' ? undefined : location.href);
  } catch (cause) {
    throw new ChatError('BAD_REQUEST', `baseUrl must be an address such as https://chat.example.com`, {
      cause,
    });
  }
}

function encodeSegment(segment: string): string {
  // Addresses are normalised even where dots are encoded: these would be another path.
  if (['', '.', '..'].includes(segment) || !isEncodable(segment)) {
    throw new ChatError('BAD_REQUEST', `${JSON.stringify(segment)} cannot be part of an address`);
  }
  return encodeURIComponent(segment);
}

/** Half of a surrogate pair is no UTF-8. */
function isEncodable(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
