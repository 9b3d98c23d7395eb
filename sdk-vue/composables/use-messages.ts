import { type ComputedRef, computed, type MaybeRefOrGetter, toValue, watch } from 'vue';
import type { Participant } from '../client/contract.ts';
import { type UnreadFarUp, unreadFarUp } from '../store/reducers/reads.ts';
import type { OutgoingMessage, Timeline } from '../store/state.ts';
import { createEntryList, type MessageEntry } from './message-entries.ts';
import { useChat } from './use-chat.ts';
import { whenInBrowser } from './when-in-browser.ts';

export interface UseMessages {
  timeline: ComputedRef<Timeline | undefined>;
  /** What the conversation shows, oldest first: stored and outgoing messages, days, the unread divider. */
  entries: ComputedRef<readonly MessageEntry[]>;
  /** Unread messages that begin before what is loaded, null where there are none. */
  unreadFarUp: ComputedRef<UnreadFarUp | null>;
  /** Loads what failed to load. */
  reload(): Promise<void>;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** True when the message is among the entries afterwards. */
  jumpTo(messageId: string): Promise<boolean>;
  jumpToNewest(): Promise<void>;
  /** The first message that is seen, null at the end: a reconnect loads the window around it. */
  setAnchor(messageId: string | null): void;
  markRead(messageId: string): void;
  /** True when the server took it. */
  edit(messageId: string, html: string): Promise<boolean>;
  remove(messageId: string): Promise<boolean>;
  retry(clientMessageId: string): void;
  discard(clientMessageId: string): void;
  /** Others who have read this message. */
  readersOf(messageId: string): readonly Participant[];
}

/** The messages of a dialog, which is open, that is loaded and kept up to date, as long as the scope lives. */
export function useMessages(dialogId: MaybeRefOrGetter<string>): UseMessages {
  const { store, state } = useChat();
  const id = () => toValue(dialogId);

  const timeline = computed(() => state.value.timelines.get(id()));
  // The same array as before where nothing of this dialog changed, so that its entries are not made anew.
  const outgoing = computed((previous?: readonly OutgoingMessage[]) => {
    const own = state.value.outgoing.filter((message) => message.dialogId === id());
    const isSame =
      previous?.length === own.length && own.every((message, index) => message === previous[index]);
    return isSame && previous ? previous : own;
  });
  const userId = computed(() => state.value.userId);
  const listEntries = createEntryList();
  const entries = computed(() =>
    listEntries({ timeline: timeline.value, outgoing: outgoing.value, userId: userId.value }),
  );

  whenInBrowser(() => {
    watch(
      id,
      (opened, _, onCleanup) => {
        void store.openDialog(opened);
        onCleanup(() => store.closeDialog(opened));
      },
      { immediate: true },
    );
  });

  return {
    timeline,
    entries,
    unreadFarUp: computed(() => unreadFarUp(state.value, id())),
    reload: () => store.jumpToNewest(id()),
    loadOlder: () => store.loadOlder(id()),
    loadNewer: () => store.loadNewer(id()),
    jumpTo: (messageId) => store.jumpToMessage(id(), messageId),
    jumpToNewest: () => store.jumpToNewest(id()),
    setAnchor: (messageId) => store.setAnchor(id(), messageId),
    markRead: (messageId) => store.markRead(id(), messageId),
    edit: (messageId, html) => store.editMessage(id(), messageId, html),
    remove: (messageId) => store.deleteMessage(id(), messageId),
    retry: store.retry,
    discard: store.discard,
    readersOf(messageId) {
      const message = timeline.value?.messages.find((candidate) => candidate.id === messageId);
      const people = state.value.participants.get(id())?.list ?? [];
      return people.filter(
        ({ user_id, last_read_message_id }) =>
          user_id !== userId.value &&
          user_id !== message?.sender_id &&
          last_read_message_id !== null &&
          last_read_message_id >= messageId,
      );
    },
  };
}
