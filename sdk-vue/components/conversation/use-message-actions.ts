import { type ComputedRef, computed, nextTick, type Ref, type ShallowRef, shallowRef, watch } from 'vue';
import type { Message } from '../../client/contract.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import type { MenuItem, MtMenuExposed } from '../../primitives/types.ts';
import type { Bubble } from './bubble.ts';
import { copyMessage } from './copy-message.ts';
import { actionOfKey, actionsOf, type MessageAction, menuOf } from './message-menu.ts';

export interface MessageActions {
  menuItems: ComputedRef<readonly MenuItem[]>;
  /** The row whose menu is open. */
  menuKey: ComputedRef<string | null>;
  /** The message that waits for its deletion to be confirmed. */
  removing: ShallowRef<Message | null>;
  /** Does it, where the message allows it. */
  run(action: string, key: string): void;
  /** Opens the menu beside the button that asked for it. */
  openMenuBeside(key: string, anchor: HTMLElement): void;
  /** Opens the menu where the pointer is, unless the browser's own is of more use there. */
  openMenuAt(event: MouseEvent): void;
  menuChanged(open: boolean): void;
  /** What the menu's choice does. */
  select(action: string): void;
  /** The keys of a focused message. False for those that mean nothing here. */
  onKeydown(event: KeyboardEvent): boolean;
}

export interface MessageActionsOptions {
  menu: Readonly<Ref<MtMenuExposed | null>>;
  /** The bubble of a row, null where it is none. */
  bubbleOfKey(key: string): Bubble | null;
  rowOf(key: string): HTMLElement | null;
  reply(message: Message): void;
  edit(message: Message): void;
  focusOn(messageId: string): void;
  /** Told whether the text is on the clipboard. */
  copied(isCopied: boolean): void;
}

/** What people do with the messages of a list, by pointer, finger and keyboard. One menu serves all rows. */
export function useMessageActions(options: MessageActionsOptions): MessageActions {
  const i18n = useI18n();
  const subject = shallowRef<string | null>(null);
  const isMenuOpen = shallowRef(false);
  const removing = shallowRef<Message | null>(null);

  const effects: Readonly<Record<MessageAction, (message: Message) => void>> = {
    reply: options.reply,
    edit: options.edit,
    copy: (message) => void copy(message),
    delete(message) {
      removing.value = message;
    },
  };

  // The button that opened the question is gone by then: it shows only while the pointer or the focus is on its message.
  watch(removing, async (message, before) => {
    if (message !== null || before === null) return;
    // The dialog gives the focus back first.
    await nextTick();
    options.focusOn(before.id);
  });

  async function copy(message: Message): Promise<void> {
    // Browsers refuse it on pages without HTTPS, and people may refuse it too: either is said, and is no fault.
    const isCopied = await copyMessage(message.content).then(
      () => true,
      () => false,
    );
    options.copied(isCopied);
  }

  function run(action: string, key: string): boolean {
    const bubble = options.bubbleOfKey(key);
    const allowed = bubble && actionsOf(bubble).find((candidate) => candidate === action);
    if (!bubble || !allowed) return false;
    effects[allowed](bubble.message);
    return true;
  }

  function openMenu(key: string, point: { x: number; y: number }, returnFocus: HTMLElement | null): boolean {
    const bubble = options.bubbleOfKey(key);
    if (!bubble || menuOf(bubble, i18n).length === 0) return false;
    subject.value = key;
    options.menu.value?.openAt(point, returnFocus);
    return true;
  }

  function openMenuOfRow(key: string): boolean {
    const row = options.rowOf(key);
    if (!row) return false;
    const { left, right, bottom } = (row.querySelector('.mtchat-bubble') ?? row).getBoundingClientRect();
    return openMenu(key, { x: (left + right) / 2, y: bottom }, row);
  }

  return {
    menuItems: computed(() => {
      const bubble = subject.value === null ? null : options.bubbleOfKey(subject.value);
      return bubble ? menuOf(bubble, i18n) : [];
    }),
    menuKey: computed(() => (isMenuOpen.value ? subject.value : null)),
    removing,
    run,
    openMenuBeside(key, anchor) {
      subject.value = key;
      options.menu.value?.openFor(anchor);
    },
    openMenuAt(event) {
      const key = rowKeyOf(event);
      if (key === null || isBrowsersOwn(event)) return;
      if (openMenu(key, { x: event.clientX, y: event.clientY }, options.rowOf(key))) event.preventDefault();
    },
    menuChanged(open) {
      isMenuOpen.value = open;
    },
    select(action) {
      if (subject.value !== null) run(action, subject.value);
    },
    onKeydown(event) {
      const key = rowKeyOf(event);
      if (key === null) return false;
      const asksForMenu =
        event.key === 'Enter' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
      if (asksForMenu) return openMenuOfRow(key);
      const action = actionOfKey(event);
      return action !== null && run(action, key);
    },
  };
}

/** The key of the row that something happened in. */
export function rowKeyOf(event: Event): string | null {
  return rowKeyAt(event.target);
}

/** The key of the row that it is in. */
export function rowKeyAt(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest<HTMLElement>('[data-row]')?.dataset.row ?? null;
}

/** On a link or a selection, people want what the browser offers. */
function isBrowsersOwn(event: MouseEvent): boolean {
  if (event.target instanceof Element && event.target.closest('a')) return true;
  return window.getSelection()?.isCollapsed === false;
}
