import { computed, nextTick, type ShallowRef, shallowRef } from 'vue';
import type { MenuTriggerAttributes, MtMenuExposed } from './types.ts';

/** How a menu that is open was opened. */
export interface MenuOpening {
  /** What it is beside. */
  anchor: { getBoundingClientRect(): DOMRect };
  /** The button that opened it: a click on it closes the menu, which is that button's own affair. */
  trigger: HTMLElement | null;
  returnFocus: HTMLElement | null;
  /** Its first item gets the focus then. */
  byKeyboard: boolean;
}

/** What a menu has to tell. */
interface MenuEvents {
  select(id: string): void;
  openChanged(open: boolean): void;
}

/** When a menu opens and closes, and where the focus goes then: what MtMenu and its replacements have in common. */
export interface UseMenuOpening {
  /** Null while the menu is closed. */
  opening: Readonly<ShallowRef<MenuOpening | null>>;
  triggerAttributes: Readonly<ShallowRef<MenuTriggerAttributes>>;
  /** Closes the menu and then tells of the choice. */
  select(id: string): Promise<void>;
  /** `restoresFocus`: gives the focus back to where it came from. */
  close(restoresFocus: boolean): Promise<void>;
  exposed: MtMenuExposed;
}

/** The state of one menu, closed at first. Call it in `setup`. */
export function useMenuOpening({ select: tellSelect, openChanged }: MenuEvents): UseMenuOpening {
  const opening = shallowRef<MenuOpening | null>(null);

  function open(next: MenuOpening): void {
    opening.value = next;
    openChanged(true);
  }

  async function close(restoresFocus: boolean): Promise<void> {
    const closed = opening.value;
    if (closed === null) return;
    opening.value = null;
    openChanged(false);
    await nextTick();
    if (restoresFocus) closed.returnFocus?.focus();
  }

  /** The focus is back where it came from before anyone hears of the choice, so that a dialog or field can take it on. */
  async function select(id: string): Promise<void> {
    await close(true);
    tellSelect(id);
  }

  function toggle(trigger: EventTarget | null, byKeyboard: boolean): void {
    if (!(trigger instanceof HTMLElement)) return;
    if (opening.value?.trigger === trigger) void close(true);
    else open({ anchor: trigger, trigger, returnFocus: trigger, byKeyboard });
  }

  const triggerAttributes = computed<MenuTriggerAttributes>(() => ({
    'aria-haspopup': 'menu',
    'aria-expanded': opening.value !== null,
    // A click made by Enter or Space has no pointer's count of clicks.
    onClick: (event) => toggle(event.currentTarget, event.detail === 0),
    onKeydown(event) {
      if (event.key !== 'ArrowDown' || opening.value !== null) return;
      event.preventDefault();
      toggle(event.currentTarget, true);
    },
  }));

  const exposed: MtMenuExposed = {
    openAt: (point, returnFocus = null) =>
      open({
        anchor: { getBoundingClientRect: () => new DOMRect(point.x, point.y, 0, 0) },
        trigger: null,
        returnFocus,
        byKeyboard: returnFocus?.matches(':focus-visible') ?? false,
      }),
    openFor: (trigger) => toggle(trigger, trigger.matches(':focus-visible')),
    close: () => void close(true),
  };
  return { opening, triggerAttributes, select, close, exposed };
}
