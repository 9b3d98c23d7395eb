/** An address is renewed so long before it ends: what it opens has to arrive within. */
const margin = 60_000;

/** Until when a presigned address is good, in ms since 1970. Infinity where it does not say. */
export function expiryOf(address: string): number {
  if (!URL.canParse(address)) return Number.POSITIVE_INFINITY;
  const { searchParams } = new URL(address);
  const signedAt = parseSigningTime(searchParams.get('X-Amz-Date') ?? '');
  const seconds = Number(searchParams.get('X-Amz-Expires') ?? Number.NaN);
  const expiry = signedAt + seconds * 1000;
  return Number.isNaN(expiry) ? Number.POSITIVE_INFINITY : expiry;
}

export function isExpired(address: string, now: number): boolean {
  return expiryOf(address) - margin <= now;
}

/** AWS writes ISO 8601 without separators: 20260309T140559Z. */
function parseSigningTime(time: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time);
  if (!parts) return Number.NaN;
  const [, year, month, day, hours, minutes, seconds] = parts;
  return Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
}
