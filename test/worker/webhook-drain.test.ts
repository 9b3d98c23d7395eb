import { describe, expect, inject, it } from 'vitest';
import type { WebhookToPark } from '../../database/writes/failed-webhooks.ts';
import { createLog } from '../../durable-objects/log.ts';
import { type DrainDependencies, drainOutbox } from '../../durable-objects/webhooks/drain.ts';
import type { Outbox } from '../../durable-objects/webhooks/outbox.ts';
import { type PostOutcome, postWebhook } from '../../durable-objects/webhooks/post.ts';
import { minute, second, someWebhook, someWebhooks, withOutbox } from './support/outbox.ts';
import { idsOf } from './support/paging.ts';

const delivered: PostOutcome = { status: 'delivered' };
const serverError: PostOutcome = { status: 'retry', reason: 'answered 500' };
const gone: PostOutcome = { status: 'park', reason: 'answered 410 Gone' };
const notParking = () => Promise.reject(new Error('nothing is to be parked'));

/** Drains it; gives when there is something to do next. */
async function drain(outbox: Outbox, clock: { now: number }, rest: Partial<DrainDependencies>) {
  await drainOutbox({
    dialogId: 'dialog',
    outbox,
    now: () => clock.now,
    log: createLog('silent', 'test'),
    post: async () => delivered,
    park: notParking,
    ...rest,
  });
  return outbox.nextDueAt();
}

/** A receiver whose answers the test gives. */
function patientReceiver() {
  const asked: { id: string; answer(outcome: PostOutcome): void }[] = [];
  const arrivals = new Set<() => void>();
  return {
    asked,
    post: ({ id }: { id: string }) =>
      new Promise<PostOutcome>((answer) => {
        asked.push({ id, answer });
        for (const look of arrivals) look();
      }),
    hasAsked: (count: number) =>
      new Promise<void>((resolve) => {
        const look = () => asked.length >= count && resolve();
        arrivals.add(look);
        look();
      }),
  };
}

describe('draining the outbox', () => {
  it('sends everything that is due once, and says that nothing is left', () =>
    withOutbox(async ({ outbox, clock }) => {
      outbox.add(someWebhooks(50));
      const sent: string[] = [];
      const next = await drain(outbox, clock, {
        post: async ({ id }) => {
          sent.push(id);
          return delivered;
        },
      });
      expect(sent).toEqual(idsOf(someWebhooks(50)));
      expect(next).toBeUndefined();
      expect(outbox.isEmpty()).toBe(true);
    }));

  it('has 6 under way at most, and starts the next as soon as one is answered', () =>
    withOutbox(async ({ outbox, clock }) => {
      outbox.add(someWebhooks(8));
      const receiver = patientReceiver();
      const draining = drain(outbox, clock, receiver);
      expect(receiver.asked).toHaveLength(6);

      receiver.asked[1]?.answer(delivered);
      await receiver.hasAsked(7);
      expect(receiver.asked).toHaveLength(7);
      receiver.asked[2]?.answer(serverError);
      await receiver.hasAsked(8);

      for (const { answer } of receiver.asked) answer(delivered);
      expect(await draining).toBe(clock.now + 5 * second);
      expect(idsOf(receiver.asked)).toEqual(idsOf(someWebhooks(8)));
    }));

  it('says when the first retry is due, and leaves it alone until then', () =>
    withOutbox(async ({ outbox, clock }) => {
      outbox.add(someWebhooks(3));
      const answers = new Map([['w1', serverError]]);
      const post = async ({ id }: { id: string }) => answers.get(id) ?? delivered;
      expect(await drain(outbox, clock, { post })).toBe(clock.now + 5 * second);
      const tooEarly = () => Promise.reject(new Error('too early'));
      expect(await drain(outbox, clock, { post: tooEarly })).toBe(clock.now + 5 * second);
    }));

  it('starts nothing new after 15 s: what is left is due at once', () =>
    withOutbox(async ({ outbox, clock }) => {
      outbox.add(someWebhooks(30));
      const startedAt = clock.now;
      let tries = 0;
      const post = async () => {
        tries += 1;
        if (tries === 6) clock.now += 15 * second;
        return serverError;
      };
      expect(await drain(outbox, clock, { post })).toBe(startedAt);
      expect(tries).toBe(6);
    }));

  it('a fault of ours in one webhook holds up no other', () =>
    withOutbox(async ({ outbox, clock }) => {
      outbox.add(someWebhooks(3));
      const sent: string[] = [];
      const post = async ({ id }: { id: string }) => {
        if (id === 'w0') throw new Error('a fault of ours');
        sent.push(id);
        return delivered;
      };
      expect(await drain(outbox, clock, { post })).toBe(clock.now + 5 * second);
      expect(sent).toEqual(['w1', 'w2']);
    }));
});

describe('what is given up', () => {
  it('is parked with its attempts and the reason, and leaves the outbox', () =>
    withOutbox(async ({ outbox, clock }) => {
      outbox.add(someWebhooks(2));
      const parked: WebhookToPark[] = [];
      const next = await drain(outbox, clock, {
        post: async ({ id }) => (id === 'w0' ? gone : delivered),
        park: async (webhooks) => void parked.push(...webhooks),
      });
      expect(parked).toEqual([{ ...someWebhook('w0'), attempts: 1, reason: 'answered 410 Gone' }]);
      expect(next).toBeUndefined();
    }));

  it('stays in the outbox when parking fails, is not sent again, and is parked a minute later', () =>
    withOutbox(async ({ outbox, clock }) => {
      outbox.add([someWebhook('a')]);
      let tries = 0;
      const post = async () => {
        tries += 1;
        return gone;
      };
      const away = () => Promise.reject(new Error('Postgres is away'));
      expect(await drain(outbox, clock, { post, park: away })).toBe(clock.now + minute);

      clock.now += minute;
      const parked: string[] = [];
      await drain(outbox, clock, { post, park: async (webhooks) => void parked.push(...idsOf(webhooks)) });
      expect([parked, tries, outbox.isEmpty()]).toEqual([['a'], 1, true]);
    }));

  it('is parked by and by: a drain takes 20, and the rest is due at once', () =>
    withOutbox(async ({ outbox, clock }) => {
      outbox.add(someWebhooks(25));
      const parked: string[] = [];
      const rest = {
        post: async () => gone,
        park: async (webhooks: readonly WebhookToPark[]) => void parked.push(...idsOf(webhooks)),
      };
      expect(await drain(outbox, clock, rest)).toBe(clock.now);
      expect(await drain(outbox, clock, rest)).toBeUndefined();
      expect(parked).toEqual(idsOf(someWebhooks(25)));
    }));
});

it('posts by the fetch of the runtime', () =>
  withOutbox(async ({ outbox, clock }) => {
    outbox.add([someWebhook('a')]);
    const outcomes: PostOutcome[] = [];
    await drain(outbox, clock, {
      post: async (webhook) => {
        // The gateway knows no such path: it stands in for a receiver that was moved away.
        const url = `${inject('gatewayUrl')}/no-receiver`;
        const outcome = await postWebhook({ url, secret: 'secret', fetch, now: Date.now }, webhook);
        outcomes.push(outcome);
        return outcome;
      },
    });
    expect(outcomes).toEqual([{ status: 'retry', reason: 'answered 404' }]);
  }));
