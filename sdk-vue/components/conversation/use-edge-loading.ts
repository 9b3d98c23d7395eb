import type { Ref } from 'vue';
import type { UseMessages } from '../../composables/use-messages.ts';

export interface EdgeLoadingOptions {
  viewport: Readonly<Ref<HTMLElement | null>>;
  /** Whether the list stands where it should: before that it is at its start for a moment. */
  isPlaced(): boolean;
  /** Whether it stands at its end, and follows what arrives. */
  isAtEnd(): boolean;
  messages: Pick<UseMessages, 'timeline' | 'loadOlder' | 'loadNewer'>;
}

/** How near to an edge the next page is asked for, in heights of the view: early enough to be there in time. */
const viewsAhead = 1.5;
/** The same while its reader has not moved: opening a conversation costs no page more than is seen. */
const viewsAheadAtRest = 0.25;
/** Less than this is no move of a reader's, in pixels: rows settle as they are measured. */
const restTolerance = 32;

/**
 * Returns a function that loads earlier or later messages when an edge of the loaded ones is near. To be called when
 * the list moved or grew, not when a page failed: that would ask the server without end.
 */
export function useEdgeLoading({ viewport, isPlaced, isAtEnd, messages }: EdgeLoadingOptions): () => void {
  /** Where the list was placed; null before. */
  let restsAt: number | null = null;
  let isAtRest = true;

  function distanceAhead(element: HTMLElement): number {
    restsAt ??= element.scrollTop;
    isAtRest &&= Math.abs(element.scrollTop - restsAt) <= restTolerance;
    return element.clientHeight * (isAtRest || isAtEnd() ? viewsAheadAtRest : viewsAhead);
  }

  return () => {
    const [element, timeline] = [viewport.value, messages.timeline.value];
    if (!isPlaced()) {
      restsAt = null;
      isAtRest = true;
      return;
    }
    if (!element || timeline?.status !== 'ready') return;
    const distance = distanceAhead(element);
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (timeline.hasMoreBefore && !timeline.loadingBefore && element.scrollTop < distance) {
      void messages.loadOlder();
    }
    if (timeline.hasMoreAfter && !timeline.loadingAfter && below < distance) void messages.loadNewer();
  };
}
