import { MTChatError } from '../mtchat-error.ts';

export type Query = Readonly<Record<string, string | number | null | undefined>>;

/**
 * The address of a call below `base`, its path given by segments as they are, not encoded. Throws `BAD_REQUEST` for what no
 * address can say.
 */
export function addressOfCall(base: string, segments: readonly string[], query: Query = {}): string {
  const path = segments.map(encodeSegment).join('/');
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) parameters.set(name, String(value));
  }
  return `${base}/${path}${parameters.size === 0 ? '' : `?${parameters}`}`;
}

function encodeSegment(segment: string): string {
  // Addresses are normalised even where dots are encoded. These would be another path, and perhaps another's to delete.
  if (typeof segment !== 'string' || ['', '.', '..'].includes(segment) || /\p{Surrogate}/u.test(segment)) {
    throw new MTChatError('BAD_REQUEST', `${JSON.stringify(segment)} cannot be part of an address`);
  }
  return encodeURIComponent(segment);
}
