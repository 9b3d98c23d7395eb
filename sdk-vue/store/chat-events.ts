import type { ChatError } from '../client/chat-error.ts';
import type { Message } from '../client/contract.ts';

/** What a host application can listen to. */
export interface ChatEvents {
  connected: () => void;
  disconnected: () => void;
  /** Something that the user or the host should know of; what was shown too early has been taken back. */
  error: (error: ChatError) => void;
  /** A message of the user is stored. */
  'message-sent': (message: Message) => void;
  'dialog-joined': (dialogId: string) => void;
  'dialog-left': (dialogId: string) => void;
  /** A message arrived on the socket, of whomever. */
  message: (message: Message) => void;
}

export interface ChatEmitter {
  /** Calls `listener` at each such event until the returned function is called. */
  on<Name extends keyof ChatEvents>(name: Name, listener: ChatEvents[Name]): () => void;
  emit<Name extends keyof ChatEvents>(name: Name, ...values: Parameters<ChatEvents[Name]>): void;
}

export function createChatEmitter(): ChatEmitter {
  const listeners = new Map<keyof ChatEvents, Set<(...values: never[]) => void>>();
  return {
    on(name, listener) {
      const ofName = listeners.get(name) ?? new Set();
      listeners.set(name, ofName.add(listener));
      return () => ofName.delete(listener);
    },
    emit(name, ...values) {
      // The map holds under each name only listeners of that name, which its type cannot say.
      for (const listener of listeners.get(name) ?? [])
        callApart(() => (listener as (...values: unknown[]) => void)(...values));
    },
  };
}

/** Calls a host's function. What it throws is the page's to report, and must not stop what the chat was doing. */
function callApart(call: () => void): void {
  try {
    call();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
