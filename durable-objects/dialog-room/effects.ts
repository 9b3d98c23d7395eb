import type { ServerEvent } from '../../contract/events.ts';
import type { Participant } from '../../contract/participants.ts';
import type { StoredMessage } from '../../database/fragments/message.ts';

/** Who is to hear an event: everyone who takes part at that moment, and some besides; or only some. */
export type Audience =
  | { everyone: true; besides?: readonly string[] }
  | { everyone: false; userIds: readonly string[] };

/** What a webhook receiver is to hear; `announcement` is the system message that says so. */
export type Hook =
  | { event: 'message.new'; message: StoredMessage }
  | { event: 'participant.joined'; participant: Participant; announcement: StoredMessage }
  | { event: 'participant.left'; userId: string; reason: 'left' | 'removed'; announcement: StoredMessage };

/** What follows from a write that is stored, in order. The room carries it out; nothing here can fail. */
export type Effect =
  | { type: 'announce'; event: ServerEvent; to: Audience }
  /** As `message.new` to everyone, its attachments signed. */
  | { type: 'announce_message'; message: StoredMessage }
  | { type: 'member_joined'; userId: string; presenceVersion: number | undefined }
  | { type: 'member_left'; userId: string }
  | { type: 'members_known'; userIds: readonly string[] }
  | { type: 'hook'; hook: Hook }
  /** A user message was sent: everyone else is to be notified unless they read in time. */
  | { type: 'notify_others'; senderId: string }
  | { type: 'cancel_notification'; userId: string }
  /** Something was said, so the dialog is not inactive for a while. */
  | { type: 'active' }
  /** Files that now belong to a message, and are no orphans. */
  | { type: 'files_attached'; storageKeys: readonly string[] }
  | { type: 'files_unwanted'; storageKeys: readonly string[] }
  | { type: 'dialog_gone'; memberIds: readonly string[] };

const everyone: Audience = { everyone: true };

export function toEveryone(event: ServerEvent, besides?: readonly string[]): Effect {
  return { type: 'announce', event, to: besides === undefined ? everyone : { everyone: true, besides } };
}

export function toUsers(userIds: readonly string[], event: ServerEvent): Effect {
  return { type: 'announce', event, to: { everyone: false, userIds } };
}

export function messageAnnounced(message: StoredMessage): Effect {
  return { type: 'announce_message', message };
}

/** Everything that follows from a message that a user sent. */
export function userMessageSent(message: StoredMessage): Effect[] {
  const storageKeys = message.attachments.map((attachment) => attachment.storage_key);
  return [
    messageAnnounced(message),
    { type: 'hook', hook: { event: 'message.new', message } },
    ...(message.sender_id === null ? [] : [{ type: 'notify_others', senderId: message.sender_id } as const]),
    ...(storageKeys.length === 0 ? [] : [{ type: 'files_attached', storageKeys } as const]),
    { type: 'active' },
  ];
}

/** The event for what a message has become since it was sent; none for one that never changed. */
export function messageChangeAnnounced(message: StoredMessage): Effect[] {
  const { id, dialog_id, content, mentions, last_edited_at } = message;
  if (message.is_deleted) return [toEveryone({ type: 'message.deleted', id, dialog_id })];
  if (last_edited_at === null) return [];
  return [toEveryone({ type: 'message.edited', id, dialog_id, content, mentions, last_edited_at })];
}

export function unarchivedAnnounced(dialogId: string, userIds: readonly string[]): Effect[] {
  return userIds.length === 0 ? [] : [toUsers(userIds, { type: 'dialog.unarchived', dialog_id: dialogId })];
}

export function archivedAnnounced(dialogId: string, userIds: readonly string[]): Effect[] {
  return userIds.length === 0 ? [] : [toUsers(userIds, { type: 'dialog.archived', dialog_id: dialogId })];
}

/** The messages that are told of, whose files need addresses. */
export function messagesOf(effects: readonly Effect[]): StoredMessage[] {
  return effects.flatMap((effect) => (effect.type === 'announce_message' ? [effect.message] : []));
}
