import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../contract/queries.ts';
import { opaqueId, timestamp } from '../../contract/text.ts';
import { type FailedWebhook, failedWebhook, webhookEvent } from '../../contract/webhooks.ts';
import { wireTime } from '../fragments/json.ts';
import { mapQuery, type Query, rowsQuery } from '../query.ts';

const sortKey = z.tuple([timestamp, opaqueId]);
type FailedWebhooksCursor = z.output<typeof sortKey>;

/** The place in this list that a cursor names; undefined when it names none. */
export function failedWebhooksCursor(cursor: string): FailedWebhooksCursor | undefined {
  return decodeCursor(cursor, sortKey);
}

export interface FailedWebhooksPage {
  after: FailedWebhooksCursor | undefined;
  limit: number;
}

/** The webhooks that were given up, the latest first. */
export function failedWebhooks({
  after,
  limit,
}: FailedWebhooksPage): Query<{ webhooks: FailedWebhook[]; nextCursor: string | null }> {
  const where =
    after === undefined ? sql`true` : sql`(f.parked_at, f.id) < (${after[0]}::timestamptz, ${after[1]})`;
  const statement = sql`
    select f.id, f.event, f.dialog_id, f.body::json as body, f.attempts, f.reason,
      ${wireTime(sql`f.created_at`)} as created_at, ${wireTime(sql`f.parked_at`)} as parked_at
    from failed_webhooks f where ${where} order by f.parked_at desc, f.id desc limit ${limit + 1}`;
  return mapQuery(rowsQuery(statement, failedWebhook), (rows) => {
    const webhooks = rows.slice(0, limit);
    const last = webhooks.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return { webhooks, nextCursor: hasMore ? encodeCursor([last.parked_at, last.id]) : null };
  });
}

const parkedRow = z.object({
  id: z.string(),
  event: webhookEvent,
  dialog_id: z.string(),
  body: z.string(),
  parked_at: z.string(),
});

/** One of them with its body as text, to be sent again; undefined when there is none. */
export function failedWebhookToRetry(id: string): Query<z.infer<typeof parkedRow> | undefined> {
  const statement = sql`
    select f.id, f.event, f.dialog_id, f.body, ${wireTime(sql`f.parked_at`)} as parked_at
    from failed_webhooks f where f.id = ${id}`;
  return mapQuery(rowsQuery(statement, parkedRow), ([row]) => row);
}
