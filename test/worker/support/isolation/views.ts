import type { DialogForUser } from '../../../../contract/dialogs.ts';
import type { Message, QuotedMessage } from '../../../../contract/messages.ts';
import type { Participant } from '../../../../contract/participants.ts';
import { type Chosen, chosen } from './differences.ts';
import {
  activityOf,
  type DialogState,
  lastUserMessage,
  type MessageState,
  messageOf,
  type PersonState,
  personIn,
  standing,
  unreadOf,
  type Viewer,
} from './state.ts';

/** A shape of the wire of which some fields are the server's choice. */
type Expected<Shape> = { [Field in keyof Shape]: Shape[Field] | Chosen };

/** A message whose quotation too has fields that are the server's choice. */
type ExpectedMessage = Omit<Expected<Message>, 'reply_to'> & { reply_to: Expected<QuotedMessage> | null };

/** Whether someone is online, as far as that is certain. */
export type Presence = (userId: string) => boolean | Chosen;

/** A dialog as its host sees it: contract §3, Dialog. */
export function plainView(dialog: DialogState) {
  return {
    id: dialog.id,
    object_type: dialog.objectType,
    object_id: dialog.objectId,
    title: dialog.title,
    object_url: dialog.url,
    meta: dialog.meta === null ? null : { note: dialog.meta },
    created_by: dialog.createdBy,
    created_at: dialog.createdAt,
  };
}

function lastMessageView(dialog: DialogState) {
  const message = lastUserMessage(dialog);
  if (message === undefined) return null;
  const { id, sender_id, sender_name, content, message_type, is_deleted, sent_at } = messageView(
    dialog,
    message,
  );
  return { id, sender_id, sender_name, content, message_type, is_deleted, sent_at };
}

/** A dialog as someone sees it who takes part or may join. */
export function dialogView(dialog: DialogState, viewer: Viewer): Expected<DialogForUser> {
  const me = personIn(dialog, viewer.id);
  return {
    ...plainView(dialog),
    participants_count: dialog.people.length,
    i_am_participant: me !== undefined,
    can_join: standing(dialog, viewer) === 'may_join',
    unread_count: me === undefined ? 0 : unreadOf(dialog, me).length,
    is_archived: me?.isArchived ?? false,
    is_pinned: me?.isPinned ?? false,
    notifications_enabled: me?.wantsNotifications ?? false,
    last_message_at: lastUserMessage(dialog)?.sentAt ?? null,
    // No reading before joining. What a message looks like may leave fields open, which none of these does.
    last_message: me === undefined ? null : (lastMessageView(dialog) as DialogForUser['last_message']),
  };
}

/** A participant as those see them who take part, or without the addresses as those who may only join. */
export function personView(
  person: PersonState,
  presence: Presence,
  shows: 'addresses' | 'no addresses',
): Expected<Participant> {
  const showsAddresses = shows === 'addresses';
  return {
    user_id: person.userId,
    display_name: person.displayName,
    company: person.company,
    email: showsAddresses ? person.email : null,
    phone: showsAddresses ? person.phone : null,
    joined_as: person.joinedAs,
    joined_at: person.joinedAt,
    is_online: presence(person.userId),
    last_read_message_id: person.position,
  };
}

function senderName(dialog: DialogState, message: MessageState): string | null {
  return message.sender === null ? null : (dialog.names[message.sender] ?? null);
}

/** What a message says: of those of the system only that it is English. */
function contentOf({ sender, content, isDeleted }: MessageState): string | Chosen {
  if (sender === null) return chosen('text');
  return isDeleted ? '' : content;
}

function quotedView(dialog: DialogState, quoted: MessageState | undefined) {
  if (quoted === undefined) return null;
  const quotation: Expected<QuotedMessage> = {
    id: quoted.id ?? chosen('id'),
    sender_id: quoted.sender,
    sender_name: senderName(dialog, quoted),
    content: contentOf(quoted),
    is_deleted: quoted.isDeleted,
  };
  return quotation;
}

/** A message as every participant sees it now. */
export function messageView(dialog: DialogState, message: MessageState): ExpectedMessage {
  return {
    id: message.id ?? chosen('id'),
    dialog_id: dialog.id,
    sender_id: message.sender,
    sender_name: senderName(dialog, message),
    message_type: message.sender === null ? 'system' : 'user',
    content: contentOf(message),
    reply_to_id: message.replyTo,
    reply_to: quotedView(dialog, messageOf(dialog, message.replyTo)),
    mentions: [],
    attachments: [],
    client_message_id: message.clientId,
    is_edited: message.editedAt !== null,
    last_edited_at: message.editedAt,
    is_deleted: message.isDeleted,
    sent_at: message.sentAt ?? chosen('time'),
    ...(message.system === null ? {} : { system_event: message.system }),
  };
}

/** The order of a list of dialogs: what comes later in it is not greater. */
export function placeInList(dialog: DialogState, viewer: Viewer): string {
  const isPinned = personIn(dialog, viewer.id)?.isPinned ?? false;
  return `${isPinned ? 1 : 0} ${activityOf(dialog)}`;
}
