import {
  verifyWebhook,
  type Webhook,
  type WebhookHeaders,
  WebhookVerificationError,
} from './mtchat-server.ts';
import { isSeeded } from './seeds/seed-mark.ts';
import type { ReceivedWebhook } from './wire.ts';

const keptCount = 200;

export interface WebhookLog {
  /** Checks the signature and keeps the webhook; false where somebody else than MTChat sent it. */
  receive(body: string, headers: WebhookHeaders): Promise<boolean>;
  /** Oldest first. */
  recent(): readonly ReceivedWebhook[];
  /** Tells of each one that is kept from now on; returns what ends that. */
  listen(listener: (received: ReceivedWebhook) => void): () => void;
}

/** What MTChat reported, the last 200. Without a secret nothing can be checked, so nothing is taken. */
export function createWebhookLog(secret: string | undefined): WebhookLog {
  const kept: ReceivedWebhook[] = [];
  const listeners = new Set<(received: ReceivedWebhook) => void>();

  function keep(received: ReceivedWebhook) {
    kept.push(received);
    if (kept.length > keptCount) kept.shift();
    for (const listener of listeners) listener(received);
  }

  return {
    async receive(body, headers) {
      const receivedAt = new Date().toISOString();
      const webhook = secret === undefined ? undefined : await verified(body, headers, secret);
      if (webhook === undefined) {
        // What it says is not to be shown as if it were true.
        keep({ isVerified: false, receivedAt });
        return false;
      }
      // A webhook comes at least once: a second time it is no news. Nor is what the demo began with.
      const isKnown = kept.some((entry) => entry.isVerified && entry.webhook.id === webhook.id);
      if (!isKnown && !isSeeded(webhook)) keep({ isVerified: true, receivedAt, webhook });
      return true;
    },
    recent: () => kept,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The webhook, where MTChat signed it. */
async function verified(body: string, headers: WebhookHeaders, secret: string): Promise<Webhook | undefined> {
  try {
    return await verifyWebhook({ body, headers, secret });
  } catch (error) {
    if (error instanceof WebhookVerificationError) return undefined;
    throw error;
  }
}
