import { type ComputedRef, computed, nextTick, type Ref, shallowRef } from 'vue';
import type { MessageEntry } from '../../composables/message-entries.ts';

export interface RowFocus {
  /** The row that Tab leads to: the one that had the focus last, else the newest. */
  current: ComputedRef<string | null>;
  /** Its index among the rows, or -1. */
  index: ComputedRef<number>;
  /** Makes a row the current one, as when it got the focus. */
  set(key: string): void;
  /** Moves the focus to the row itself. */
  focus(key: string): Promise<void>;
  /** Moves the focus as an arrow, Home or End asks. False for any other key. */
  move(event: KeyboardEvent): boolean;
}

export interface RowFocusOptions {
  viewport: Readonly<Ref<HTMLElement | null>>;
  rows: Readonly<Ref<readonly MessageEntry[]>>;
  /** Brings a row into sight, so that it is rendered. */
  show(index: number): void;
}

const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -8, PageDown: 8 };

/** One tab stop for the whole list, moved by the arrow keys: a roving focus. */
export function useRowFocus({ viewport, rows, show }: RowFocusOptions): RowFocus {
  const chosen = shallowRef<string | null>(null);

  const index = computed(() => {
    const own = chosen.value === null ? -1 : rows.value.findIndex((row) => row.key === chosen.value);
    return own >= 0 ? own : rows.value.findLastIndex(takesFocus);
  });

  /** The row `step` rows away, or the last one before the list ends. */
  function rowAt(step: number): MessageEntry | undefined {
    const direction = Math.sign(step);
    let left = Math.abs(step);
    let found: MessageEntry | undefined;
    for (let at = index.value + direction; left > 0 && at >= 0 && at < rows.value.length; at += direction) {
      const row = rows.value[at];
      if (row === undefined || !takesFocus(row)) continue;
      found = row;
      left -= 1;
    }
    return found;
  }

  async function focus(key: string): Promise<void> {
    chosen.value = key;
    const at = index.value;
    await nextTick();
    show(at);
    // A row that was far away is rendered by then: the current one is always kept in the document.
    rowElement(viewport.value, key)?.focus({ preventScroll: true });
  }

  function targetOf(key: string): MessageEntry | undefined {
    const step = steps[key];
    if (step !== undefined) return rowAt(step);
    if (key === 'Home') return rows.value.find(takesFocus);
    return key === 'End' ? rows.value.findLast(takesFocus) : undefined;
  }

  return {
    current: computed(() => rows.value[index.value]?.key ?? null),
    index,
    set(key) {
      chosen.value = key;
    },
    focus,
    move(event) {
      if (!(event.key in steps) && event.key !== 'Home' && event.key !== 'End') return false;
      const target = targetOf(event.key);
      if (target) void focus(target.key);
      return true;
    },
  };
}

function takesFocus(row: MessageEntry): boolean {
  return row.kind !== 'day' && row.kind !== 'unread';
}

/** The element of a row that is rendered. */
export function rowElement(viewport: HTMLElement | null, key: string): HTMLElement | null {
  return viewport?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`) ?? null;
}
