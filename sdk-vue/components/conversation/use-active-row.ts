import { type ComputedRef, computed, shallowRef } from 'vue';
import { rowKeyOf } from './use-message-actions.ts';

export interface ActiveRow {
  /** The row under the pointer, else the one that the focus is in. */
  key: ComputedRef<string | null>;
  onPointerover(event: PointerEvent): void;
  onPointerleave(): void;
  onFocusin(event: FocusEvent): void;
  onFocusout(): void;
}

/** Which row shows its buttons. Only one does, so that a long list stays light. */
export function useActiveRow(): ActiveRow {
  const hovered = shallowRef<string | null>(null);
  const focused = shallowRef<string | null>(null);
  return {
    key: computed(() => hovered.value ?? focused.value),
    onPointerover(event) {
      if (event.pointerType !== 'touch') hovered.value = rowKeyOf(event);
    },
    onPointerleave() {
      hovered.value = null;
    },
    onFocusin(event) {
      focused.value = rowKeyOf(event);
    },
    onFocusout() {
      focused.value = null;
    },
  };
}
