import type { ChatState, OutgoingMessage } from '../state.ts';
import { mapItems } from './maps.ts';

export function withoutOutgoing(state: ChatState, clientMessageId: string | null): ChatState {
  const outgoing = state.outgoing.filter((message) => message.clientMessageId !== clientMessageId);
  return outgoing.length === state.outgoing.length ? state : { ...state, outgoing };
}

/** The state with an outgoing message as `change` gives it. */
export function changeOutgoing(
  state: ChatState,
  clientMessageId: string,
  change: (message: OutgoingMessage) => OutgoingMessage,
): ChatState {
  const outgoing = mapItems(state.outgoing, (message) =>
    message.clientMessageId === clientMessageId ? change(message) : message,
  );
  return outgoing === state.outgoing ? state : { ...state, outgoing };
}

/** The state with messages that an earlier page left behind, before those that were written since. */
export function restoreOutgoing(state: ChatState, restored: readonly OutgoingMessage[]): ChatState {
  const known = new Set(state.outgoing.map((message) => message.clientMessageId));
  const missing = restored
    .filter((message) => !known.has(message.clientMessageId))
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  return missing.length === 0 ? state : { ...state, outgoing: [...missing, ...state.outgoing] };
}
