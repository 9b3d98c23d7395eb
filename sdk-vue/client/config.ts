import type { ChatError } from './chat-error.ts';
import type { Message } from './contract.ts';

/** The languages that the interface speaks. */
export type Locale = 'en' | 'ru' | 'zh';

/** What the user may see and join beyond the dialogs they are in (contract §2). */
export interface ScopeConfig {
  tenant_uid?: string;
  scope_level0?: string[];
  scope_level1?: string[];
  scope_level2?: string[];
}

/** What others read of the user when they join a dialog. */
export interface UserProfile {
  displayName: string;
  company: string;
  email?: string;
  phone?: string;
}

/** Where the chat is and who is calling: what the client needs. */
export interface ChatConnection {
  /** The server's address, with or without a path and a trailing slash, without `/api/v1`. */
  baseUrl: string;
  /**
   * A JWT, or a function that gives a valid one. The function is asked once, and again when the server refuses what it
   * gave. One that cannot give a token now rejects; one that never will again throws a ChatError `UNAUTHORIZED`.
   */
  token?: string | (() => string | Promise<string>);
  userId: string;
  /** For servers that trust the caller; where tokens are used, the scope is in the token. */
  scopeConfig?: ScopeConfig;
}

/** All that the host application says to the chat. */
export interface ChatConfig extends ChatConnection {
  userProfile: UserProfile;
  /**
   * One of the languages, or any tag of BCP 47: `ru-RU` counts as its language, one that is not spoken here as English.
   * @default the browser's language, where it is one of them, else `en`
   */
  locale?: Locale | (string & {}) | undefined;
  /** Whether a lost connection is made again. @default true */
  reconnect?: boolean;
  /** Milliseconds before the first attempt to reconnect; later waits grow, with jitter, to 30 s. @default 3000 */
  reconnectInterval?: number;
  /** Milliseconds between pings. The server calls a user offline after 60 s without one. @default 30000 */
  heartbeatInterval?: number;
  onConnect?(): void;
  onDisconnect?(): void;
  onMessage?(message: Message): void;
  onError?(error: ChatError): void;
}
