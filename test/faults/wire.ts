import * as z from 'zod';

/*
 * What the load and the checker read of the wire, written anew from the contract: they must not agree with the server because
 * both are made of the same schemas.
 */

export const wireMessage = z.object({
  id: z.string(),
  dialog_id: z.string(),
  sender_id: z.string().nullable(),
  content: z.string(),
  is_deleted: z.boolean(),
  client_message_id: z.string().nullable(),
});
export type WireMessage = z.infer<typeof wireMessage>;

export const wirePage = z.object({ messages: z.array(wireMessage), has_more_after: z.boolean() });

/** The dialogs of a user, without the next page: no user of a run has a hundred. */
export const wireDialogs = z.array(z.object({ id: z.string(), unread_count: z.number() }));

export const wireDialog = z.object({ id: z.string() });

/** What is said on a socket, as far as clients here act on it. */
export const wireEvent = z.union([
  z.object({ type: z.literal('connected') }),
  wireMessage.extend({ type: z.literal('message.new') }),
  z.object({
    type: z.literal('message.edited'),
    id: z.string(),
    dialog_id: z.string(),
    content: z.string(),
  }),
  z.object({ type: z.literal('message.deleted'), id: z.string(), dialog_id: z.string() }),
  z.object({
    type: z.enum(['participant.joined', 'participant.left']),
    dialog_id: z.string(),
    user_id: z.string(),
  }),
  z.object({ type: z.literal('dialog.deleted'), dialog_id: z.string() }),
  z.object({ type: z.string() }).transform(() => ({ type: 'other' as const })),
]);
export type WireEvent = z.infer<typeof wireEvent>;

const aboutDialog = { dialog_id: z.string() };

export const wireWebhook = z.discriminatedUnion('event', [
  z.object({
    id: z.string(),
    event: z.literal('message.new'),
    timestamp: z.string(),
    data: z.object({ ...aboutDialog, message: wireMessage }),
  }),
  z.object({
    id: z.string(),
    event: z.enum(['participant.joined', 'participant.left']),
    timestamp: z.string(),
    data: z.object({ ...aboutDialog, user_id: z.string() }),
  }),
  z.object({
    id: z.string(),
    event: z.literal('notification.pending'),
    timestamp: z.string(),
    data: z.object({
      ...aboutDialog,
      user_id: z.string(),
      unread_count: z.number(),
      first_unread_message_id: z.string(),
      message: wireMessage,
    }),
  }),
]);
export type WireWebhook = z.infer<typeof wireWebhook>;
