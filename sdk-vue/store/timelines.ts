import { limits } from '../../contract/limits.ts';
import type { MessageQuery } from '../client/chat-client.ts';
import type { ChatError } from '../client/chat-error.ts';
import type { StoreCore } from './core.ts';
import type { OpenDialogs } from './open-dialogs.ts';
import { takeParticipants } from './reducers/answers.ts';
import { want } from './reducers/dialogs.ts';
import { withEntry } from './reducers/maps.ts';
import { firstUnreadOf, unreadFarUp } from './reducers/reads.ts';
import { changeTimeline, hasMessage, oldestShown, takePage } from './reducers/timelines.ts';
import { edgeOf, pageSize, sizeOfNewest, withDivider, withFailure } from './reducers/windows.ts';
import type { ChatState, DialogParticipants, Timeline } from './state.ts';

export interface Timelines {
  open(dialogId: string): Promise<void>;
  /** Loads of a dialog on the screen what is not loaded, or may have missed something. */
  refresh(dialogId: string): Promise<void>;
  /** Forgets what is on its way: it was asked for before the socket listened. */
  giveUpRequests(): void;
  loadOlder(dialogId: string): Promise<void>;
  loadNewer(dialogId: string): Promise<void>;
  jumpToMessage(dialogId: string, messageId: string): Promise<boolean>;
  jumpToNewest(dialogId: string): Promise<void>;
  setAnchor(dialogId: string, messageId: string | null): void;
  loadParticipants(dialogId: string): Promise<void>;
}

