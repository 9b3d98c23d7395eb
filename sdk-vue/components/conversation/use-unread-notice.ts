import { until } from '@vueuse/core';
import { type ComputedRef, computed, shallowRef } from 'vue';
import { useConversation } from './conversation-context.ts';
import type { ListPosition } from './use-list-position.ts';
import type { MessageJumps } from './use-message-jumps.ts';

export interface UnreadNotice {
  /** How many new messages there are, the first of them further up than is loaded; 0 where there is nothing to say. */
  count: ComputedRef<number>;
  /** While it is true, what is seen does not count as read. */
  holdsReading: ComputedRef<boolean>;
  jump(): Promise<void>;
  /** Takes all as read. */
  dismiss(): void;
}

export interface UnreadNoticeOptions {
  position: ListPosition;
  jumps: MessageJumps;
  /** Moves the focus to a message, as the button that had it is gone. */
  focusOn(messageId: string): void;
}

/**
 * Tells of new messages that begin above what is loaded. There is one read position, so marking the newest message as
 * read would mark those above it too, which nobody has seen: as in Slack, nothing is marked until the reader has gone to
 * the first of them or has said that they need not. Having gone there, they read on as in Telegram: what they skip by
 * going back to the newest message is theirs to skip.
 */
export function useUnreadNotice({ position, jumps, focusOn }: UnreadNoticeOptions): UnreadNotice {
  const { messages } = useConversation();
  /** Messages up to here are dealt with; those that are missed after it, offline say, are told of again. */
  const dealtWithUpTo = shallowRef('');

  const farUp = computed(() => {
    const unread = messages.unreadFarUp.value;
    return unread !== null && unread.firstId > dealtWithUpTo.value ? unread : null;
  });

  function newestId(): string {
    const timeline = messages.timeline.value;
    return timeline?.newestId ?? timeline?.messages.at(-1)?.id ?? '';
  }

  return {
    count: computed(() => farUp.value?.count ?? 0),
    holdsReading: computed(() => farUp.value !== null),
    async jump() {
      const unread = farUp.value;
      const newest = newestId();
      if (unread === null || !(await jumps.toUnread(unread.firstId))) return;
      dealtWithUpTo.value = newest;
      // Rows that are not shown yet take no focus.
      await until(position.isPlaced).toBe(true);
      focusOn(unread.firstId);
    },
    dismiss() {
      dealtWithUpTo.value = newestId();
      messages.markRead(dealtWithUpTo.value);
      const newestLoaded = messages.timeline.value?.messages.at(-1);
      if (newestLoaded) focusOn(newestLoaded.id);
    },
  };
}
