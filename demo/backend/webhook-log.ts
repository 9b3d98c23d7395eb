import { Webhook as Signature, type WebhookOptions, WebhookVerificationError } from 'standardwebhooks';
import { webhook as webhookSchema } from '../../contract/webhooks.ts';
import { isSeeded } from './seeds/seed-mark.ts';
import type { ReceivedWebhook } from './wire.ts';

const keptCount = 200;

export interface WebhookLog {
  /** Checks the signature and keeps the webhook; false where somebody else than MTChat sent it. */
  receive(body: string, headers: Record<string, string>): boolean;
  /** Oldest first. */
  recent(): readonly ReceivedWebhook[];
  /** Tells of each one that is kept from now on; returns what ends that. */
  listen(listener: (received: ReceivedWebhook) => void): () => void;
}

/** What MTChat reported, the last 200. Without a secret nothing can be checked, so nothing is taken. */
export function createWebhookLog(secret: string | undefined): WebhookLog {
  const signature = secret === undefined ? undefined : new Signature(secret, optionsFor(secret));
  const kept: ReceivedWebhook[] = [];
  const listeners = new Set<(received: ReceivedWebhook) => void>();

  function keep(received: ReceivedWebhook) {
    kept.push(received);
    if (kept.length > keptCount) kept.shift();
    for (const listener of listeners) listener(received);
  }

  return {
    receive(body, headers) {
      const receivedAt = new Date().toISOString();
      if (signature === undefined || !isSigned(signature, body, headers)) {
        // What it says is not to be shown as if it were true.
        keep({ isVerified: false, receivedAt });
        return false;
      }
      const webhook = webhookSchema.parse(JSON.parse(body));
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

function isSigned(signature: Signature, body: string, headers: Record<string, string>): boolean {
  try {
    signature.verify(body, headers);
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

/** As the contract has it (§7): base64 after `whsec_`, else the text itself is the key. */
function optionsFor(secret: string): WebhookOptions {
  return secret.startsWith('whsec_') ? {} : { format: 'raw' };
}
