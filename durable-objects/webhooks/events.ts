import type { Dialog } from '../../contract/dialogs.ts';
import type { Message } from '../../contract/messages.ts';
import type { Participant } from '../../contract/participants.ts';
import type { Webhook, WebhookEvent, WebhookOf } from '../../contract/webhooks.ts';
import { hexOf } from './hex.ts';

/*
 * A webhook's id is made from what happened and not drawn: an event that a room tells again after a crash keeps its id, by
 * which the outbox and the receiver know it. No id has a full stop, by which the signed text is joined.
 */

/** A webhook on its way. The body is text, so that every try sends the same bytes. */
export interface OutgoingWebhook {
  id: string;
  event: WebhookEvent;
  body: string;
}

export type WebhookDialog = Pick<Dialog, 'id' | 'title' | 'object_type' | 'object_id'>;

/** What someone has not read. */
export interface UnreadMessages {
  userId: string;
  unreadCount: number;
  firstUnreadMessageId: string;
  mentioned: boolean;
  /** The latest one. */
  message: Message;
}

export function outgoing(webhook: Webhook): OutgoingWebhook {
  return { id: webhook.id, event: webhook.event, body: JSON.stringify(webhook) };
}

function about(dialog: WebhookDialog) {
  return {
    dialog_id: dialog.id,
    dialog_title: dialog.title,
    object_type: dialog.object_type,
    object_id: dialog.object_id,
  };
}

/** Someone said something. */
export function messageSent(dialog: WebhookDialog, message: Message): WebhookOf<'message.new'> {
  return {
    id: `message_${message.id}`,
    event: 'message.new',
    timestamp: message.sent_at,
    data: { ...about(dialog), message },
  };
}

/** Someone takes part from now on; `announcement` is the system message that says so. */
export function participantJoined(
  dialog: WebhookDialog,
  participant: Participant,
  announcement: Message,
): WebhookOf<'participant.joined'> {
  return {
    id: `joined_${announcement.id}`,
    event: 'participant.joined',
    timestamp: announcement.sent_at,
    data: { ...about(dialog), user_id: participant.user_id, participant },
  };
}

/** Someone takes part no more; `announcement` is the system message that says so. */
export function participantLeft(
  dialog: WebhookDialog,
  userId: string,
  reason: 'left' | 'removed',
  announcement: Message,
): WebhookOf<'participant.left'> {
  return {
    id: `left_${announcement.id}`,
    event: 'participant.left',
    timestamp: announcement.sent_at,
    data: { ...about(dialog), user_id: userId, reason },
  };
}

/** A user id may be of any letters, and a header may not: so the id holds a digest of both. */
async function notificationId(messageId: string, userId: string): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify([messageId, userId]));
  return `notification_${hexOf(await crypto.subtle.digest('SHA-256', text)).slice(0, 32)}`;
}

/** Someone has unread messages and wants to know. `at` is when that was found; up to the same message it is one event. */
export async function notificationPending(
  dialog: WebhookDialog,
  unread: UnreadMessages,
  at: string,
): Promise<WebhookOf<'notification.pending'>> {
  return {
    id: await notificationId(unread.message.id, unread.userId),
    event: 'notification.pending',
    timestamp: at,
    data: {
      ...about(dialog),
      user_id: unread.userId,
      unread_count: unread.unreadCount,
      first_unread_message_id: unread.firstUnreadMessageId,
      mentioned: unread.mentioned,
      message: unread.message,
    },
  };
}
