import type { WebhookToPark } from '../../database/writes/failed-webhooks.ts';
import type { Log } from '../log.ts';
import type { OutgoingWebhook } from './events.ts';
import type { Outbox } from './outbox.ts';
import type { PostOutcome } from './post.ts';

export interface DrainDependencies {
  dialogId: string;
  outbox: Outbox;
  /** Sends one webhook once. */
  post(webhook: OutgoingWebhook): Promise<PostOutcome>;
  /** Keeps those that were given up; they leave the outbox when it resolves. */
  park(webhooks: readonly WebhookToPark[]): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  log: Log;
}

/** A Worker has six connections open at a time at most: more would wait for one while their ten seconds run. */
const postedAtOnce = 6;
const parkedAtOnce = 20;

/** The room's other timers wait for this work: what is left is for the next alarm, which may ring at once. */
const startWithinMs = 15_000;

/** Sends what is due, one after the other, until nothing is or the time is over. */
async function runLane(dependencies: DrainDependencies, underWay: Set<string>, until: number): Promise<void> {
  const { outbox, now } = dependencies;
  while (now() < until) {
    const [webhook] = outbox.due(1, underWay);
    if (webhook === undefined) return;
    underWay.add(webhook.id);
    await deliver(webhook, dependencies);
    underWay.delete(webhook.id);
  }
}

async function deliver(webhook: OutgoingWebhook, dependencies: DrainDependencies): Promise<void> {
  const { dialogId, outbox, log } = dependencies;
  const outcome = await tryToPost(webhook, dependencies);
  if (outcome.status === 'delivered') return outbox.delivered(webhook.id);
  const next = outbox.failed(webhook.id, outcome);
  const { id, event } = webhook;
  log.warn('webhook not delivered', { dialog: dialogId, webhook: id, event, reason: outcome.reason, next });
}

/** A fault of ours in one webhook must not hold up the others. */
async function tryToPost(webhook: OutgoingWebhook, dependencies: DrainDependencies): Promise<PostOutcome> {
  const { dialogId, post, log } = dependencies;
  try {
    return await post(webhook);
  } catch (error) {
    log.error('webhook could not be sent', { dialog: dialogId, webhook: webhook.id, error });
    return { status: 'retry', reason: 'could not be sent' };
  }
}

async function parkGivenUp({ dialogId, outbox, park, log }: DrainDependencies): Promise<void> {
  const webhooks = outbox.givenUp(parkedAtOnce);
  if (webhooks.length === 0) return;
  const ids = webhooks.map((webhook) => webhook.id);
  try {
    await park(webhooks);
    outbox.parked(ids);
  } catch (error) {
    log.error('webhooks not parked', { dialog: dialogId, webhooks: ids, error });
    outbox.notParked(ids);
  }
}

/**
 * Sends the webhooks that are due, some at once, and hands over those that were given up. Takes 25 s and one parking at
 * most; never throws for what a receiver or the place of parking does. The outbox then knows when to call it next. One call
 * at a time.
 */
export async function drainOutbox(dependencies: DrainDependencies): Promise<void> {
  const { now } = dependencies;
  const underWay = new Set<string>();
  const until = now() + startWithinMs;
  const lanes = Array.from({ length: postedAtOnce }, () => runLane(dependencies, underWay, until));
  await Promise.all(lanes);
  await parkGivenUp(dependencies);
}
