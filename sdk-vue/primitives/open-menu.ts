import { onBeforeUnmount, onMounted, type Ref, watch } from 'vue';
import { indexAfterKey, itemBeginningWith } from './menu-keys.ts';
import type { MenuOpening } from './menu-opening.ts';
import { placeBeside } from './place-beside.ts';

/** How long what was typed to find an item counts. */
const typingPauseMs = 500;

const anyItem = '[role^="menuitem"]';

export interface OpenMenuOptions extends Pick<MenuOpening, 'anchor' | 'trigger' | 'byKeyboard'> {
  side: 'top' | 'bottom';
  align: 'start' | 'end';
}

/** Listeners of the menu's element. */
export interface OpenMenuListeners {
  onKeydown(event: KeyboardEvent): void;
  onPointermove(event: PointerEvent): void;
  onFocusout(event: FocusEvent): void;
}

/**
 * Behaviour of a menu that is open, for as long as the calling component is mounted: its place beside the anchor in the
 * browser's top layer, its keys and when it closes. `menu` is a popover (`popover="manual"`) with the role of a menu; what
 * in it has the role of an item can have the focus. `close` is told whether the person turned to something else, so that
 * the focus is not to be taken back. Call it in `setup`.
 */
export function useOpenMenu(
  menu: Readonly<Ref<HTMLElement | null>>,
  options: Readonly<OpenMenuOptions>,
  close: (goesElsewhere: boolean) => void,
): OpenMenuListeners {
  let typed = '';
  let typedAt = 0;

  /** Those of the menu, and those that a host put into it. */
  function entries(): HTMLElement[] {
    return [...(menu.value?.querySelectorAll<HTMLElement>(anyItem) ?? [])];
  }

  function place(): void {
    const element = menu.value;
    if (element === null) return;
    const view = { width: window.innerWidth, height: window.innerHeight };
    const startsLeft = getComputedStyle(element).direction === 'ltr';
    const alignment = (options.align === 'start') === startsLeft ? 'left' : 'right';
    const anchor = options.anchor.getBoundingClientRect();
    const { left, top } = placeBeside(anchor, element.getBoundingClientRect(), options.side, view, alignment);
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
  }

  function focusByKey(event: KeyboardEvent): void {
    const all = entries();
    const { activeElement } = document;
    const current = activeElement instanceof HTMLElement ? all.indexOf(activeElement) : -1;
    const next = all[indexAfterKey(event.key, current, all.length)] ?? focusByText(event, all, current);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  }

  function focusByText(event: KeyboardEvent, all: HTMLElement[], current: number): HTMLElement | undefined {
    const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isText || (event.key === ' ' && typed === '')) return undefined;
    if (event.timeStamp - typedAt > typingPauseMs) typed = '';
    typed += event.key;
    typedAt = event.timeStamp;
    const texts = all.map((entry) => entry.textContent ?? '');
    return all[itemBeginningWith(typed, texts, current)];
  }

  function isInside(node: EventTarget | null): boolean {
    return node instanceof Node && (menu.value?.contains(node) || options.trigger?.contains(node) || false);
  }

  function onPointerdown({ target }: PointerEvent): void {
    if (!isInside(target)) close(true);
  }

  const closeElsewhere = () => close(true);

  function show(): void {
    place();
    const first = options.byKeyboard ? entries()[0] : menu.value;
    first?.focus({ preventScroll: true });
  }

  // A context menu that is asked for elsewhere while it is open.
  watch(() => options.anchor, show, { flush: 'post' });

  onMounted(() => {
    // The browser's top layer: nothing of the host's page can clip it or lie above it.
    menu.value?.showPopover?.();
    show();
    document.addEventListener('pointerdown', onPointerdown, true);
    window.addEventListener('resize', closeElsewhere);
    // The host's page moves below what is fixed to its window.
    window.addEventListener('scroll', place, true);
  });
  onBeforeUnmount(() => {
    document.removeEventListener('pointerdown', onPointerdown, true);
    window.removeEventListener('resize', closeElsewhere);
    window.removeEventListener('scroll', place, true);
  });

  return {
    onKeydown(event) {
      // Nothing that is typed here is for the chat behind, or for the host's page.
      event.stopPropagation();
      if (event.key === 'Escape' || event.key === 'Tab') {
        event.preventDefault();
        close(false);
        return;
      }
      focusByKey(event);
    },
    onPointermove({ pointerType, target }) {
      if (pointerType === 'touch' || !(target instanceof Element)) return;
      const entry = target.closest<HTMLElement>(anyItem) ?? menu.value;
      if (entry !== document.activeElement) entry?.focus({ preventScroll: true });
    },
    onFocusout({ relatedTarget }) {
      if (relatedTarget !== null && !isInside(relatedTarget)) close(true);
    },
  };
}
