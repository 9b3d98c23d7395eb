import { describe, expect, it } from 'vitest';
import type { Outbox } from '../../durable-objects/webhooks/outbox.ts';
import { minute, second, someWebhook, someWebhooks, withOutbox } from './support/outbox.ts';
import { idsOf } from './support/paging.ts';

const none: ReadonlySet<string> = new Set();
const serverError = { status: 'retry', reason: 'answered 500' } as const;
const gone = { status: 'park', reason: 'answered 410 Gone' } as const;

function dueIds(outbox: Outbox, limit = 100): string[] {
  return idsOf(outbox.due(limit, none));
}

describe('a webhook in the outbox', () => {
  it('is due at once, and goes out exactly as it came in, also after the room was killed', () =>
    withOutbox(({ outbox, reopened }) => {
      const webhook = someWebhook('a', '{"content":"Grüße 你好 🙂 \\u0000 <p>\\"</p>",  "odd" : 1.0}');
      outbox.add([webhook]);
      expect(outbox.due(1, none)).toEqual([webhook]);
      expect(reopened().due(1, none)).toEqual([webhook]);
    }));

  it('is there once, however often it is added', () =>
    withOutbox(({ outbox }) => {
      outbox.add([someWebhook('a', 'first'), someWebhook('a', 'second')]);
      outbox.add([someWebhook('a', 'third'), someWebhook('b')]);
      expect(outbox.due(10, none)).toEqual([someWebhook('a', 'first'), someWebhook('b')]);
    }));

  it('does not start anew when it is added again while it waits for its retry', () =>
    withOutbox(({ outbox }) => {
      outbox.add([someWebhook('a')]);
      outbox.failed('a', serverError);
      outbox.add([someWebhook('a')]);
      expect(dueIds(outbox)).toEqual([]);
    }));

  it('is gone once it was delivered', () =>
    withOutbox(({ outbox }) => {
      outbox.add(someWebhooks(2));
      outbox.delivered('w0');
      expect(dueIds(outbox)).toEqual(['w1']);
      outbox.delivered('w1');
      expect(outbox.isEmpty()).toBe(true);
    }));

  it('goes out in the order in which they came, the longest due first, without those under way', () =>
    withOutbox(({ outbox, clock }) => {
      outbox.add(someWebhooks(12));
      outbox.failed('w0', serverError);
      clock.now += 5 * second;
      outbox.add([someWebhook('new')]);
      expect(dueIds(outbox, 3)).toEqual(['w1', 'w2', 'w3']);
      expect(idsOf(outbox.due(3, new Set(['w1', 'w3'])))).toEqual(['w2', 'w4', 'w5']);
      expect(dueIds(outbox).slice(-2)).toEqual(['w0', 'new']);
    }));
});

describe('a webhook that failed', () => {
  it('is due again after 5 s, 30 s, 2 min, 10 min, 1 h, 4 h and 12 h, and then is to be parked', () =>
    withOutbox(({ outbox, clock }) => {
      outbox.add([someWebhook('a')]);
      for (const pause of [5, 30, 120, 600, 3_600, 14_400, 43_200]) {
        expect(outbox.failed('a', serverError)).toBe('retry');
        expect(outbox.nextDueAt()).toBe(clock.now + pause * second);
        clock.now += pause * second - 1;
        expect(dueIds(outbox)).toEqual([]);
        clock.now += 1;
        expect(dueIds(outbox)).toEqual(['a']);
      }
      expect(outbox.failed('a', serverError)).toBe('park');
      expect(dueIds(outbox)).toEqual([]);
      expect(outbox.givenUp(10)).toEqual([{ ...someWebhook('a'), attempts: 8, reason: 'answered 500' }]);
    }));

  it('keeps its count when the room was killed', () =>
    withOutbox(({ outbox, clock, reopened }) => {
      outbox.add([someWebhook('a')]);
      outbox.failed('a', serverError);
      clock.now += 5 * second;
      reopened().failed('a', serverError);
      expect(outbox.nextDueAt()).toBe(clock.now + 30 * second);
    }));

  it('for good is to be parked at once', () =>
    withOutbox(({ outbox, clock }) => {
      outbox.add(someWebhooks(2));
      expect(outbox.failed('w0', gone)).toBe('park');
      expect(idsOf(outbox.givenUp(10))).toEqual(['w0']);
      expect(outbox.nextDueAt()).toBe(clock.now);
      outbox.parked(['w0']);
      expect(idsOf(outbox.givenUp(10))).toEqual([]);
      expect(dueIds(outbox)).toEqual(['w1']);
    }));
});

describe('a webhook that was given up', () => {
  it('stays until it is parked, and is offered again a minute after that failed', () =>
    withOutbox(({ outbox, clock }) => {
      outbox.add([someWebhook('a')]);
      outbox.failed('a', gone);
      outbox.notParked(['a']);
      expect(outbox.givenUp(10)).toEqual([]);
      expect(outbox.nextDueAt()).toBe(clock.now + minute);
      clock.now += minute;
      expect(idsOf(outbox.givenUp(10))).toEqual(['a']);
    }));

  it('starts anew when it is added again, and a parking under way does not take it away', () =>
    withOutbox(({ outbox, clock }) => {
      outbox.add([someWebhook('a')]);
      outbox.failed('a', gone);
      outbox.add([someWebhook('a')]);
      outbox.parked(['a']);
      outbox.notParked(['a']);
      expect(dueIds(outbox)).toEqual(['a']);
      outbox.failed('a', serverError);
      expect(outbox.nextDueAt()).toBe(clock.now + 5 * second);
    }));
});

describe('an outbox in which nothing ever was', () => {
  it('stores nothing when it is asked', () =>
    withOutbox(({ outbox, storesAnything }) => {
      expect([outbox.isEmpty(), outbox.nextDueAt(), outbox.due(1, none), outbox.givenUp(1)]).toEqual([
        true,
        undefined,
        [],
        [],
      ]);
      expect(storesAnything()).toBe(false);
    }));

  it('is what a deleted dialog leaves, whatever becomes of what was under way', () =>
    withOutbox(async ({ outbox, forget, storesAnything }) => {
      outbox.add(someWebhooks(3));
      await forget();
      outbox.delivered('w0');
      outbox.failed('w1', serverError);
      outbox.parked(['w2']);
      expect(storesAnything()).toBe(false);
    }));
});
