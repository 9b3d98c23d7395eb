import { double, assert as forAll, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { retryPauseMs } from '../../durable-objects/webhooks/retry-schedule.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const stated = [5 * second, 30 * second, 2 * minute, 10 * minute, hour, 4 * hour, 12 * hour];

test('the pauses are those of the contract', () => {
  expect(stated.map((_, index) => retryPauseMs(index + 1, () => 0.5))).toEqual(stated);
});

test('whatever chance says, a pause is within 20 % of the stated one, and longer than the one before', () => {
  const chance = double({ min: 0, max: 1, noNaN: true });
  forAll(
    property(integer({ min: 1, max: 7 }), chance, chance, (failures, one, other) => {
      const pause = retryPauseMs(failures, () => one) ?? 0;
      expect(Math.abs(pause / (stated[failures - 1] ?? 0) - 1)).toBeLessThanOrEqual(0.2001);
      if (failures > 1) expect(pause).toBeGreaterThan(retryPauseMs(failures - 1, () => other) ?? 0);
    }),
  );
});

test('chance is used: rooms do not all come back at once', () => {
  expect(retryPauseMs(1, () => 0)).toBe(4 * second);
  expect(retryPauseMs(1, () => 1)).toBe(6 * second);
});

test('after the last retry there is no other', () => {
  forAll(
    property(integer({ min: 8, max: 1_000 }), (failures) => {
      expect(retryPauseMs(failures, () => 0.5)).toBeUndefined();
    }),
  );
});
