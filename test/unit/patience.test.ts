import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { within } from '../../durable-objects/sockets/patience.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('gives what the work gives, its error too, and leaves no timer behind that would keep an object awake', async () => {
  await expect(within(1_000, Promise.resolve('done'))).resolves.toBe('done');
  await expect(within(1_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(vi.getTimerCount()).toBe(0);
});

it('gives up work that hangs', async () => {
  const waiting = expect(within(1_000, new Promise(() => undefined))).rejects.toThrow(
    'Not done within 1000 ms',
  );
  await vi.advanceTimersByTimeAsync(1_000);
  await waiting;
});
