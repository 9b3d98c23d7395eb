import type { DialogForUser, Message } from '../../client/contract.ts';
import type { ChatState } from '../state.ts';
import { setDialogFields, want } from './dialogs.ts';
import { later, mapItems, withEntry } from './maps.ts';
import { oldestShown, positionOf } from './timelines.ts';

/** The state in which someone, the user or another, has read up to a message; never backwards. */
export function raiseReadPosition(
  state: ChatState,
  dialogId: string,
  userId: string,
  messageId: string,
): ChatState {
  let next = state;
  if (userId === state.userId) {
    const position = later(state.readPositions.get(dialogId), messageId);
    const readPositions = withEntry(state.readPositions, dialogId, position);
    if (readPositions !== state.readPositions) next = { ...next, readPositions };
    next = recountUnread(next, dialogId);
  }
  const known = next.participants.get(dialogId);
  if (!known) return next;
  const list = mapItems(known.list, (person) =>
    person.user_id === userId && (person.last_read_message_id ?? '') < messageId
      ? { ...person, last_read_message_id: messageId }
      : person,
  );
  if (list === known.list) return next;
  return { ...next, participants: withEntry(next.participants, dialogId, { ...known, list }) };
}

/**
 * How many messages of others are loaded after a position, up to the dialog's last one; null where not all of them are.
 * Newer ones the dialog has not heard of yet, and will count when it does.
 */
function countLoadedAfter(state: ChatState, dialog: DialogForUser, position: string): number | null {
  const timeline = state.timelines.get(dialog.id);
  if (timeline?.status !== 'ready' || timeline.isStale) return null;
  const { messages, hasMoreBefore } = timeline;
  const newestId = newestIdOf(dialog);
  const start = positionOf(messages, position);
  const isWhole = (start > 0 || !hasMoreBefore) && (messages.at(-1)?.id ?? '') >= newestId;
  if (!isWhole) return null;
  return messages
    .slice(start)
    .filter((message) => message.id <= newestId && isUnreadAfter(position, message, state.userId)).length;
}

/** Whether a message counts as unread for someone who has read up to `position`. Deleted ones count until then. */
function isUnreadAfter(position: string, message: Message, userId: string): boolean {
  return message.id > position && message.message_type === 'user' && message.sender_id !== userId;
}

function newestIdOf(dialog: DialogForUser): string {
  return dialog.last_message?.id ?? '';
}

/**
 * How many messages the user has not read, from their read position; null where it cannot be told from here. The position
 * may be behind the server's, as the server's count may be behind the position: of the two counts the lower one is right.
 */
export function countUnread(state: ChatState, dialog: DialogForUser): number | null {
  const position = state.readPositions.get(dialog.id);
  if (position === undefined) return null;
  return newestIdOf(dialog) <= position ? 0 : countLoadedAfter(state, dialog, position);
}

/** The state with a dialog's messages counted anew. Where that cannot be done from here, the server is asked. */
function recountUnread(state: ChatState, dialogId: string): ChatState {
  const dialog = state.dialogs.get(dialogId);
  if (!dialog || dialog.unread_count === 0) return state;
  const count = countUnread(state, dialog);
  if (count === null) return want(state, dialogId);
  return setDialogFields(state, dialogId, { unread_count: Math.min(count, dialog.unread_count) });
}

/**
 * The first message of others that the user has not read, where the window is sure to show it: the place of the divider
 * when a dialog that is loaded already is opened again.
 */
export function firstUnreadOf(state: ChatState, dialogId: string): string | null {
  const timeline = state.timelines.get(dialogId);
  const position = state.readPositions.get(dialogId);
  if (!timeline || position === undefined || state.dialogs.get(dialogId)?.unread_count === 0) return null;
  const start = positionOf(timeline.messages, position);
  if (start === 0 && timeline.hasMoreBefore) return null;
  const unread = timeline.messages
    .slice(start)
    .find((message) => isUnreadAfter(position, message, state.userId));
  return unread?.id ?? null;
}

export interface UnreadFarUp {
  /** The first unread message, which is not shown. */
  firstId: string;
  /** How many are unread; undefined until the dialog is known. */
  count: number | undefined;
}

/**
 * Tells of unread messages that begin before the window; null where there are none. What was read meanwhile on another
 * device no longer counts.
 */
export function unreadFarUp(state: ChatState, dialogId: string): UnreadFarUp | null {
  const timeline = state.timelines.get(dialogId);
  const count = state.dialogs.get(dialogId)?.unread_count;
  const [oldest, firstId] = [timeline && oldestShown(timeline), timeline?.firstUnreadId ?? null];
  if (oldest === undefined || firstId === null || firstId >= oldest || count === 0) return null;
  return (state.readPositions.get(dialogId) ?? '') < oldest ? { firstId, count } : null;
}
