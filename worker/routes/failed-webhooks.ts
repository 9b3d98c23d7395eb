import { Hono } from 'hono';
import { opaqueId } from '../../contract/text.ts';
import { failedWebhookListQuery } from '../../contract/webhooks.ts';
import {
  failedWebhooksCursor,
  failedWebhookToRetry,
  failedWebhooks as readFailedWebhooks,
} from '../../database/reads/failed-webhooks.ts';
import { removeFailedWebhook } from '../../database/writes/failed-webhooks.ts';
import { ApiError } from '../api-error.ts';
import type { AppEnv } from '../context.ts';
import * as operations from '../openapi/operations/management.ts';
import { readCursor, readPath, readQuery } from '../requests.ts';
import { callObject, roomOf } from '../rooms.ts';

/** The webhooks that were given up, for host backends: what they are, and one more try (contract §7). */
export const failedWebhooks = new Hono<AppEnv>()
  .get('/webhooks/failed', operations.listFailedWebhooks, async (context) => {
    const query = readQuery(context, failedWebhookListQuery);
    const after = readCursor(query.cursor, failedWebhooksCursor);
    const page = await context.var.database.run(readFailedWebhooks({ after, limit: query.limit }));
    return context.json({ data: page.webhooks, next_cursor: page.nextCursor });
  })
  .post('/webhooks/failed/:id/retry', operations.retryFailedWebhook, async (context) => {
    const { database, settings } = context.var;
    const found = await database.run(failedWebhookToRetry(readPath(context, 'id', opaqueId)));
    if (found === undefined) throw new ApiError('NOT_FOUND', 'There is no such failed webhook');
    if (settings.webhook.url === undefined) {
      throw new ApiError('UNAVAILABLE', 'No webhook is sent until WEBHOOK_URL is configured');
    }
    const { id, event, dialog_id, body, parked_at } = found;
    // In this order: whatever breaks off in between, the webhook is in one place or in both.
    await callObject(() => roomOf(context, dialog_id).retryWebhook({ id, event, body }));
    await database.run(removeFailedWebhook(id, parked_at));
    return context.json({ data: { id } }, 202);
  });
