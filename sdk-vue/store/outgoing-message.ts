import type { AttachmentInput, QuotedMessage } from '../client/contract.ts';
import type { AttachmentPreview, OutgoingMessage } from './state.ts';

export interface NewMessage {
  /** HTML; may be empty with attachments. */
  content: string;
  replyTo?: QuotedMessage | null;
  attachments?: readonly AttachmentInput[];
  /** What to show of the attachments until the message is stored, in their order. */
  previews?: readonly AttachmentPreview[];
}

/** 128 random bits as hexadecimal. `crypto.randomUUID` is missing in pages that are not served over HTTPS. */
function createClientMessageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A plain copy: a reactive object of the caller could not be stored, and might change while it waits. */
function plain<Value>(value: Value): Value {
  // JSON keeps all of what these values consist of.
  return JSON.parse(JSON.stringify(value)) as Value;
}

type OutgoingMessageMaker = (dialogId: string, message: NewMessage) => OutgoingMessage;

/** Makes outgoing messages of which each is later than the one before: their times are the order that a storage keeps. */
export function createOutgoingMessageMaker(): OutgoingMessageMaker {
  let latest = 0;
  return (dialogId, message) => {
    latest = Math.max(Date.now(), latest + 1);
    return createOutgoingMessage(dialogId, message, new Date(latest).toISOString());
  };
}

function createOutgoingMessage(dialogId: string, message: NewMessage, createdAt: string): OutgoingMessage {
  const { replyTo } = message;
  const quoted = replyTo && {
    id: replyTo.id,
    sender_id: replyTo.sender_id,
    sender_name: replyTo.sender_name,
    content: replyTo.content,
    is_deleted: replyTo.is_deleted,
  };
  return {
    clientMessageId: createClientMessageId(),
    dialogId,
    content: message.content,
    replyTo: quoted ?? null,
    attachments: plain(message.attachments ?? []),
    previews: plain(message.previews ?? []),
    status: 'queued',
    createdAt,
  };
}
