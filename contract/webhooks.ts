import * as z from 'zod';
import { message } from './messages.ts';
import { participant } from './participants.ts';
import { hostDialogListQuery } from './queries.ts';
import { timestamp } from './text.ts';

/** What every webhook says of its dialog. */
const about = z.object({
  dialog_id: z.string(),
  dialog_title: z.string().nullable(),
  object_type: z.string(),
  object_id: z.string(),
});

function webhookBody<Event extends string, Data extends z.ZodType>(event: Event, data: Data) {
  return z.object({
    /** Unique, and the same on every retry. */
    id: z.string(),
    event: z.literal(event),
    /** When it happened, not when it was sent. */
    timestamp,
    data,
  });
}

/** The body of a webhook (contract §7). */
export const webhook = z.discriminatedUnion('event', [
  /** Of user messages alone. */
  webhookBody('message.new', about.extend({ message })),
  webhookBody('participant.joined', about.extend({ user_id: z.string(), participant })),
  webhookBody('participant.left', about.extend({ user_id: z.string(), reason: z.enum(['left', 'removed']) })),
  webhookBody(
    'notification.pending',
    about.extend({
      user_id: z.string(),
      unread_count: z.number(),
      first_unread_message_id: z.string(),
      /** Whether any of the unread messages mentions the user. */
      mentioned: z.boolean(),
      /** The latest unread one. */
      message,
    }),
  ),
]);
export type Webhook = z.infer<typeof webhook>;
export type WebhookOf<Event extends Webhook['event']> = Extract<Webhook, { event: Event }>;

export const webhookEvent = z.enum([
  'message.new',
  'participant.joined',
  'participant.left',
  'notification.pending',
] satisfies Webhook['event'][]);
export type WebhookEvent = z.infer<typeof webhookEvent>;

/** A webhook that was given up, as the Management API lists it. */
export const failedWebhook = z
  .object({
    id: z.string(),
    event: webhookEvent,
    dialog_id: z.string(),
    /** The body as it was sent. Not checked: it may be of an earlier version, and is listed all the same. */
    body: z.record(z.string(), z.unknown()),
    attempts: z.number(),
    reason: z.string(),
    created_at: timestamp,
    parked_at: timestamp,
  })
  .meta({ id: 'FailedWebhook' });
export type FailedWebhook = z.infer<typeof failedWebhook>;

/** The query of `GET /management/webhooks/failed`. */
export const failedWebhookListQuery = hostDialogListQuery.pick({ limit: true, cursor: true });
