import type { ChatError } from './chat-error.ts';
import type { ServerEvent } from './contract.ts';

export type SocketStatus =
  | { state: 'connecting' }
  /** After the server's `connected`: from here on no event is missed. */
  | { state: 'connected' }
  /** The connection was lost and is tried again at `retryAt`, in milliseconds since 1970. */
  | { state: 'waiting'; retryAt: number }
  /** For good; a new socket has to be opened. */
  | {
      state: 'closed';
      reason: 'by-caller' | 'not-participant' | 'unauthorized' | 'gave-up';
      error?: ChatError;
    };

export interface SocketOptions {
  /** The socket of that dialog alone; without it, of everything the user takes part in. */
  dialogId?: string;
  /** Whether a lost connection is made again. @default true */
  reconnect?: boolean;
  /** Milliseconds before the first attempt to reconnect; later waits grow, with jitter, to 30 s. @default 3000 */
  reconnectInterval?: number;
  /** Milliseconds between pings, at least 1000. @default 30000 */
  heartbeatInterval?: number;
  /** Every event of the contract but `pong`, `connected` included; events of unknown types are left out. */
  onEvent(event: ServerEvent): void;
  /** Every change of the status. The first status, `connecting`, is not announced. */
  onStatus(status: SocketStatus): void;
}

export interface ChatSocket {
  status(): SocketStatus;
  /** Asks for the `typing` events of a dialog; remembered across reconnects. */
  subscribe(dialogId: string): void;
  unsubscribe(dialogId: string): void;
  /** Says that the user is typing: at most once in 2 s a dialog, and only while connected. */
  sendTyping(dialogId: string): void;
  /** Ends a wait for the next attempt. While connected, checks that the connection is alive. */
  reconnectNow(): void;
  /** Closes for good. */
  close(): void;
}
