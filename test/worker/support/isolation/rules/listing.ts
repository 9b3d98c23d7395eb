import type { ListFilter, SearchPlan } from '../actions.ts';
import { fieldOf, listOf, show, textOf } from '../differences.ts';
import { type DialogState, personIn, type State, standing } from '../state.ts';
import { dataOf, dialogAt, expectContent, expectStatus, type Scene, type Stage } from '../turn.ts';
import { dialogView } from '../views.ts';
import type { Answer, Person } from '../wire.ts';

/** The text to search for: most of what one may search for is not searched in, or is none of one's business. */
export function wordsFor(plan: SearchPlan | undefined, { cast, state }: Stage): string | undefined {
  if (plan === undefined) return undefined;
  const dialog = dialogAt(state, plan.dialog % state.dialogs.length);
  const someone = dialog.people[0];
  const found = {
    title: dialog.title,
    company: someone?.company,
    name: someone?.displayName,
    email: someone?.email,
    text: dialog.messages.findLast((message) => message.sender !== null)?.content.replace(/<[^>]*>/g, ''),
    anything: cast.secrets.prefix,
  }[plan.for];
  const text = found ?? cast.secrets.prefix;
  return plan.upperCase ? text.toUpperCase() : text;
}

function isFound(dialog: DialogState, words: string | undefined): boolean {
  if (words === undefined) return true;
  return [dialog.title, ...dialog.people.map((person) => person.company)].some((text) =>
    text?.toLowerCase().includes(words.toLowerCase()),
  );
}

/** What is asked of a list. */
export interface Wanted {
  type: ListFilter['type'];
  archived: boolean | undefined;
  words: string | undefined;
}

/** The dialogs that a list of someone must hold. */
export function listed(state: State, by: Person, { type, archived, words }: Wanted): DialogState[] {
  return state.dialogs.filter((dialog) => {
    const stands = standing(dialog, by);
    if (stands !== 'participant' && stands !== 'may_join') return false;
    if (type === 'participating' && stands !== 'participant') return false;
    if (type === 'available' && stands !== 'may_join') return false;
    const isOut =
      stands === 'participant'
        ? archived !== undefined && personIn(dialog, by.id)?.isArchived !== archived
        : archived === true && type === undefined;
    return !isOut && isFound(dialog, words);
  });
}

/** Each dialog of a list as its reader may see it, and in order: what comes later has no greater place. */
export function expectDialogs(
  scene: Scene,
  found: unknown[],
  by: Person,
  place: (dialog: DialogState) => string,
): void {
  const dialogs = found.map((item) =>
    scene.state.dialogs.find((dialog) => dialog.id === fieldOf(item, 'id')),
  );
  dialogs.forEach((dialog, index) => {
    if (dialog !== undefined) expectContent(scene, found[index], dialogView(dialog, by));
  });
  const places = dialogs.map((dialog) => (dialog === undefined ? '' : place(dialog)));
  scene.findings.check(
    'list',
    places.every((current, index) => index === 0 || current <= (places[index - 1] ?? '')),
    () => `not in order: ${show(places)}`,
  );
}

/** Exactly these dialogs, in order, as their reader may see them. */
export function expectList(
  scene: Scene,
  answer: Answer,
  by: Person,
  expected: DialogState[],
  place: (dialog: DialogState) => string,
): void {
  if (!expectStatus(scene, answer, 200)) return;
  const found = listOf(dataOf(answer));
  const ids = found.map((item) => textOf(item, 'id'));
  const wanted = expected.map((dialog) => dialog.id);
  for (const id of new Set([...ids, ...wanted])) {
    const times = ids.filter((other) => other === id).length;
    const due = wanted.includes(id) ? 1 : 0;
    scene.findings.check('list', times === due, () => `${id} is listed ${times} times, not ${due}`);
  }
  scene.findings.check(
    'list',
    ids.length === wanted.length,
    () => `${ids.length} listed, not ${wanted.length}`,
  );
  expectDialogs(scene, found, by, place);
}

/** The same as the query of a call. */
export function queryOf({ type, archived, words }: Wanted): string {
  const query = new URLSearchParams({
    ...(type === undefined ? {} : { type }),
    ...(archived === undefined ? {} : { archived: String(archived) }),
    ...(words === undefined ? {} : { search: words }),
  });
  return query.toString();
}
