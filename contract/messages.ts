import * as z from 'zod';
import { limits } from './limits.ts';
import { boundedString, optional, plainText, timestamp, uuid } from './text.ts';

export const attachment = z
  .object({
    id: z.string(),
    filename: z.string(),
    content_type: z.string(),
    size: z.number(),
    width: z.number().nullable(),
    height: z.number().nullable(),
    url: z.string(),
    thumbnail_url: z.string().nullable(),
  })
  .meta({ id: 'Attachment' });
export type Attachment = z.infer<typeof attachment>;

const systemEventPerson = z.object({
  user_id: z.string(),
  display_name: z.string(),
  company: z.string().nullable(),
});

/** What a system message says, for clients that put it in their own language. */
export const systemEvent = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('chat_created'), participants: z.array(systemEventPerson) }),
    systemEventPerson.extend({ type: z.literal('participant_joined') }),
    systemEventPerson.extend({ type: z.literal('participant_added') }),
    systemEventPerson.extend({ type: z.literal('participant_left') }),
    systemEventPerson.extend({ type: z.literal('participant_removed') }),
  ])
  .meta({ id: 'SystemEvent' });
export type SystemEvent = z.infer<typeof systemEvent>;

export const quotedMessage = z
  .object({
    id: z.string(),
    sender_id: z.string().nullable(),
    sender_name: z.string().nullable(),
    content: z.string(),
    is_deleted: z.boolean(),
  })
  .meta({ id: 'QuotedMessage' });
export type QuotedMessage = z.infer<typeof quotedMessage>;

export const messageType = z.enum(['user', 'system']);

export const message = z
  .object({
    id: z.string(),
    dialog_id: z.string(),
    sender_id: z.string().nullable(),
    sender_name: z.string().nullable(),
    message_type: messageType,
    content: z.string(),
    reply_to_id: z.string().nullable(),
    reply_to: quotedMessage.nullable(),
    mentions: z.array(z.string()),
    attachments: z.array(attachment),
    client_message_id: z.string().nullable(),
    is_edited: z.boolean(),
    last_edited_at: timestamp.nullable(),
    is_deleted: z.boolean(),
    sent_at: timestamp,
    /** Present on system messages alone. */
    system_event: systemEvent.optional(),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof message>;

/** One page of a dialog's messages, oldest first. */
export const messagePage = z
  .object({
    messages: z.array(message),
    first_unread_message_id: z.string().nullable(),
    has_more_before: z.boolean(),
    has_more_after: z.boolean(),
  })
  .meta({ id: 'MessagePage' });
export type MessagePage = z.infer<typeof messagePage>;

/** HTML as the client wrote it; the Worker sanitises it before anyone else sees it. */
const content = plainText(limits.content);

const attachmentInput = z.object({
  s3_key: plainText(1_024).min(1),
  filename: plainText(limits.filename).min(1),
  content_type: boundedString(255).min(1),
  size: z.int().min(1).max(limits.fileBytes),
  width: optional(z.int().min(1).max(100_000)),
  height: optional(z.int().min(1).max(100_000)),
});

export type AttachmentInput = z.input<typeof attachmentInput>;

/** The body of `POST /dialogs/{id}/messages`. */
export const sendMessageBody = z.object({
  content,
  reply_to: optional(uuid),
  attachments: z
    .array(attachmentInput)
    .max(limits.attachmentsPerMessage)
    .nullish()
    .transform((list) => list ?? []),
  client_message_id: optional(
    z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 characters of A-Za-z0-9_-'),
  ),
});

export type SendMessageInput = z.input<typeof sendMessageBody>;

/** The body of `PUT /dialogs/{id}/messages/{message_id}`. */
export const editMessageBody = z.object({ content });

/** The body of `POST /dialogs/{id}/read`. */
export const markReadBody = z.object({ last_read_message_id: uuid });

/** What it answers. */
export const readPosition = z.object({ last_read_message_id: z.string(), unread_count: z.number() });
export type ReadPosition = z.infer<typeof readPosition>;
