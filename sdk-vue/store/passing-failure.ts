import type { ChatError } from '../client/chat-error.ts';
import { type ChatState, listNames } from './state.ts';

/**
 * Why something on the screen lacks what was missed, where that may pass by itself: the server was busy, or the network
 * gone. Undefined where nothing is lacking, or nothing but the user can help.
 */
export function passingFailure(state: ChatState, openedIds: readonly string[]): ChatError | undefined {
  const parts = openedIds.flatMap((id) => [state.timelines.get(id), state.participants.get(id)]);
  const errors = [
    ...parts.map((part) => (part?.isStale || part?.status === 'failed' ? part.error : undefined)),
    ...listNames.map((list) => state.lists[list].error),
    state.object?.error,
  ];
  return errors.find((error) => error && (error.isRetryable || error.status >= 500));
}
