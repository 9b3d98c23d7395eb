import { editMessageBody, message, messagePage, sendMessageBody } from '../../../contract/messages.ts';
import { messagesQuery } from '../../../contract/queries.ts';
import { areas } from '../areas.ts';
import { data, described, nothing } from '../operation.ts';
import { dialogPath, messagePath } from '../paths.ts';

const { messages } = areas;

export const listMessages = described(messages, {
  id: 'listMessages',
  summary: 'Read the messages of a dialog, the oldest first',
  description:
    'Without before, after and around: the latest. At most one of them: before and after leave out the message they name, ' +
    'around has it in the middle. first_unread_message_id is given only without all three.',
  path: dialogPath,
  query: messagesQuery,
  answers: { 200: data(messagePage) },
});

export const sendMessage = described(messages, {
  id: 'sendMessage',
  summary: 'Send a message',
  description:
    'content is HTML and is sanitised; it may be empty only with attachments. With a client_message_id a retry answers 200 ' +
    'with the message that is stored already.',
  path: dialogPath,
  body: sendMessageBody,
  answers: { 201: data(message, 'Sent'), 200: data(message, 'Was sent before with this client_message_id') },
});

export const getMessage = described(messages, {
  id: 'getMessage',
  summary: 'Get a message',
  path: messagePath,
  answers: { 200: data(message) },
});

export const editMessage = described(messages, {
  id: 'editMessage',
  summary: 'Change the content of a message of the caller',
  path: messagePath,
  body: editMessageBody,
  answers: { 200: data(message) },
});

export const deleteMessage = described(messages, {
  id: 'deleteMessage',
  summary: 'Delete a message of the caller; its place stays',
  path: messagePath,
  answers: { 204: nothing },
});
