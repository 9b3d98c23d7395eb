import { type ComputedRef, computed, shallowRef } from 'vue';
import { rowKeyAt, rowKeyOf } from './use-message-actions.ts';

export interface ActiveRow {
  /** The row under the pointer, else the one that the focus is in. */
  key: ComputedRef<string | null>;
  onPointerover(event: PointerEvent): void;
  onPointerleave(): void;
  onFocusin(event: FocusEvent): void;
  onFocusout(event: FocusEvent): void;
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
    onFocusout(event) {
      // The buttons would else go before the focus is on them: a browser lets Vue draw between the two events.
      focused.value = rowKeyAt(event.relatedTarget);
    },
  };
}
