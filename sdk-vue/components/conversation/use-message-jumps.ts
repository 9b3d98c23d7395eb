import {
  type ComputedRef,
  computed,
  nextTick,
  onBeforeUnmount,
  type ShallowRef,
  shallowRef,
  watch,
} from 'vue';
import { useConversation } from './conversation-context.ts';
import type { ListEntries } from './use-list-entries.ts';
import { indexOfRow, type ListPosition, type ListStart, unreadPlace } from './use-list-position.ts';

export interface MessageJumps {
  /** The key of the row that stands out for a moment. */
  highlighted: Readonly<ShallowRef<string | null>>;
  /** Whether going down leads back to a reply first. */
  leadsBack: ComputedRef<boolean>;
  /** To a quoted message; `from` is the key of the reply to come back to. */
  toQuoted(messageId: string, from: string): Promise<void>;
  /** To the line before the first unread message. True when it got there. */
  toUnread(firstId: string): Promise<boolean>;
  toNewest(): Promise<void>;
  /** Back to where the last jump began, else to the newest message. */
  down(): Promise<void>;
}

/** As long as the animation of MessageRow. */
const highlightMs = 1_800;

/** Jumps within a conversation, loaded or not, and the way back. */
export function useMessageJumps({
  list,
  position,
}: {
  list: ListEntries;
  position: ListPosition;
}): MessageJumps {
  const { messages } = useConversation();
  const highlighted = shallowRef<string | null>(null);
  const origins = shallowRef<readonly string[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function highlight(messageId: string): void {
    highlighted.value = list.rows.value[indexOfRow(list.rows.value, messageId)]?.key ?? null;
    clearTimeout(timer);
    timer = setTimeout(() => {
      highlighted.value = null;
    }, highlightMs);
  }

  /** True when it got there. */
  async function to(messageId: string, place: ListStart = { middleOf: messageId }): Promise<boolean> {
    if (position.to(place)) {
      highlight(messageId);
      return true;
    }
    const shownPart = list.part.value;
    position.startAt(place);
    const isThere = await messages.jumpTo(messageId);
    await nextTick();
    if (list.part.value === shownPart) {
      position.startAt(null);
      position.to(place);
    }
    if (isThere) highlight(messageId);
    return isThere;
  }

  async function toNewest(): Promise<void> {
    origins.value = [];
    if (messages.timeline.value?.hasMoreAfter) {
      position.startAt('end');
      await messages.jumpToNewest();
      await nextTick();
    }
    position.toEnd();
  }

  watch(position.isAtEnd, (isAtEnd) => {
    if (isAtEnd && !messages.timeline.value?.hasMoreAfter) origins.value = [];
  });
  onBeforeUnmount(() => clearTimeout(timer));

  return {
    highlighted,
    leadsBack: computed(() => origins.value.length > 0),
    async toQuoted(messageId, from) {
      if (await to(messageId)) origins.value = [...origins.value, from];
    },
    toUnread: (firstId) => to(firstId, unreadPlace),
    toNewest,
    async down() {
      const origin = origins.value.at(-1);
      if (origin === undefined) return toNewest();
      origins.value = origins.value.slice(0, -1);
      // The window may have moved on and the reply no longer be loaded; the end is then the best there is.
      if (!(await to(origin))) await toNewest();
    },
  };
}
