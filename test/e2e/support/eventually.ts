import { expect } from 'vitest';

/** `expect` of what something is in the end, with the patience that browsers need on a busy machine. */
export function eventually<Value>(look: () => Value | Promise<Value>) {
  return expect.poll(look, { timeout: 20_000, interval: 100 });
}
