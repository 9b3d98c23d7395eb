import type { OutgoingWebhook } from './events.ts';
import { signatureHeaders } from './signature.ts';

/** What became of one try. `reason` is a few words, never the receiver's own. */
export type PostOutcome =
  | { status: 'delivered' }
  | { status: 'retry'; reason: string }
  /** The receiver wants no more of it. */
  | { status: 'park'; reason: string };

export interface PostDependencies {
  url: string;
  /** Signs; without one nothing is signed. */
  secret: string | undefined;
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  now(): number;
}

const answerWithinMs = 10_000;

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function outcomeOf(status: number): PostOutcome {
  if (status >= 200 && status < 300) return { status: 'delivered' };
  if (status === 410) return { status: 'park', reason: 'answered 410 Gone' };
  return { status: 'retry', reason: `answered ${status}${redirects.has(status) ? ', a redirect' : ''}` };
}

/** The status is the whole answer. A body may be endless, or break off: neither changes what became of the webhook. */
function leaveUnread(response: Response): void {
  response.body?.cancel().catch(() => undefined);
}

/**
 * Sends a webhook once (contract §7). Whatever the receiver does is an outcome; it throws only when the secret cannot sign.
 * A redirect is not followed: it could lead a signed body anywhere.
 */
export async function postWebhook(
  { url, secret, fetch, now }: PostDependencies,
  webhook: OutgoingWebhook,
): Promise<PostOutcome> {
  const signature =
    secret === undefined ? {} : await signatureHeaders(webhook, Math.floor(now() / 1_000), secret);
  // Not AbortSignal.timeout: its timer runs on after the answer and keeps a Durable Object from hibernating.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), answerWithinMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'MTChat-Webhooks/1.0',
        'X-Webhook-Event': webhook.event,
        ...signature,
      },
      body: webhook.body,
      redirect: 'manual',
      signal: patience.signal,
    });
    leaveUnread(response);
    return outcomeOf(response.status);
  } catch {
    // What the runtime says may quote the URL, in which there may be a secret.
    return {
      status: 'retry',
      reason: patience.signal.aborted ? 'no answer within 10 s' : 'the connection failed',
    };
  } finally {
    clearTimeout(timer);
  }
}
