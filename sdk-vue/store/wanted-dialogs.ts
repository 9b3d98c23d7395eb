import type { StoreCore } from './core.ts';
import type { ObjectDialogsLoader } from './object-dialogs.ts';
import type { OpenDialogs } from './open-dialogs.ts';
import { takeDialogs } from './reducers/answers.ts';
import { dropDialog } from './reducers/dialogs.ts';
import { changeTimeline } from './reducers/timelines.ts';
import { listNames } from './state.ts';

export interface WantedDialogs {
  /** Asks for all dialogs that are wanted, now. */
  fetchAll(): Promise<void>;
  stop(): void;
}

/** Events come in bursts: one question a burst. */
const gatherMs = 100;
const retryMs = 5_000;

/** Asks the server for the dialogs that the state wants. */
export function createWantedDialogs(
  core: StoreCore,
  opened: OpenDialogs,
  include: ObjectDialogsLoader['include'],
): WantedDialogs {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRunning = false;
  let isStopped = false;

  function schedule(delay: number): void {
    if (isStopped) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      void fetchGathered();
    }, delay);
  }

  function isListLoading(): boolean {
    return listNames.some((list) => core.state().lists[list].status === 'loading');
  }

  async function fetchOne(dialogId: string): Promise<boolean> {
    const outcome = await core.ask(
      () => core.client.getDialog(dialogId),
      (state, dialog) => include(takeDialogs(state, [dialog]), dialog),
      (state, error) => {
        if (error.code !== 'NOT_FOUND' && error.code !== 'FORBIDDEN') return state;
        const without = dropDialog(state, dialogId);
        if (!opened.has(dialogId)) return without;
        return changeTimeline(without, dialogId, (timeline) => ({ ...timeline, status: 'failed', error }));
      },
    );
    return outcome.status === 'done' || !core.state().wanted.has(dialogId);
  }

  async function fetchOneByOne(): Promise<void> {
    for (const dialogId of core.state().wanted) {
      if (isStopped) return;
      if (!core.state().wanted.has(dialogId)) continue;
      if (!(await fetchOne(dialogId))) return schedule(retryMs);
    }
  }

  async function fetchGathered(): Promise<void> {
    isRunning = true;
    await fetchOneByOne();
    isRunning = false;
    if (core.state().wanted.size > 0) schedule(gatherMs);
  }

  const unsubscribe = core.subscribe(() => {
    // The list that is being loaded may bring them.
    if (core.state().wanted.size > 0 && !isRunning && !isListLoading()) schedule(gatherMs);
  });

  return {
    // What is on its way may have been asked too early for the caller.
    fetchAll: fetchOneByOne,
    stop() {
      isStopped = true;
      unsubscribe();
      clearTimeout(timer);
    },
  };
}
