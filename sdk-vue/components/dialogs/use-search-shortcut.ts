import { onBeforeUnmount, onMounted } from 'vue';

/**
 * Ctrl-K, or Cmd-K, calls `focusSearch` while `area` is seen. With several chats on a page the one that has the focus
 * answers, else the first. Without an area the keys stay the host's.
 */
export function useSearchShortcut(area: () => HTMLElement | null, focusSearch: () => void): void {
  function onKeydown(event: KeyboardEvent): void {
    const isShortcut = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!isShortcut || event.defaultPrevented || event.shiftKey) return;
    const searched = area();
    const own = searched?.closest('.mtchat');
    const focused = document.activeElement?.closest('.mtchat') ?? own;
    if (!searched || focused !== own || !isSeen(searched)) return;
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
