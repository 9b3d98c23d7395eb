import type { Ref } from 'vue';
import type { UseMessages } from '../../composables/use-messages.ts';

export interface EdgeLoadingOptions {
  viewport: Readonly<Ref<HTMLElement | null>>;
  /** Whether the list stands where it should: before that it is at its start for a moment. */
  isPlaced(): boolean;
  messages: Pick<UseMessages, 'timeline' | 'loadOlder' | 'loadNewer'>;
}

/** How near to an edge the next page is asked for, in heights of the view: early enough to be there in time. */
const viewsAhead = 1.5;

/**
 * Returns a function that loads earlier or later messages when an edge of the loaded ones is near. To be called when
 * the list moved or grew, not when a page failed: that would ask the server without end.
 */
export function useEdgeLoading({ viewport, isPlaced, messages }: EdgeLoadingOptions): () => void {
  return () => {
    const [element, timeline] = [viewport.value, messages.timeline.value];
    if (!element || timeline?.status !== 'ready' || !isPlaced()) return;
    const distance = element.clientHeight * viewsAhead;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (timeline.hasMoreBefore && !timeline.loadingBefore && element.scrollTop < distance) {
      void messages.loadOlder();
    }
    if (timeline.hasMoreAfter && !timeline.loadingAfter && below < distance) void messages.loadNewer();
  };
}
