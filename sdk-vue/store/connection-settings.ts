import type { ChatConfig } from '../client/config.ts';

/** What the store needs to know of a configuration; the client has its own view of the same. */
export type StoreConnection = Pick<
  ChatConfig,
  'baseUrl' | 'userId' | 'token' | 'scopeConfig' | 'reconnect' | 'reconnectInterval' | 'heartbeatInterval'
>;

/** `user`: one socket for all dialogs of the user. `dialog`: one for the open dialog alone. */
export type Reach = 'user' | 'dialog';
