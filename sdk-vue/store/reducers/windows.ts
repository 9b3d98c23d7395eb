import { limits } from '../../../contract/limits.ts';
import type { MessageQuery } from '../../client/chat-client.ts';
import type { ChatError } from '../../client/chat-error.ts';
import type { MessagePage } from '../../client/contract.ts';
import type { ChatState, Timeline } from '../state.ts';
import { changeTimeline, hasMessage } from './timelines.ts';

export const pageSize = limits.defaultPageSize;
/** How many read messages stand before the first unread one when a dialog is opened, so that one sees what it goes on from. */
const readBeforeUnread = 20;

/** How many of the newest messages to load, so that in most cases the first unread one is among them. */
export function sizeOfNewest(state: ChatState, dialogId: string): number {
  const unread = state.dialogs.get(dialogId)?.unread_count ?? 0;
  return Math.min(Math.max(unread + readBeforeUnread, pageSize), limits.pageSize);
}

/** A divider that is on the screen stays where it is. Only the newest messages come with the first unread one. */
export function withDivider(timeline: Timeline, query: MessageQuery, page: MessagePage): Timeline {
  const { messages, firstUnreadId } = timeline;
  const isShown = firstUnreadId !== null && hasMessage(messages, firstUnreadId);
  if (isShown || query.around !== undefined) return timeline;
  return { ...timeline, firstUnreadId: page.first_unread_message_id };
}

/** The message that the next page joins on to; undefined while nothing is loaded. */
export function edgeOf(timeline: Timeline | undefined, place: 'before' | 'after'): string | undefined {
  if (timeline?.status !== 'ready') return undefined;
  return (place === 'before' ? timeline.messages[0] : timeline.messages.at(-1))?.id;
}

/** What is shown stays on the screen, unless it is the user who may no longer see it. */
export function withFailure(state: ChatState, dialogId: string, error: ChatError): ChatState {
  const mayNotSee = error.code === 'FORBIDDEN';
  return changeTimeline(state, dialogId, (timeline) => ({
    ...timeline,
    status: timeline.status === 'ready' && !mayNotSee ? 'ready' : 'failed',
    messages: mayNotSee ? [] : timeline.messages,
    error,
  }));
}
