/** The wire's types, for all of the SDK: from the schemas that the server validates with, without the schemas themselves. */
export type { Dialog, DialogForUser, LastMessage } from '../../contract/dialogs.ts';
export type { ErrorCode, ErrorDetail } from '../../contract/errors.ts';
export type { ClientMessage, ServerEvent } from '../../contract/events.ts';
export type {
  Attachment,
  AttachmentInput,
  Message,
  MessagePage,
  QuotedMessage,
  ReadPosition,
  SendMessageInput,
  SystemEvent,
} from '../../contract/messages.ts';
export type { JoinInput, Participant } from '../../contract/participants.ts';
export type { AttachmentUrl, PresignedUpload, PresignInput } from '../../contract/uploads.ts';
