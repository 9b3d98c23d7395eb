/** The chat over the wire, without Vue: for servers, scripts and interfaces of another kind. */
export type {
  CallOptions,
  ChatClient,
  DialogFilter,
  DialogPage,
  DialogQuery,
  MessageQuery,
  UploadOptions,
} from './client/chat-client.ts';
export { createChatClient } from './client/chat-client.ts';
export { ChatError, type ChatErrorCode } from './client/chat-error.ts';
export type { ChatConnection, ScopeConfig, UserProfile } from './client/config.ts';
export type * from './client/contract.ts';
export type { ChatSocket, SocketOptions, SocketStatus } from './client/socket-types.ts';
