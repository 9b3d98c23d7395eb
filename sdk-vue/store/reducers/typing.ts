import type { ChatState } from '../state.ts';
import { mapValues, withEntry, withoutKey } from './maps.ts';

/** For how long somebody counts as typing after they were last heard to. The server relays it every 2 s at most. */
export const typingLastsMs = 4_000;

/** The state in which somebody is typing. The user's own typing, in another tab, is not shown. */
export function hearTyping(state: ChatState, dialogId: string, userId: string, now: number): ChatState {
  if (userId === state.userId) return state;
  const users = withEntry(state.typing.get(dialogId) ?? new Map(), userId, now + typingLastsMs);
  return { ...state, typing: withEntry(state.typing, dialogId, users) };
}

/** The state in which somebody types no more, as they have sent their message or left. */
export function stopTyping(state: ChatState, dialogId: string, userId: string): ChatState {
  const users = state.typing.get(dialogId);
  if (!users?.has(userId)) return state;
  const remaining = withoutKey(users, userId);
  const typing =
    remaining.size === 0 ? withoutKey(state.typing, dialogId) : withEntry(state.typing, dialogId, remaining);
  return { ...state, typing };
}

/** The state without those who have not been heard to type for some time. */
export function expireTyping(state: ChatState, now: number): ChatState {
  const remaining = mapValues(state.typing, (users) => {
    const current = [...users].filter(([, until]) => until > now);
    return current.length === users.size ? users : new Map(current);
  });
  if (remaining === state.typing) return state;
  return { ...state, typing: new Map([...remaining].filter(([, users]) => users.size > 0)) };
}
