import type { Random } from '../random.ts';

/** The people of every run; their ids are in a database of their own. */
export const people = ['anna', 'boris', 'clara', 'dmitri', 'elena', 'felix'] as const;

/** They take part in the largest dialog, and never come: with them it is one of those whose rooms leave absent people alone. */
const absentees = Array.from({ length: 12 }, (_, index) => `absentee-${index + 1}`);

/** Who shares this may join the dialogs that are open to all. */
export const scope = { tenant_uid: 'works', scope_level1: [], scope_level2: [] };

export interface PlannedDialog {
  /** Unique; by it the dialog is known before its id is. */
  objectId: string;
  people: readonly string[];
  /** Whether anyone may join. */
  isOpen: boolean;
}

/**
 * The dialogs that are there from the start: three in which people act, and two quiet ones, where nothing happens by which a
 * timer that was lost would be set again. In `alone` nobody says a word; in `whisper` something is said once.
 */
export function plannedDialogs(random: Random) {
  const some = (count: number) => {
    const first = random.int(0, people.length - 1);
    return Array.from({ length: count }, (_, index) => people[(first + index) % people.length] ?? people[0]);
  };
  return {
    busy: [
      { objectId: 'everyone', people: [...people, ...absentees], isOpen: true },
      { objectId: 'four', people: some(4), isOpen: true },
      { objectId: 'three', people: some(3), isOpen: true },
    ] satisfies PlannedDialog[],
    alone: { objectId: 'alone', people: some(2), isOpen: false } satisfies PlannedDialog,
    whisper: { objectId: 'whisper', people: some(3), isOpen: false } satisfies PlannedDialog,
  };
}
