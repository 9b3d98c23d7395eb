import type { VirtualizerHandle } from 'virtua/vue';
import { nextTick, onBeforeUnmount, onMounted, type Ref, type ShallowRef, shallowRef, watch } from 'vue';
import type { MessageEntry } from '../../composables/message-entries.ts';
import type { ListPlace } from './list-places.ts';
import type { ListEntries } from './use-list-entries.ts';

/** So near to the end counts as there: fractions of pixels, and a reader who nudged the wheel. */
const endTolerance = 32;
/** Where a row that is started from stands below the top edge, so that what went before is in sight. */
const startMargin = 72;

/** Where one reads on: the line before the new messages, near the top. */
export const unreadPlace: ListPlace = { key: 'unread', offset: startMargin };

/** A place to go back to, or a row to look at, named by its key or its message. */
export type ListStart = ListPlace | { middleOf: string };

export interface ListPosition {
  /** Whether the newest loaded row is in sight; the list then follows what arrives. */
  isAtEnd: Readonly<ShallowRef<boolean>>;
  /** Index of the first row in sight. */
  firstInSight: Readonly<ShallowRef<number>>;
  isScrolling: Readonly<ShallowRef<boolean>>;
  /** False until the list stands where it starts. */
  isPlaced: Readonly<ShallowRef<boolean>>;
  onScroll(): void;
  onScrollEnd(): void;
  /** To call when rows or the viewport changed their size. */
  onResize(): Promise<void>;
  toEnd(): void;
  /** False when the row is not in the list. */
  to(place: ListStart): boolean;
  /** Brings a row into sight with as little movement as possible. */
  intoSight(index: number): void;
  place(): ListPlace | null;
  /** Where the next part of the conversation starts; null leaves it to the list. */
  startAt(place: ListStart | null): void;
}

export interface ListPositionOptions {
  viewport: Readonly<Ref<HTMLElement | null>>;
  virtualizer: Readonly<Ref<VirtualizerHandle | null>>;
  list: ListEntries;
  /** Whether the rows go on to the newest message: only then is there news to follow. */
  reachesNewest(): boolean;
  /** Where the list starts when it is first shown. */
  firstPlace(rows: readonly MessageEntry[]): ListPlace;
}

/** Where the list stands, and how it stays there while rows come, go and grow. */
export function useListPosition(options: ListPositionOptions): ListPosition {
  const { viewport, virtualizer, list } = options;
  const isAtEnd = shallowRef(true);
  const firstInSight = shallowRef(0);
  const isScrolling = shallowRef(false);
  const isPlaced = shallowRef(false);
  let nextStart: ListStart | null = null;
  /** Whether new rows are scrolled to. The slightest move up ends it, or growing rows would pull the reader back. */
  let follows = true;
  let last = { offset: 0, height: 0, clientHeight: 0 };
  let frame = 0;

  const indexOf = (id: string) => indexOfRow(list.rows.value, id);

  /**
   * By the browser alone: the virtualiser goes on to its goal while rows are measured, and would pull back who scrolls up
   * meanwhile. Here `onResize` goes on, which a reader ends.
   */
  function toEnd(): void {
    isAtEnd.value = true;
    follows = true;
    viewport.value?.scrollTo({ top: viewport.value.scrollHeight, behavior: 'instant' });
  }

  function leaveEnd(): void {
    isAtEnd.value = false;
    follows = false;
  }

  function to(place: ListStart): boolean {
    if (place === 'end') {
      toEnd();
      return true;
    }
    const isMiddle = 'middleOf' in place;
    const index = indexOf(isMiddle ? place.middleOf : place.key);
    if (index < 0) return false;
    leaveEnd();
    const alignment = isMiddle
      ? ({ align: 'center' } as const)
      : ({ align: 'start', offset: -place.offset } as const);
    virtualizer.value?.scrollToIndex(index, alignment);
    return true;
  }

  /** Shown once the rows around the start are measured: before that they would be seen to move. */
  function start(place: ListStart): void {
    isPlaced.value = false;
    if (!to(place)) toEnd();
    cancelAnimationFrame(frame);
    let frames = 0;
    const show = () => {
      frames += 1;
      if (frames < 4) frame = requestAnimationFrame(show);
      else {
        isPlaced.value = true;
        readPosition();
      }
    };
    frame = requestAnimationFrame(show);
  }

  function readPosition(): void {
    const [element, handle] = [viewport.value, virtualizer.value];
    // Until it is placed, the offset is that of another part of the conversation.
    if (!element || !handle || !isPlaced.value) return;
    const { scrollTop: offset, scrollHeight: height, clientHeight } = element;
    const isNearEnd = height - offset - clientHeight <= endTolerance;
    // Rows that grow or shrink move the offset as well, but by no more than that: what is beyond it was a person.
    const sizeChange = Math.abs(height - last.height) + Math.abs(clientHeight - last.clientHeight);
    const wasMovedUp = last.offset - offset > sizeChange + 1;
    if (wasMovedUp) follows = false;
    else if (isNearEnd) follows = true;
    isAtEnd.value = isNearEnd || follows;
    last = { offset, height, clientHeight };
    firstInSight.value = handle.findItemIndex(offset);
  }

  /** As it is seen: the virtualiser may be about to make up for rows that were just measured. */
  function place(): ListPlace | null {
    const element = viewport.value;
    if (!element || list.rows.value.length === 0) return null;
    if (isAtEnd.value) return 'end';
    const { top } = element.getBoundingClientRect();
    for (const row of element.querySelectorAll<HTMLElement>('[data-row]')) {
      const { top: rowTop, bottom } = row.getBoundingClientRect();
      if (bottom > top && row.dataset.row !== undefined)
        return { key: row.dataset.row, offset: rowTop - top };
    }
    return null;
  }

  watch([list.rows, list.part], async ([, part], [, partBefore]) => {
    // Now, before the rows are in the document: afterwards it is too late to know where the reader was.
    const stays = follows && !list.isAtStart.value;
    const place = nextStart ?? (isAtEnd.value ? 'end' : options.firstPlace(list.rows.value));
    await nextTick();
    if (part === partBefore) {
      if (stays && options.reachesNewest()) toEnd();
      return;
    }
    nextStart = null;
    start(place);
  });
  onMounted(() => start(options.firstPlace(list.rows.value)));
  onBeforeUnmount(() => cancelAnimationFrame(frame));

  return {
    isAtEnd,
    firstInSight,
    isScrolling,
    isPlaced,
    onScroll() {
      isScrolling.value = true;
      readPosition();
    },
    onScrollEnd() {
      isScrolling.value = false;
      readPosition();
    },
    async onResize() {
      // The virtualiser knows the sizes before the document does.
      await nextTick();
      if (follows) toEnd();
    },
    toEnd,
    to,
    intoSight: (index) => virtualizer.value?.scrollToIndex(index, { align: 'nearest' }),
    place,
    startAt(place) {
      nextStart = place;
    },
  };
}

/** Where an opened conversation starts: where its reader left it, else at the first unread message, else at the end. */
export function startOf(rows: readonly MessageEntry[], left: ListPlace | undefined): ListPlace {
  if (left !== undefined && left !== 'end' && rows.some((row) => row.key === left.key)) return left;
  return rows.some((row) => row.kind === 'unread') ? unreadPlace : 'end';
}

/** The index of a row by its key or by the id of its message, or -1. */
export function indexOfRow(rows: readonly MessageEntry[], id: string): number {
  return rows.findIndex((row) => row.key === id || ('message' in row && row.message.id === id));
}
