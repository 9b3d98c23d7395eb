import type { ServerEvent } from '../../contract/events.ts';
import type { Message } from '../../contract/messages.ts';

/** Who is to hear an event: everyone who takes part at that moment, and some besides; or only some. */
export type Audience =
  | { everyone: true; besides?: readonly string[] }
  | { everyone: false; userIds: readonly string[] };

/** What follows from a write that is stored, in order. The room carries it out; nothing here can fail. */
export type Effect =
  | { type: 'announce'; event: ServerEvent; to: Audience }
  | { type: 'member_joined'; userId: string; presenceVersion: number | undefined }
  | { type: 'member_left'; userId: string }
  | { type: 'members_known'; userIds: readonly string[] }
  | { type: 'dialog_gone'; memberIds: readonly string[] };

const everyone: Audience = { everyone: true };

export function toEveryone(event: ServerEvent, besides?: readonly string[]): Effect {
  return { type: 'announce', event, to: besides === undefined ? everyone : { everyone: true, besides } };
}

export function toUsers(userIds: readonly string[], event: ServerEvent): Effect {
  return { type: 'announce', event, to: { everyone: false, userIds } };
}

export function messageAnnounced(message: Message): Effect {
  return toEveryone({ type: 'message.new', ...message });
}

/** The event for what a message has become since it was sent; none for one that never changed. */
export function messageChangeAnnounced(message: Message): Effect[] {
  const { id, dialog_id, content, mentions, last_edited_at } = message;
  if (message.is_deleted) return [toEveryone({ type: 'message.deleted', id, dialog_id })];
  if (last_edited_at === null) return [];
  return [toEveryone({ type: 'message.edited', id, dialog_id, content, mentions, last_edited_at })];
}

export function unarchivedAnnounced(dialogId: string, userIds: readonly string[]): Effect[] {
  return userIds.length === 0 ? [] : [toUsers(userIds, { type: 'dialog.unarchived', dialog_id: dialogId })];
}
