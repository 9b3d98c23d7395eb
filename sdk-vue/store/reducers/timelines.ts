import type { Message, MessagePage } from '../../client/contract.ts';
import { type ChatState, emptyTimeline, type Timeline } from '../state.ts';
import { isSame, later, withEntry } from './maps.ts';
import { withoutOutgoing } from './outgoing.ts';

/** The state with a dialog's timeline as `change` gives it; one of which nothing is known begins empty. */
export function changeTimeline(
  state: ChatState,
  dialogId: string,
  change: (timeline: Timeline) => Timeline,
): ChatState {
  const before = state.timelines.get(dialogId);
  const timeline = change(before ?? emptyTimeline);
  return timeline === (before ?? emptyTimeline)
    ? state
    : { ...state, timelines: withEntry(state.timelines, dialogId, timeline) };
}

/** Where a message of this id stands among messages ordered by id, or would stand. */
export function positionOf(messages: readonly Message[], id: string): number {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.id ?? '') < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function hasMessage(messages: readonly Message[], id: string): boolean {
  return messages[positionOf(messages, id)]?.id === id;
}

/** The id of the first message that is shown: while there are earlier ones, the first that is loaded only tells what begins after it. */
export function oldestShown({ messages, hasMoreBefore }: Timeline): string | undefined {
  return messages[hasMoreBefore ? 1 : 0]?.id;
}

/** Whether the window may grow by this message without a gap. */
function hasPlaceFor(timeline: Timeline, id: string): boolean {
  const { messages, hasMoreBefore, hasMoreAfter } = timeline;
  const position = positionOf(messages, id);
  return (position > 0 || !hasMoreBefore) && (position < messages.length || !hasMoreAfter);
}

/**
 * A timeline after a message was heard of. A stale one takes none in: there may be a gap before it, and it is loaded
 * anew anyway.
 */
export function withHeardMessage(timeline: Timeline, message: Message, isOthers: boolean): Timeline {
  const { messages, newestId } = timeline;
  if (timeline.status !== 'ready' || timeline.isStale || hasMessage(messages, message.id)) return timeline;
  if (hasPlaceFor(timeline, message.id)) {
    return {
      ...timeline,
      messages: messages.toSpliced(positionOf(messages, message.id), 0, message),
      newestId: later(newestId, message.id),
    };
  }
  const isNew = newestId === null || message.id > newestId;
  if (!timeline.hasMoreAfter || !isNew) return timeline;
  return { ...timeline, newestId: message.id, newCount: timeline.newCount + (isOthers ? 1 : 0) };
}

/** A message without the addresses of its files, which are signed anew with every answer. */
function withoutAddresses(message: Message): unknown {
  return { ...message, attachments: message.attachments.map(({ url, thumbnail_url, ...file }) => file) };
}

/** Fresh messages, but the known objects where they say the same, so that nothing is drawn or downloaded again. */
function sharingMessages(known: readonly Message[], fresh: readonly Message[]): readonly Message[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  return fresh.map((message) => {
    const before = byId.get(message.id);
    return before && isSame(withoutAddresses(before), withoutAddresses(message)) ? before : message;
  });
}

export type PagePlace = 'whole' | 'before' | 'after';

function withPage(timeline: Timeline, page: MessagePage, place: PagePlace): Timeline {
  const fresh = sharingMessages(timeline.messages, page.messages);
  const [first, last] = [timeline.messages[0]?.id, timeline.messages.at(-1)?.id];
  const { error, ...rest } = timeline;
  const reachesEnd = place === 'before' ? !timeline.hasMoreAfter : !page.has_more_after;
  const messages =
    place === 'whole'
      ? fresh
      : place === 'before'
        ? [...fresh.filter(({ id }) => first === undefined || id < first), ...timeline.messages]
        : [...timeline.messages, ...fresh.filter(({ id }) => last === undefined || id > last)];
  const newest = messages.at(-1)?.id;
  return {
    ...rest,
    messages,
    hasMoreBefore: place === 'after' ? timeline.hasMoreBefore : page.has_more_before,
    hasMoreAfter: !reachesEnd,
    newCount: reachesEnd ? 0 : timeline.newCount,
    newestId: reachesEnd && newest !== undefined ? later(timeline.newestId, newest) : timeline.newestId,
    loadingBefore: place === 'before' ? false : timeline.loadingBefore,
    loadingAfter: place === 'after' ? false : timeline.loadingAfter,
    ...(place === 'whole' && { status: 'ready', isStale: false, loadingBefore: false, loadingAfter: false }),
  };
}

/** The state with a page of messages: in place of the whole window, or at one of its ends. */
export function takePage(state: ChatState, dialogId: string, page: MessagePage, place: PagePlace): ChatState {
  const taken = changeTimeline(state, dialogId, (timeline) => withPage(timeline, page, place));
  // A message that is stored is no longer on its way, whoever told of it.
  const own = page.messages.filter((message) => message.sender_id === state.userId);
  return own.reduce((before, message) => withoutOutgoing(before, message.client_message_id), taken);
}

/**
 * The state in which every loaded timeline and list of participants may have missed something. Read positions are learned
 * anew: who left a dialog and joined it again begins with everything unread.
 */
export function markStale(state: ChatState): ChatState {
  const timelines = new Map(
    [...state.timelines].map(([id, timeline]) => [id, { ...timeline, isStale: true }]),
  );
  const participants = new Map(
    [...state.participants].map(([id, known]) => [id, { ...known, isStale: true }]),
  );
  return { ...state, timelines, participants, readPositions: new Map() };
}
