import { Hono } from 'hono';
import type { z } from 'zod';
import { editMessageBody, sendMessageBody } from '../../contract/messages.ts';
import { messagesQuery } from '../../contract/queries.ts';
import { uuid } from '../../contract/text.ts';
import type { Access } from '../../database/fragments/access.ts';
import { messageFor } from '../../database/reads/message.ts';
import { messagesFor, type PagePlace } from '../../database/reads/messages.ts';
import { ApiError } from '../api-error.ts';
import { sanitizeContent } from '../content/sanitize.ts';
import type { AppContext, AppEnv } from '../context.ts';
import { dialogIdOf, readBody, readPath, readQuery } from '../requests.ts';
import { inRoom } from '../rooms.ts';

function mustParticipate(access: Access): void {
  if (access === 'dialog_missing') throw new ApiError('NOT_FOUND', 'There is no such dialog');
  if (access !== 'participant') {
    throw new ApiError('FORBIDDEN', 'Not a participant of this dialog: join it first');
  }
}

function noSuchMessage(): ApiError {
  return new ApiError('NOT_FOUND', 'There is no such message in this dialog');
}

function placeOf(query: z.output<typeof messagesQuery>): PagePlace {
  if (query.before !== undefined) return { at: 'before', messageId: query.before };
  if (query.after !== undefined) return { at: 'after', messageId: query.after };
  if (query.around !== undefined) return { at: 'around', messageId: query.around };
  return { at: 'end' };
}

function messageIdOf(context: AppContext): string {
  return readPath(context, 'message_id', uuid);
}

/** The Chat API's calls on the messages of a dialog (contract §5). */
export const messages = new Hono<AppEnv>()
  .get('/', async (context) => {
    const { database, caller } = context.var;
    const dialogId = dialogIdOf(context);
    const query = readQuery(context, messagesQuery);
    const place = placeOf(query);
    const { access, page } = await database.run(messagesFor(dialogId, caller.userId, place, query.limit));
    mustParticipate(access);
    if (place.at === 'around' && !page.messages.some((message) => message.id === place.messageId)) {
      throw noSuchMessage();
    }
    return context.json({ data: page });
  })
  .post('/', async (context) => {
    const { userId } = context.var.caller;
    const dialogId = dialogIdOf(context);
    const body = await readBody(context, sendMessageBody);
    if (body.attachments.length > 0) {
      throw new ApiError(
        'UNAVAILABLE',
        'File storage is not configured: send the message without attachments',
      );
    }
    const content = sanitizeContent(body.content);
    if (!content.hasText)
      throw new ApiError('BAD_REQUEST', 'content must have text, or the message an attachment');
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
        }),
      ['sent', 'replayed'],
    );
    return context.json({ data: message }, status === 'sent' ? 201 : 200);
  })
  .get('/:message_id', async (context) => {
    const { database, caller } = context.var;
    const { access, message } = await database.run(
      messageFor(dialogIdOf(context), messageIdOf(context), caller.userId),
    );
    mustParticipate(access);
    if (message === undefined) throw noSuchMessage();
    return context.json({ data: message });
  })
  .put('/:message_id', async (context) => {
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
    return context.json({ data: message });
  })
  .delete('/:message_id', async (context) => {
    const { userId } = context.var.caller;
    const messageId = messageIdOf(context);
    await inRoom(context, dialogIdOf(context), (room) => room.deleteMessage(userId, messageId), ['deleted']);
    return context.body(null, 204);
  });
