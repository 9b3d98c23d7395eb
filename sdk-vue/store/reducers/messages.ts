import type { DialogForUser, LastMessage, Message } from '../../client/contract.ts';
import type { ChatState } from '../state.ts';
import { changeDialog, wantIfUnknown } from './dialogs.ts';
import { mapItems, sharing, withEntry } from './maps.ts';
import { withoutOutgoing } from './outgoing.ts';
import { raiseReadPosition } from './reads.ts';
import { withHeardMessage } from './timelines.ts';
import { stopTyping } from './typing.ts';

function lastMessageOf(message: Message): LastMessage {
  const { id, sender_id, sender_name, content, message_type, is_deleted, sent_at } = message;
  return { id, sender_id, sender_name, content, message_type, is_deleted, sent_at };
}

/** Messages of a dialog are heard in their order, so what is not after its last one has been counted already. */
function withLastMessage(dialog: DialogForUser, message: Message, isUnread: boolean): DialogForUser {
  if (dialog.last_message && dialog.last_message.id >= message.id) return dialog;
  return {
    ...dialog,
    last_message: lastMessageOf(message),
    last_message_at: message.sent_at,
    unread_count: isUnread ? dialog.unread_count + 1 : dialog.unread_count,
    is_archived: false,
  };
}

/** The state after a message was sent, by the user or another. */
export function hearMessage(state: ChatState, message: Message): ChatState {
  const { dialog_id: dialogId, sender_id: senderId } = message;
  const isOwn = senderId === state.userId;
  const isUsers = message.message_type === 'user';
  let next = isOwn ? withoutOutgoing(state, message.client_message_id) : state;
  const timeline = next.timelines.get(dialogId);
  if (timeline) {
    const timelines = withEntry(
      next.timelines,
      dialogId,
      withHeardMessage(timeline, message, isUsers && !isOwn),
    );
    if (timelines !== next.timelines) next = { ...next, timelines };
  }
  if (!isUsers || senderId === null) return next;

  const position = next.readPositions.get(dialogId);
  const isUnread = !isOwn && (position === undefined || position < message.id);
  next = changeDialog(next, dialogId, (dialog) => withLastMessage(dialog, message, isUnread));
  next = raiseReadPosition(next, dialogId, senderId, message.id);
  return wantIfUnknown(stopTyping(next, dialogId, senderId), dialogId);
}

/** What may change in a message, where it stands and where it is quoted. */
type MessageChange = Partial<Pick<Message, 'content' | 'is_deleted'>>;

/** A message in short, with a change. One that is deleted is not edited any more. */
function withChange<Shown extends Pick<Message, 'content' | 'is_deleted'>>(
  shown: Shown,
  change: MessageChange,
): Shown {
  return shown.is_deleted && change.is_deleted === undefined
    ? shown
    : sharing(shown, { ...shown, ...change });
}

/** The state with a message changed wherever it is shown: in its timeline, in quotations, as a dialog's last one. */
function changeMessage(
  state: ChatState,
  dialogId: string,
  messageId: string,
  change: (message: Message) => Message,
  shown: MessageChange,
): ChatState {
  const changeQuoted = (message: Message): Message =>
    message.reply_to?.id === messageId
      ? sharing(message, { ...message, reply_to: withChange(message.reply_to, shown) })
      : message;
  const changeAny = (message: Message) =>
    message.id === messageId ? change(message) : changeQuoted(message);

  let next = changeDialog(state, dialogId, (dialog) =>
    dialog.last_message?.id === messageId
      ? sharing(dialog, { ...dialog, last_message: withChange(dialog.last_message, shown) })
      : dialog,
  );
  const timeline = next.timelines.get(dialogId);
  const messages = timeline && mapItems(timeline.messages, changeAny);
  if (timeline && messages && messages !== timeline.messages) {
    next = { ...next, timelines: withEntry(next.timelines, dialogId, { ...timeline, messages }) };
  }
  const outgoing = mapItems(next.outgoing, (message) =>
    message.replyTo?.id === messageId
      ? sharing(message, { ...message, replyTo: withChange(message.replyTo, shown) })
      : message,
  );
  return outgoing === next.outgoing ? next : { ...next, outgoing };
}

function findMessage(state: ChatState, dialogId: string, messageId: string): Message | undefined {
  return state.timelines.get(dialogId)?.messages.find((message) => message.id === messageId);
}

interface Edit {
  id: string;
  dialog_id: string;
  content: string;
  mentions: string[];
  last_edited_at: string;
}

/** The state after an edit; an edit that is older than what is known changes nothing. */
export function hearEdit(state: ChatState, edit: Edit): ChatState {
  const known = findMessage(state, edit.dialog_id, edit.id);
  const isOutdated = known?.is_deleted || (known?.last_edited_at ?? '') > edit.last_edited_at;
  if (isOutdated) return state;
  const { content, mentions, last_edited_at } = edit;
  return changeMessage(
    state,
    edit.dialog_id,
    edit.id,
    (message) => sharing(message, { ...message, content, mentions, last_edited_at, is_edited: true }),
    { content },
  );
}

/** The state after a deletion: the message keeps its place and loses what it said. */
export function hearDeletion(state: ChatState, dialogId: string, messageId: string): ChatState {
  const gone = { content: '', is_deleted: true };
  return changeMessage(
    state,
    dialogId,
    messageId,
    (message) => sharing(message, { ...message, ...gone, attachments: [], mentions: [] }),
    gone,
  );
}

/** The state with a message as it was, after a change of it was refused. */
export function restoreMessage(state: ChatState, message: Message): ChatState {
  const { content, is_deleted } = message;
  return changeMessage(state, message.dialog_id, message.id, () => message, { content, is_deleted });
}
