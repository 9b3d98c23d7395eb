import { onBeforeUnmount, onMounted, type Ref, watch } from 'vue';

/**
 * Calls `onReached` when `sentinel`, an element after the last item, comes within a screen of being seen, and again
 * after each change of `loadedCount` while it is there: one page may not fill the list.
 */
export function useEndReached(
  sentinel: Ref<HTMLElement | null>,
  loadedCount: () => number,
  onReached: () => void,
): void {
  let observer: IntersectionObserver | undefined;

  function observeAnew(): void {
    // An observer reports changes only, and the sentinel may have stayed in sight.
    observer?.disconnect();
    if (sentinel.value !== null) observer?.observe(sentinel.value);
  }

  onMounted(() => {
    observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) onReached();
      },
      { rootMargin: '300px 0px' },
    );
    watch([sentinel, loadedCount], observeAnew, { immediate: true, flush: 'post' });
  });
  onBeforeUnmount(() => observer?.disconnect());
}