export function createTimelines(
  core: StoreCore,
  opened: OpenDialogs,
  whenReady: () => Promise<void>,
): Timelines {
  const anchors = new Map<string, string>();
  /** The latest request for a whole window of each dialog: only its answer is taken. */
  const windows = new Map<string, { request: symbol; query: string; done: Promise<boolean> }>();
  const participants = new Map<string, Promise<void>>();

  function set(dialogId: string, fields: Partial<Timeline>): void {
    core.update((state) => changeTimeline(state, dialogId, (timeline) => ({ ...timeline, ...fields })));
  }

  /** Loads a window in place of the one there is. True where it was loaded. */
  function loadWindow(dialogId: string, query: MessageQuery): Promise<boolean> {
    const key = JSON.stringify(query);
    const running = windows.get(dialogId);
    if (running?.query === key) return running.done;
    const request = Symbol();
    const isLatest = () => windows.get(dialogId)?.request === request;
    const done = fetchWindow(dialogId, query, isLatest).finally(() => {
      if (isLatest()) windows.delete(dialogId);
    });
    windows.set(dialogId, { request, query: key, done });
    return done;
  }

  async function fetchWindow(
    dialogId: string,
    query: MessageQuery,
    isLatest: () => boolean,
  ): Promise<boolean> {
    const timeline = core.state().timelines.get(dialogId);
    if (timeline?.status !== 'ready') set(dialogId, { status: 'loading' });
    await whenReady();
    const outcome = await core.ask(
      () =>
        core.client.listMessages(dialogId, {
          ...query,
          limit: query.around === undefined ? sizeOfNewest(core.state(), dialogId) : pageSize,
        }),
      (state, page) => {
        if (!isLatest()) return state;
        const taken = takePage(state, dialogId, page, 'whole');
        return changeTimeline(taken, dialogId, (fresh) => withDivider(fresh, query, page));
      },
      (state, error) => (isLatest() ? withFailure(state, dialogId, error) : state),
    );
    return outcome.status === 'done' && isLatest();
  }

  async function loadNewest(dialogId: string): Promise<void> {
    await loadWindow(dialogId, {});
  }

  async function loadPage(dialogId: string, place: 'before' | 'after'): Promise<void> {
    const timeline = core.state().timelines.get(dialogId);
    const edge = edgeOf(timeline, place);
    const [isLoading, hasMore] =
      place === 'before'
        ? [timeline?.loadingBefore, timeline?.hasMoreBefore]
        : [timeline?.loadingAfter, timeline?.hasMoreAfter];
    if (edge === undefined || isLoading || !hasMore) return;
    const loading = place === 'before' ? 'loadingBefore' : 'loadingAfter';
    set(dialogId, { [loading]: true });
    // A window that was replaced meanwhile does not join on to this page.
    const isSameWindow = (state: ChatState) => edgeOf(state.timelines.get(dialogId), place) === edge;
    const outcome = await core.ask(
      // Who scrolls gets as much as the server gives: fewer waits on a long way.
      () => core.client.listMessages(dialogId, { [place]: edge, limit: limits.pageSize }),
      (state, page) => (isSameWindow(state) ? takePage(state, dialogId, page, place) : state),
      (state, error) => changeTimeline(state, dialogId, (before) => ({ ...before, [loading]: false, error })),
    );
    if (outcome.status === 'failed') core.emit('error', outcome.error);
  }

  async function loadMessages(dialogId: string): Promise<void> {
    const state = core.state();
    if (state.dialogs.get(dialogId)?.i_am_participant === false) return;
    const timeline = state.timelines.get(dialogId);
    if (timeline?.status === 'ready' && !timeline.isStale) return;
    const running = windows.get(dialogId);
    if (timeline?.status === 'loading' && running) {
      await running.done;
      return;
    }
    const anchor = anchors.get(dialogId);
    const isAway = anchor !== undefined && timeline && hasMessage(timeline.messages, anchor);
    await loadWindow(dialogId, isAway ? { around: anchor } : {});
  }

  function loadParticipants(dialogId: string): Promise<void> {
    const running = participants.get(dialogId) ?? fetchParticipants(dialogId);
    participants.set(dialogId, running);
    return running;
  }

  async function fetchParticipants(dialogId: string): Promise<void> {
    core.update((state) => withParticipantsStatus(state, dialogId, 'loading'));
    await whenReady();
    // Forgotten with the answer, not after it: what the answer brings about may need to ask anew.
    await core.ask(
      () => core.client.listParticipants(dialogId),
      (state, list) => {
        participants.delete(dialogId);
        return takeParticipants(state, dialogId, list);
      },
      (state, error) => {
        participants.delete(dialogId);
        return withParticipantsStatus(state, dialogId, 'failed', error);
      },
    );
  }

  async function refresh(dialogId: string): Promise<void> {
    if (!core.state().dialogs.has(dialogId)) core.update((state) => want(state, dialogId));
    const people = core.state().participants.get(dialogId);
    const needsPeople = people?.status !== 'ready' || people.isStale;
    await Promise.all([loadMessages(dialogId), needsPeople ? loadParticipants(dialogId) : undefined]);
  }

  return {
    async open(dialogId) {
      const isFirst = opened.open(dialogId);
      const timeline = core.state().timelines.get(dialogId);
      if (isFirst && timeline?.status === 'ready') {
        core.update((state) =>
          changeTimeline(state, dialogId, (before) => ({
            ...before,
            firstUnreadId: firstUnreadOf(state, dialogId) ?? unreadFarUp(state, dialogId)?.firstId ?? null,
          })),
        );
      }
      await refresh(dialogId);
    },
    refresh,
    giveUpRequests() {
      windows.clear();
      participants.clear();
    },
    loadOlder: (dialogId) => loadPage(dialogId, 'before'),
    loadNewer: (dialogId) => loadPage(dialogId, 'after'),
    async jumpToMessage(dialogId, messageId) {
      const timeline = core.state().timelines.get(dialogId);
      const oldest = timeline && oldestShown(timeline);
      if (
        timeline &&
        oldest !== undefined &&
        messageId >= oldest &&
        hasMessage(timeline.messages, messageId)
      ) {
        return true;
      }
      const isLoaded = await loadWindow(dialogId, { around: messageId });
      // A message that is not there must not leave an empty screen behind.
      if (!isLoaded && core.state().timelines.get(dialogId)?.messages.length === 0)
        await loadNewest(dialogId);
      return isLoaded;
    },
    async jumpToNewest(dialogId) {
      const timeline = core.state().timelines.get(dialogId);
      const isThere = timeline?.status === 'ready' && !timeline.isStale && !timeline.hasMoreAfter;
      if (!isThere) await loadNewest(dialogId);
    },
    setAnchor(dialogId, messageId) {
      if (messageId === null) anchors.delete(dialogId);
      else anchors.set(dialogId, messageId);
    },
    loadParticipants,
  };
}

function withParticipantsStatus(
  state: ChatState,
  dialogId: string,
  status: 'loading' | 'failed',
  error?: ChatError,
): ChatState {
  const before = state.participants.get(dialogId);
  const known: DialogParticipants = {
    list: before?.list ?? [],
    isStale: before?.isStale ?? false,
    // A list that is loaded stays good enough to show while it is refreshed.
    status: before?.status === 'ready' ? 'ready' : status,
    ...(error && { error }),
  };
  return { ...state, participants: withEntry(state.participants, dialogId, known) };
}
