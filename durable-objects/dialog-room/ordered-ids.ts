import { UUID, uuidv7obj } from 'uuidv7';

const largestRandomTail = (1n << 62n) - 1n;

/** The id that follows in order, whatever the clock says. */
function successor(id: string): string {
  const bits = BigInt(`0x${id.replaceAll('-', '')}`);
  // Beneath the two variant bits lie 62 random ones; a full tail carries into the millisecond.
  const tail = bits & largestRandomTail;
  const timestamp = Number(bits >> 80n);
  if (tail === largestRandomTail) return UUID.fromFieldsV7(timestamp + 1, 0, 0, 0).toString();
  const next = bits + 1n;
  const hex = next.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * A new UUIDv7 that is greater than `last`, even when the clock stands still or went back, as it may when an object
 * moves to another machine. The order of ids is the order of messages, and of the rooms that took over one after another.
 */
export function idAfter(last: string | null, fresh: () => string = () => uuidv7obj().toString()): string {
  const id = fresh();
  return last === null || id > last ? id : successor(last);
}
