import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { timestamp } from '../../contract/text.ts';
import type { WebhookEvent } from '../../contract/webhooks.ts';
import { jsonParameter } from '../fragments/json.ts';
import type { Query } from '../query.ts';

/** A webhook that is tried no more. */
export interface WebhookToPark {
  id: string;
  event: WebhookEvent;
  /** The JSON text as it was sent. */
  body: string;
  attempts: number;
  reason: string;
}

const sentBody = z.object({ timestamp });

/**
 * Keeps webhooks that were given up. One that is there already, retried and given up once more, becomes as it is now: with
 * its new `parked_at` it is safe from `removeFailedWebhook`, which belongs to the retry.
 */
export function parkWebhooks(
  dialogId: string,
  webhooks: readonly WebhookToPark[],
  parkedAt: string,
): Query<void> {
  const rows = webhooks.map((webhook) => ({
    ...webhook,
    created_at: sentBody.parse(JSON.parse(webhook.body)).timestamp,
  }));
  const statement = sql`
    insert into failed_webhooks (id, dialog_id, event, body, attempts, reason, created_at, parked_at)
    select i.id, ${dialogId}::uuid, i.event, i.body, i.attempts, i.reason, i.created_at, ${parkedAt}::timestamptz
    from jsonb_to_recordset(${jsonParameter(rows)}) as i (id text, event text, body text, attempts int, reason text,
      created_at timestamptz)
    on conflict (id) do update set
      attempts = excluded.attempts, reason = excluded.reason, parked_at = excluded.parked_at`;
  return { statements: [statement], decode: () => undefined };
}

/** Removes a webhook that is being sent again, unless it was parked anew in the meantime. */
export function removeFailedWebhook(id: string, parkedAt: string): Query<void> {
  const statement = sql`
    delete from failed_webhooks where id = ${id} and parked_at = ${parkedAt}::timestamptz`;
  return { statements: [statement], decode: () => undefined };
}
