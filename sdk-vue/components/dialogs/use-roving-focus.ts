import { type ComputedRef, computed, onBeforeUpdate, onUpdated, type Ref, ref } from 'vue';

export interface RovingFocus {
  /** Which one Tab stops at. */
  tabStop: ComputedRef<number>;
  onFocusin(event: FocusEvent): void;
  onKeydown(event: KeyboardEvent): void;
}

const itemSelector = '.mtchat-dialog-item__main';

/**
 * Makes a list one stop for Tab, with arrows, Home and End inside it (WAI-ARIA's roving tabindex). Its items are the
 * main buttons of the rows in `list`; `preferred` gives the one that Tab stops at as long as nobody moved, or -1. The
 * focus stays with its row when that moves, and goes to the one in its place when it is gone.
 */
export function useRovingFocus(list: Ref<HTMLElement | null>, preferred: () => number): RovingFocus {
  const moved = ref<number | null>(null);
  const items = () => [...(list.value?.querySelectorAll<HTMLElement>(itemSelector) ?? [])];

  // A row is moved by taking it out and putting it in again, and what is taken out loses the focus.
  let focused: HTMLElement | null = null;
  onBeforeUpdate(() => {
    const { activeElement } = document;
    const isOwn = activeElement instanceof HTMLElement && list.value?.contains(activeElement);
    focused = isOwn ? activeElement : null;
  });
  onUpdated(() => {
    if (focused === null || list.value?.contains(document.activeElement)) return;
    const all = items();
    const next = focused.isConnected ? focused : all[Math.min(moved.value ?? 0, all.length - 1)];
    next?.focus({ preventScroll: true });
  });

  return {
    tabStop: computed(() => moved.value ?? Math.max(preferred(), 0)),
    onFocusin({ target }) {
      const row =
        target instanceof Element ? target.closest('li')?.querySelector<HTMLElement>(itemSelector) : null;
      const place = row ? items().indexOf(row) : -1;
      if (place >= 0) moved.value = place;
    },
    onKeydown(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const all = items();
      const next = all[nextPlace(event.key, moved.value ?? -1, all.length)];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: 'nearest' });
    },
  };
}

function nextPlace(key: string, current: number, count: number): number {
  if (key === 'ArrowDown') return Math.min(current + 1, count - 1);
  if (key === 'ArrowUp') return Math.max(current - 1, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return -1;
}
