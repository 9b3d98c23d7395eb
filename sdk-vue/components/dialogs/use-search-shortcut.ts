import { onBeforeUnmount, onMounted, type Ref } from 'vue';

/**
 * Ctrl-K, or Cmd-K, calls `focusSearch` while `area` is seen. With several chats on a page the one that has the focus
 * answers, else the first.
 */
export function useSearchShortcut(area: Ref<HTMLElement | null>, focusSearch: () => void): void {
  function onKeydown(event: KeyboardEvent): void {
    const isShortcut = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!isShortcut || event.defaultPrevented || event.shiftKey) return;
    const own = area.value?.closest('.mtchat');
    const focused = document.activeElement?.closest('.mtchat') ?? own;
    if (!area.value || focused !== own || !isSeen(area.value)) return;
    event.preventDefault();
    focusSearch();
  }

  onMounted(() => window.addEventListener('keydown', onKeydown));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKeydown));
}

function isSeen(element: HTMLElement): boolean {
  const box = element.getBoundingClientRect();
  const isRendered = box.width > 0 && box.height > 0;
  return isRendered && box.bottom > 0 && box.top < window.innerHeight;
}
