import type { DialogPage, DialogQuery } from '../client/chat-client.ts';
import type { ChatError } from '../client/chat-error.ts';
import type { DialogForUser } from '../client/contract.ts';
import type { StoreCore } from './core.ts';
import type { OpenDialogs } from './open-dialogs.ts';
import { takeDialogs } from './reducers/answers.ts';
import { unlistDialog, want } from './reducers/dialogs.ts';
import { type ChatState, type DialogList, type ListName, listNames, listOf } from './state.ts';

export interface DialogLists {
  load(list: ListName): Promise<void>;
  loadMore(list: ListName): Promise<void>;
  /** Loads as much of every loaded list as was loaded, whatever is on its way. */
  reloadAll(): Promise<void>;
}

const pageSize = 50;
const largestPage = 100;

export const listQuery: Record<ListName, DialogQuery> = {
  active: { type: 'participating', archived: false },
  archived: { type: 'participating', archived: true },
  available: { type: 'available' },
};

export function createDialogLists(
  core: StoreCore,
  opened: OpenDialogs,
  whenReady: () => Promise<void>,
): DialogLists {
  const loading = new Map<ListName, Promise<void>>();

  /** One request a list at a time: who asks again gets the same. */
  function once(list: ListName, load: () => Promise<unknown>): Promise<void> {
    const running = loading.get(list);
    if (running) return running;
    const started: Promise<void> = load().then(() => {
      if (loading.get(list) === started) loading.delete(list);
    });
    loading.set(list, started);
    return started;
  }

  function setList(list: ListName, fields: Partial<DialogList>): void {
    core.update((state) => withList(state, list, fields));
  }

  async function loadPage(list: ListName, cursor: string | null): Promise<void> {
    setList(list, { status: 'loading' });
    await whenReady();
    await core.ask(
      () =>
        core.client.listDialogs({ ...listQuery[list], limit: pageSize, ...(cursor !== null && { cursor }) }),
      (state, page) =>
        withList(takeDialogs(state, page.dialogs), list, { status: 'ready', nextCursor: page.nextCursor }),
      (state, error) => withList(state, list, { status: 'failed' }, error),
    );
  }

  async function fetchAsMany(list: ListName, count: number): Promise<DialogPage> {
    const dialogs: DialogForUser[] = [];
    let nextCursor: string | null = null;
    do {
      const limit = Math.min(largestPage, Math.max(pageSize, count - dialogs.length));
      const page: DialogPage = await core.client.listDialogs({
        ...listQuery[list],
        limit,
        ...(nextCursor !== null && { cursor: nextCursor }),
      });
      dialogs.push(...page.dialogs);
      nextCursor = page.nextCursor;
    } while (nextCursor !== null && dialogs.length < count);
    return { dialogs, nextCursor };
  }

  async function reload(list: ListName): Promise<void> {
    const before = idsIn(core.state(), list);
    setList(list, { status: 'loading' });
    await core.ask(
      () => fetchAsMany(list, before.length),
      (state, page) => {
        const without = dropGone(state, list, before, page.dialogs, opened);
        return withList(takeDialogs(without, page.dialogs), list, {
          status: 'ready',
          nextCursor: page.nextCursor,
        });
      },
      (state, error) => withList(state, list, { status: 'failed' }, error),
    );
  }

  return {
    async load(list) {
      const { status, nextCursor } = core.state().lists[list];
      if (status === 'idle') await once(list, () => loadPage(list, null));
      else if (status === 'failed') await once(list, () => loadPage(list, nextCursor));
      else if (status === 'loading' || list !== 'available') await loading.get(list);
      else await once(list, () => reload(list));
    },
    async loadMore(list) {
      const { status, nextCursor } = core.state().lists[list];
      if (nextCursor !== null && status !== 'idle') await once(list, () => loadPage(list, nextCursor));
    },
    async reloadAll() {
      const loaded = listNames.filter((list) => core.state().lists[list].status !== 'idle');
      loading.clear();
      await Promise.all(loaded.map((list) => once(list, () => reload(list))));
    },
  };
}

function withList(
  state: ChatState,
  list: ListName,
  fields: Partial<DialogList>,
  error?: ChatError,
): ChatState {
  const { error: _, ...before } = state.lists[list];
  return { ...state, lists: { ...state.lists, [list]: { ...before, ...fields, ...(error && { error }) } } };
}

function idsIn(state: ChatState, list: ListName): string[] {
  return [...state.dialogs.values()].filter((dialog) => listOf(dialog) === list).map(({ id }) => id);
}

/**
 * The state without the dialogs that were in a list and are no longer. One that an event has moved to another list
 * meanwhile stays there; one that is on the screen is asked for instead.
 */
function dropGone(
  state: ChatState,
  list: ListName,
  before: readonly string[],
  fetched: readonly DialogForUser[],
  opened: OpenDialogs,
): ChatState {
  const present = new Set(fetched.map(({ id }) => id));
  return before.reduce((next, id) => {
    const dialog = next.dialogs.get(id);
    if (present.has(id) || !dialog || listOf(dialog) !== list) return next;
    const isShown = opened.has(id) || next.object?.ids.includes(id);
    return isShown ? want(next, id) : unlistDialog(next, id);
  }, state);
}
