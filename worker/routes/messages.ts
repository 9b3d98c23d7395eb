import { Hono } from 'hono';
import type * as z from 'zod';
import { editMessageBody, type Message, sendMessageBody } from '../../contract/messages.ts';
import { messagesQuery } from '../../contract/queries.ts';
import { uuid } from '../../contract/text.ts';
import type { StoredMessage } from '../../database/fragments/message.ts';
import { messageFor } from '../../database/reads/message.ts';
import { messagesFor, type PagePlace } from '../../database/reads/messages.ts';
import { signAttachments, wireMessage } from '../../durable-objects/files/attachment-urls.ts';
import { openFileStorage } from '../../storage/file-storage.ts';
import { ApiError } from '../api-error.ts';
import { sanitizeContent } from '../content/sanitize.ts';
import type { AppContext, AppEnv } from '../context.ts';
import * as operations from '../openapi/operations/messages.ts';
import { dialogIdOf, mustParticipate, readBody, readPath, readQuery } from '../requests.ts';
import { inRoom } from '../rooms.ts';
import { type Attaching, attachUploads } from '../uploads/attaching.ts';
import { fileStorageOf } from './uploads.ts';

function noSuchMessage(): ApiError {
  return new ApiError('NOT_FOUND', 'There is no such message in this dialog');
}

function placeOf(query: z.output<typeof messagesQuery>): PagePlace {
  if (query.before !== undefined) return { at: 'before', messageId: query.before };
  if (query.after !== undefined) return { at: 'after', messageId: query.after };
  if (query.around !== undefined) return { at: 'around', messageId: query.around };
  return { at: 'end' };
}

/** The messages with an address for each of their files, signed for whoever asked. */
async function forWire(context: AppContext, messages: readonly StoredMessage[]): Promise<Message[]> {
  const storage = openFileStorage(context.var.settings.storage, context.env.FILES);
  const urls = await signAttachments(storage, messages);
  return messages.map((message) => wireMessage(message, urls));
}

async function oneForWire(context: AppContext, message: StoredMessage): Promise<Message> {
  const [wire] = await forWire(context, [message]);
  if (wire === undefined) throw new Error('One message became none');
  return wire;
}

function messageIdOf(context: AppContext): string {
  return readPath(context, 'message_id', uuid);
}

const noFiles: Attaching = { status: 'ready', attachments: [] };

/** The Chat API's calls on the messages of a dialog (contract §5). */
export const messages = new Hono<AppEnv>()
  .get('/', operations.listMessages, async (context) => {
    const { database, caller } = context.var;
    const dialogId = dialogIdOf(context);
    const query = readQuery(context, messagesQuery);
    const place = placeOf(query);
    const { access, page } = await database.run(messagesFor(dialogId, caller.userId, place, query.limit));
    mustParticipate(access);
    if (place.at === 'around' && !page.messages.some((message) => message.id === place.messageId)) {
      throw noSuchMessage();
    }
    return context.json({ data: { ...page, messages: await forWire(context, page.messages) } });
  })
  .post('/', operations.sendMessage, async (context) => {
    const { userId } = context.var.caller;
    const dialogId = dialogIdOf(context);
    const body = await readBody(context, sendMessageBody);
    const content = sanitizeContent(body.content);
    if (!content.hasText && body.attachments.length === 0) {
      throw new ApiError('BAD_REQUEST', 'content must have text, or the message an attachment');
    }
    const attaching =
      body.attachments.length === 0
        ? noFiles
        : await attachUploads(context, fileStorageOf(context), dialogId, body.attachments);
    const { status, message } = await inRoom(
      context,
      dialogId,
      (room) =>
        room.send({
          senderId: userId,
          content: content.html,
          mentionedUserIds: content.mentionedUserIds,
          replyToId: body.reply_to ?? null,
          clientMessageId: body.client_message_id ?? null,
          attachments: attaching.status === 'ready' ? attaching.attachments : [],
          attachmentsRefused: attaching.status === 'refused',
        }),
      ['sent', 'replayed'],
    );
    return context.json({ data: await oneForWire(context, message) }, status === 'sent' ? 201 : 200);
  })
  .get('/:message_id', operations.getMessage, async (context) => {
    const { database, caller } = context.var;
    const { access, message } = await database.run(
      messageFor(dialogIdOf(context), messageIdOf(context), caller.userId),
    );
    mustParticipate(access);
    if (message === undefined) throw noSuchMessage();
    return context.json({ data: await oneForWire(context, message) });
  })
  .put('/:message_id', operations.editMessage, async (context) => {
    const { userId } = context.var.caller;
    const dialogId = dialogIdOf(context);
    const messageId = messageIdOf(context);
    const { html, hasText, mentionedUserIds } = sanitizeContent(
      (await readBody(context, editMessageBody)).content,
    );
    const { message } = await inRoom(
      context,
      dialogId,
      (room) => room.edit({ userId, messageId, content: html, hasText, mentionedUserIds }),
      ['edited'],
    );
    return context.json({ data: await oneForWire(context, message) });
  })
  .delete('/:message_id', operations.deleteMessage, async (context) => {
    const { userId } = context.var.caller;
    const messageId = messageIdOf(context);
    await inRoom(context, dialogIdOf(context), (room) => room.deleteMessage(userId, messageId), ['deleted']);
    return context.body(null, 204);
  });
