import type { ChatClient } from '../client/chat-client.ts';
import type { ChatEmitter } from './chat-events.ts';
import { createConnection } from './connection.ts';
import type { Reach, StoreConnection } from './connection-settings.ts';
import { createCore } from './core.ts';
import { createDialogLists } from './dialog-lists.ts';
import { createDialogSearcher } from './dialog-search.ts';
import { createObjectDialogs } from './object-dialogs.ts';
import type { OpenDialogs } from './open-dialogs.ts';
import { createOptimisticActions } from './optimistic.ts';
import { keepOutgoing } from './outgoing-keeper.ts';
import { createOutgoingQueue } from './outgoing-queue.ts';
import type { OutgoingStorage } from './outgoing-storage.ts';
import { passingFailure } from './passing-failure.ts';
import { createReadMarks } from './read-marks.ts';
import { markStale } from './reducers/timelines.ts';
import { createRetryTimers } from './retry-timers.ts';
import { createTimelines } from './timelines.ts';
import { startTypingClock } from './typing-clock.ts';
import { createWantedDialogs } from './wanted-dialogs.ts';
import { watchJoins } from './watch-joins.ts';

export interface SessionOptions {
  client: ChatClient;
  settings: () => StoreConnection;
  emit: ChatEmitter['emit'];
  opened: OpenDialogs;
  storage: OutgoingStorage;
  reach: Reach;
}

export type Session = ReturnType<typeof createSession>;

/** The key of the one retry that there is. */
const missed = 'missed';

/** The chat of one user at one server, its parts wired together. Another user gets another session. */
export function createSession({ client, settings, emit, opened, storage, reach }: SessionOptions) {
  const { baseUrl, userId } = settings();
  const scope = JSON.stringify([baseUrl, userId]);
  const core = createCore(client, userId, emit);
  /** The latest resync, while it is under way. */
  let resyncing: symbol | undefined;
  const isResyncing = () => resyncing !== undefined;

  const connection = createConnection(core, settings, opened, { onOnline }, reach);
  const lists = createDialogLists(core, opened, connection.whenReady);
  const searcher = createDialogSearcher(core);
  const object = createObjectDialogs(core, connection.whenReady);
  const timelines = createTimelines(core, opened, connection.whenReady);
  const wanted = createWantedDialogs(core, opened, object.include);
  const stopWatchingJoins = watchJoins(core, opened, (dialogId) => {
    connection.retarget();
    void timelines.refresh(dialogId);
  });
  const marks = createReadMarks(core);
  const queue = createOutgoingQueue(
    core,
    scope,
    () => core.state().connection === 'online' && !isResyncing(),
  );
  const stopKeeping = keepOutgoing(core, storage, scope);
  const stopTypingClock = startTypingClock(core);

  /** No event would ever tell of what was missed: what cannot be loaded now is tried again. */
  const retries = createRetryTimers(() => {
    if (core.state().connection === 'online' && !isResyncing()) void loadShown();
  });

  async function loadShown(): Promise<void> {
    await Promise.all([
      ...opened.ids().map((dialogId) => timelines.refresh(dialogId)),
      lists.reloadAll(),
      object.reload(),
      searcher.repeat(),
    ]);
    if (core.state().wanted.size > 0) await wanted.fetchAll();
    const failure = passingFailure(core.state(), opened.ids());
    if (failure) retries.failed(missed, failure.retryAfterSeconds);
    else retries.succeeded(missed);
  }

  /** Loads anew all that is shown, after events may have been missed. What waits to be sent goes afterwards. */
  async function resync(): Promise<void> {
    core.forgetRequests();
    timelines.giveUpRequests();
    core.update(markStale);
    await loadShown();
    await marks.flush();
  }

  function onOnline(mayHaveMissed: boolean): void {
    if (!mayHaveMissed) {
      queue.flush();
      return;
    }
    const begun = Symbol();
    resyncing = begun;
    void resync().finally(() => {
      // One of a connection that was lost meanwhile leaves it to the next.
      if (resyncing !== begun) return;
      resyncing = undefined;
      queue.flush();
    });
  }

  return {
    core,
    connection,
    lists,
    searcher,
    object,
    timelines,
    wanted,
    marks,
    queue,
    actions: createOptimisticActions(core),
    destroy() {
      retries.stop();
      marks.stop();
      queue.stop();
      wanted.stop();
      stopKeeping();
      stopTypingClock();
      stopWatchingJoins();
      connection.destroy();
    },
  };
}
