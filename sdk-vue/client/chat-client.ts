import type { ChatConnection, UserProfile } from './config.ts';
import type {
  AttachmentUrl,
  DialogForUser,
  Message,
  MessagePage,
  Participant,
  PresignedUpload,
  PresignInput,
  ReadPosition,
  SendMessageInput,
} from './contract.ts';
import { putFile, type UploadOptions } from './requests/put-file.ts';
import { createRequest } from './requests/request.ts';
import { createTokenSource } from './requests/token-source.ts';
import type { ChatSocket, SocketOptions } from './socket-types.ts';
import { openChatSocket } from './sockets/chat-socket.ts';

export type { UploadOptions };

export interface CallOptions {
  signal?: AbortSignal;
}

export interface DialogFilter {
  type?: 'participating' | 'available';
  search?: string;
  archived?: boolean;
}

export interface DialogQuery extends DialogFilter {
  limit?: number;
  cursor?: string;
}

export interface DialogPage {
  dialogs: DialogForUser[];
  nextCursor: string | null;
}

/** At most one of `before`, `after` and `around`. */
export interface MessageQuery {
  limit?: number;
  before?: string;
  after?: string;
  around?: string;
}

/** The Chat API as functions. Every one of them rejects with a ChatError and nothing else. */
export interface ChatClient {
  listDialogs(query?: DialogQuery, options?: CallOptions): Promise<DialogPage>;
  /** The dialogs of one of the host's objects that the user may see, newest first. */
  listObjectDialogs(
    objectType: string,
    objectId: string,
    query?: DialogFilter,
    options?: CallOptions,
  ): Promise<DialogForUser[]>;
  getDialog(dialogId: string, options?: CallOptions): Promise<DialogForUser>;
  joinDialog(dialogId: string, profile: UserProfile): Promise<Participant>;
  leaveDialog(dialogId: string): Promise<void>;
  setArchived(dialogId: string, archived: boolean): Promise<DialogForUser>;
  setPinned(dialogId: string, pinned: boolean): Promise<DialogForUser>;
  setNotifications(dialogId: string, enabled: boolean): Promise<DialogForUser>;
  /** Never moves backwards; answers where the user is now. */
  markRead(dialogId: string, messageId: string): Promise<ReadPosition>;
  listParticipants(dialogId: string, options?: CallOptions): Promise<Participant[]>;
  /** Oldest first. */
  listMessages(dialogId: string, query?: MessageQuery, options?: CallOptions): Promise<MessagePage>;
  getMessage(dialogId: string, messageId: string, options?: CallOptions): Promise<Message>;
  /** Never repeated by the client. With a `client_message_id` the caller may repeat it: nothing is sent twice. */
  sendMessage(dialogId: string, message: SendMessageInput): Promise<Message>;
  editMessage(dialogId: string, messageId: string, content: string): Promise<Message>;
  deleteMessage(dialogId: string, messageId: string): Promise<void>;
  /** Where to put a file: an address that is good for some minutes. */
  presignUpload(file: PresignInput): Promise<PresignedUpload>;
  putFile(presigned: PresignedUpload, file: Blob, options?: UploadOptions): Promise<void>;
  getAttachmentUrl(attachmentId: string, options?: CallOptions): Promise<AttachmentUrl>;
  /** Opens a socket, which connects and stays connected by itself until it is closed. */
  openSocket(options: SocketOptions): ChatSocket;
}

/** A client of the Chat API. Given a function, it asks for the connection anew with every call and reconnect. */
export function createChatClient(given: ChatConnection | (() => ChatConnection)): ChatClient {
  const connection = typeof given === 'function' ? given : () => given;
  const tokens = createTokenSource(connection);
  const request = createRequest(connection, tokens);

  async function get<Data>(segments: string[], query?: object, options?: CallOptions): Promise<Data> {
    const { data } = await request<Data>('GET', segments, { query: { ...query }, signal: options?.signal });
    return data;
  }
  async function post<Data>(segments: string[], body?: object): Promise<Data> {
    const { data } = await request<Data>('POST', segments, { body });
    return data;
  }

  return {
    async listDialogs(query, options) {
      const answer = await request<DialogForUser[]>('GET', ['dialogs'], {
        query: { ...query },
        signal: options?.signal,
      });
      return { dialogs: answer.data, nextCursor: answer.next_cursor ?? null };
    },
    listObjectDialogs: (objectType, objectId, query, options) =>
      get(['dialogs', 'by-object', objectType, objectId, 'list'], query, options),
    getDialog: (dialogId, options) => get(['dialogs', dialogId], {}, options),
    joinDialog: (dialogId, { displayName, company, email, phone }) =>
      post(['dialogs', dialogId, 'join'], { display_name: displayName, company, email, phone }),
    leaveDialog: (dialogId) => post(['dialogs', dialogId, 'leave']),
    setArchived: (dialogId, archived) => post(['dialogs', dialogId, archived ? 'archive' : 'unarchive']),
    setPinned: (dialogId, pinned) => post(['dialogs', dialogId, pinned ? 'pin' : 'unpin']),
    setNotifications: (dialogId, enabled) => post(['dialogs', dialogId, 'notifications'], { enabled }),
    markRead: (dialogId, messageId) =>
      post(['dialogs', dialogId, 'read'], { last_read_message_id: messageId }),
    listParticipants: (dialogId, options) => get(['dialogs', dialogId, 'participants'], {}, options),
    listMessages: (dialogId, query, options) => get(['dialogs', dialogId, 'messages'], query, options),
    getMessage: (dialogId, messageId, options) =>
      get(['dialogs', dialogId, 'messages', messageId], {}, options),
    sendMessage: (dialogId, message) => post(['dialogs', dialogId, 'messages'], message),
    async editMessage(dialogId, messageId, content) {
      const path = ['dialogs', dialogId, 'messages', messageId];
      return (await request<Message>('PUT', path, { body: { content } })).data;
    },
    async deleteMessage(dialogId, messageId) {
      await request('DELETE', ['dialogs', dialogId, 'messages', messageId]);
    },
    presignUpload: (file) => post(['upload', 'presign'], file),
    putFile,
    getAttachmentUrl: (attachmentId, options) => get(['attachments', attachmentId, 'url'], {}, options),
    openSocket: (options) => openChatSocket({ connection, tokens, request }, options),
  };
}
