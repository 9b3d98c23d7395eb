import { nextTick, type ShallowRef, shallowRef, watch } from 'vue';
import type { MessageEntry } from '../../composables/message-entries.ts';
import { planListChange } from './list-changes.ts';

export interface ListEntries {
  /** What the virtualiser is given; follows the entries, at times one step behind. */
  rows: Readonly<ShallowRef<MessageEntry[]>>;
  /** Whether the last change was at the start, so that what is below stays in place. */
  isAtStart: Readonly<ShallowRef<boolean>>;
  /** Grows when the list shows another part of the conversation, and its sizes must be forgotten. */
  part: Readonly<ShallowRef<number>>;
}

/** Hands the entries to the virtualiser in steps that it can follow without a jump. */
export function useListEntries(entries: () => readonly MessageEntry[]): ListEntries {
  const rows = shallowRef<MessageEntry[]>([...entries()]);
  const isAtStart = shallowRef(false);
  const part = shallowRef(0);
  let turn = 0;

  watch(entries, async (next) => {
    turn += 1;
    const ownTurn = turn;
    const change = planListChange(rows.value, next);
    if (change.kind === 'replaced') {
      part.value += 1;
      isAtStart.value = false;
      rows.value = [...next];
      return;
    }
    for (const [index, step] of change.steps.entries()) {
      if (index > 0) await nextTick();
      // Entries that came meanwhile were planned from what was shown then, and are ahead of this step.
      if (ownTurn !== turn) return;
      isAtStart.value = step.isAtStart;
      rows.value = [...step.entries];
    }
  });

  return { rows, isAtStart, part };
}
