import type { StoreCore } from './core.ts';
import { listQuery } from './dialog-lists.ts';
import { takeDialogs } from './reducers/answers.ts';
import { type DialogSearch, type FoundDialogs, type ListName, listNames } from './state.ts';

export interface DialogSearcher {
  /** Searches the lists that are loaded; the empty text ends the search. */
  search(text: string): Promise<void>;
  /** Searches one more list, when there is a search that has not been there yet. */
  searchList(list: ListName): Promise<void>;
  searchMore(list: ListName): Promise<void>;
  /** Searches once more for the same. */
  repeat(): Promise<void>;
}

const notSearched: FoundDialogs = { status: 'idle', ids: [], nextCursor: null };

export function createDialogSearcher(core: StoreCore): DialogSearcher {
  let latest = new AbortController();

  async function fetchPage(list: ListName, cursor: string | null): Promise<void> {
    const search = core.state().search;
    if (!search) return;
    const { signal } = latest;
    const known = cursor === null ? [] : search.lists[list].ids;
    setFound({ status: 'loading' });
    await core.ask(
      () =>
        core.client.listDialogs(
          { ...listQuery[list], search: search.text, ...(cursor !== null && { cursor }) },
          { signal },
        ),
      (state, { dialogs, nextCursor }) => {
        if (signal.aborted) return state;
        const ids = [...new Set([...known, ...dialogs.map(({ id }) => id)])];
        const found = withFound(state.search, list, { status: 'ready', ids, nextCursor });
        return { ...takeDialogs(state, dialogs), search: found };
      },
      (state, error) =>
        signal.aborted
          ? state
          : { ...state, search: withFound(state.search, list, { status: 'failed', error }) },
    );

    function setFound(fields: Partial<FoundDialogs>): void {
      core.update((state) => ({ ...state, search: withFound(state.search, list, fields) }));
    }
  }

  async function begin(text: string): Promise<void> {
    latest.abort();
    latest = new AbortController();
    const lists = { active: notSearched, archived: notSearched, available: notSearched };
    core.update((state) => ({ ...state, search: text === '' ? null : { text, lists } }));
    if (text === '') return;
    const shown = listNames.filter((list) => core.state().lists[list].status !== 'idle');
    await Promise.all(shown.map((list) => fetchPage(list, null)));
  }

  return {
    search: (text) => begin(text.trim()),
    async searchList(list) {
      if (core.state().search?.lists[list].status === 'idle') await fetchPage(list, null);
    },
    async searchMore(list) {
      const found = core.state().search?.lists[list];
      if (found?.nextCursor && found.status !== 'loading') await fetchPage(list, found.nextCursor);
    },
    async repeat() {
      const search = core.state().search;
      if (!search) return;
      const searched = listNames.filter((list) => search.lists[list].status !== 'idle');
      await Promise.all(searched.map((list) => fetchPage(list, null)));
    },
  };
}

function withFound(
  search: DialogSearch | null,
  list: ListName,
  fields: Partial<FoundDialogs>,
): DialogSearch | null {
  if (!search) return null;
  const { error, ...before } = search.lists[list];
  return { ...search, lists: { ...search.lists, [list]: { ...before, ...fields } } };
}
