import { type ComputedRef, computed, onScopeDispose, shallowRef, type WritableComputedRef } from 'vue';
import type { ChatError } from '../client/chat-error.ts';
import type { UserProfile } from '../client/config.ts';
import type { DialogForUser } from '../client/contract.ts';
import { type ChatState, type ListName, type LoadStatus, listNames, listOf } from '../store/state.ts';
import { useChat } from './use-chat.ts';

export interface DialogListState {
  status: LoadStatus;
  hasMore: boolean;
  error?: ChatError;
}

export interface UseDialogs {
  /** Pinned first, then latest activity; of a search, what was found. */
  active: ComputedRef<readonly DialogForUser[]>;
  archived: ComputedRef<readonly DialogForUser[]>;
  available: ComputedRef<readonly DialogForUser[]>;
  /** How far a list, or its search, is loaded. */
  list(name: ListName): ComputedRef<DialogListState>;
  load(name: ListName): Promise<void>;
  loadMore(name: ListName): Promise<void>;
  /** What is searched for; the server is asked 200 ms after the last change. */
  searchText: WritableComputedRef<string>;
  unreadTotal: ComputedRef<number>;
  setPinned(dialogId: string, isPinned: boolean): Promise<boolean>;
  setArchived(dialogId: string, isArchived: boolean): Promise<boolean>;
  setNotifications(dialogId: string, areEnabled: boolean): Promise<boolean>;
  /** Throws the ChatError when the server refuses. */
  join(dialogId: string, profile: UserProfile): Promise<void>;
  /** Throws the ChatError when the server refuses. */
  leave(dialogId: string): Promise<void>;
}

const searchDelayMs = 200;

/** Pinned first, then latest activity, as the server sorts. Times of the wire sort as text. */
function compareDialogs(a: DialogForUser, b: DialogForUser): number {
  if (a.is_pinned !== b.is_pinned) return a.is_pinned ? -1 : 1;
  const [timeA, timeB] = [a.last_message_at ?? a.created_at, b.last_message_at ?? b.created_at];
  if (timeA !== timeB) return timeA > timeB ? -1 : 1;
  return a.id > b.id ? -1 : 1;
}

type DialogLists = Record<ListName, readonly DialogForUser[]>;

function sortIntoLists({ dialogs, search }: ChatState): DialogLists {
  const lists: Record<ListName, DialogForUser[]> = { active: [], archived: [], available: [] };
  const found =
    search && Object.fromEntries(listNames.map((name) => [name, new Set(search.lists[name].ids)]));
  for (const dialog of dialogs.values()) {
    const name = listOf(dialog);
    if (name && (!found || found[name]?.has(dialog.id))) lists[name].push(dialog);
  }
  for (const name of listNames) lists[name].sort(compareDialogs);
  return lists;
}

/** The user's dialogs in their lists, and what can be done with them. */
export function useDialogs(): UseDialogs {
  const { store, state, unreadTotal } = useChat();

  const lists = computed((previous?: { from: ChatState; lists: DialogLists }) => {
    const from = state.value;
    const isSame = previous && previous.from.dialogs === from.dialogs && previous.from.search === from.search;
    return isSame ? previous : { from, lists: sortIntoLists(from) };
  });
  const dialogsOf = (name: ListName) => computed(() => lists.value.lists[name]);

  const typed = shallowRef<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  function searchLater(text: string): void {
    clearTimeout(timer);
    typed.value = text;
    timer = setTimeout(
      () => {
        typed.value = null;
        void store.search(text);
      },
      text === '' ? 0 : searchDelayMs,
    );
  }
  onScopeDispose(() => clearTimeout(timer));

  return {
    active: dialogsOf('active'),
    archived: dialogsOf('archived'),
    available: dialogsOf('available'),
    list: (name) =>
      computed(() => {
        const { status, nextCursor, error } = state.value.search?.lists[name] ?? state.value.lists[name];
        return { status, hasMore: nextCursor !== null, ...(error && { error }) };
      }),
    load: store.loadDialogs,
    loadMore: store.loadMoreDialogs,
    searchText: computed({ get: () => typed.value ?? state.value.search?.text ?? '', set: searchLater }),
    unreadTotal,
    setPinned: store.setPinned,
    setArchived: store.setArchived,
    setNotifications: store.setNotifications,
    join: store.join,
    leave: store.leave,
  };
}
