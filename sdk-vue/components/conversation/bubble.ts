import type { Message, Participant } from '../../client/contract.ts';
import type { AttachmentPreview, OutgoingMessage } from '../../store/state.ts';

/** How far one's own message has come; `received` is one of somebody else. */
export type MessageState = 'received' | OutgoingMessage['status'] | 'sent' | 'read';

/** A message as the list shows it: stored, or still on its way in the same shape, so that nothing changes when it arrives. */
export interface Bubble {
  key: string;
  message: Message;
  isMine: boolean;
  state: MessageState;
  /** Who of the others has read it; on one's own messages alone. */
  readers: readonly Participant[];
  company: string | null;
  /** What stands for the files of a message that is not stored. */
  previews: readonly AttachmentPreview[];
}

interface StoredContext {
  userId: string;
  readers: readonly Participant[];
  company: string | null;
}

/** The bubble of a message that the server has. */
export function storedBubble(key: string, message: Message, context: StoredContext): Bubble {
  const isMine = message.sender_id === context.userId;
  return {
    key,
    message,
    isMine,
    state: storedState(isMine, context.readers),
    readers: isMine ? context.readers : [],
    company: context.company,
    previews: [],
  };
}

function storedState(isMine: boolean, readers: readonly Participant[]): MessageState {
  if (!isMine) return 'received';
  return readers.length > 0 ? 'read' : 'sent';
}

/** The bubble of a message that the server has not acknowledged. Its id is the client's, which no call takes. */
export function outgoingBubble(key: string, outgoing: OutgoingMessage, sender: Sender): Bubble {
  return {
    key,
    message: {
      id: outgoing.clientMessageId,
      dialog_id: outgoing.dialogId,
      sender_id: sender.userId,
      sender_name: sender.name,
      message_type: 'user',
      content: outgoing.content,
      reply_to_id: outgoing.replyTo?.id ?? null,
      reply_to: outgoing.replyTo,
      mentions: [],
      attachments: [],
      client_message_id: outgoing.clientMessageId,
      is_edited: false,
      last_edited_at: null,
      is_deleted: false,
      sent_at: outgoing.createdAt,
    },
    isMine: true,
    state: outgoing.status,
    readers: [],
    company: null,
    previews: outgoing.previews,
  };
}

interface Sender {
  userId: string;
  name: string | null;
}

/** Whether it is stored and can be replied to, edited or deleted. */
export function isStored({ state }: Bubble): boolean {
  return state === 'received' || state === 'sent' || state === 'read';
}
