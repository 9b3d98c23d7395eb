import { onBeforeUnmount, onMounted, type Ref, watch } from 'vue';

export interface SeenMessagesOptions {
  viewport: Readonly<Ref<HTMLElement | null>>;
  /** Whether anything is left to be seen. */
  hasUnread(): boolean;
  /** Whether the list stands still where it should: rows on their way were not read. */
  isPlaced(): boolean;
  /** Called with the newest message that was seen, when it is newer than the one before. */
  onSeen(messageId: string): void;
}

/**
 * Watches what a person really sees: rows within the list and the window, while the page is visible and has the
 * focus. Returns a function to call when rows or their places changed.
 */
export function useSeenMessages(options: SeenMessagesOptions): () => void {
  let newest = '';
  let frame = 0;
  let observer: IntersectionObserver | undefined;

  function look(): void {
    const element = options.viewport.value;
    if (!element || !options.isPlaced() || !options.hasUnread()) return;
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
    const seen = newestInSight(element);
    if (seen === null || seen <= newest) return;
    newest = seen;
    options.onSeen(seen);
  }

  function lookSoon(): void {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(look);
  }

  onMounted(() => {
    document.addEventListener('visibilitychange', lookSoon);
    window.addEventListener('focus', lookSoon);
    // An inline chat may be scrolled into the window by the host's page, of which the list hears nothing.
    observer = new IntersectionObserver(lookSoon, { threshold: [0, 0.25, 0.5, 0.75, 1] });
    if (options.viewport.value) observer.observe(options.viewport.value);
  });
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', lookSoon);
    window.removeEventListener('focus', lookSoon);
    observer?.disconnect();
    cancelAnimationFrame(frame);
  });
  watch(() => options.hasUnread(), lookSoon);

  return lookSoon;
}

/** The last stored message whose end is in sight, or that fills the view. */
function newestInSight(viewport: HTMLElement): string | null {
  const view = viewport.getBoundingClientRect();
  const top = Math.max(view.top, 0);
  const bottom = Math.min(view.bottom, window.innerHeight);
  if (bottom <= top) return null;
  let newest: string | null = null;
  for (const row of viewport.querySelectorAll<HTMLElement>('[data-message-id]')) {
    const { top: start, bottom: end } = row.getBoundingClientRect();
    const endIsInSight = end > top && end <= bottom + 1;
    const fillsView = start <= top && end >= bottom;
    const id = row.dataset.messageId;
    if (id !== undefined && (endIsInSight || fillsView) && (newest === null || id > newest)) newest = id;
  }
  return newest;
}
