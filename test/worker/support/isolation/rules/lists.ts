import type { Action } from '../actions.ts';
import { fieldOf, listOf, show } from '../differences.ts';
import { chatTurn, dataOf, expectStatus, personAt, type Stage, type Turn } from '../turn.ts';
import { placeInList } from '../views.ts';
import { type Answer, askAs, type Person } from '../wire.ts';
import { expectDialogs, expectList, listed, queryOf, wordsFor } from './listing.ts';

type Doing<Name extends Action['do']> = Extract<Action, { do: Name }>;

/** Follows the list from page to page, and gives all of it as one answer. */
async function allPages(by: Person, path: string): Promise<Answer> {
  const pages: Answer[] = [];
  let cursor: unknown;
  do {
    const after = typeof cursor === 'string' ? `&cursor=${cursor}` : '';
    const page = await askAs(by, { method: 'GET', path: `${path}&limit=2${after}` });
    pages.push(page);
    cursor = fieldOf(page.body, 'next_cursor');
  } while (typeof cursor === 'string' && pages.length < 20);
  const status = Math.max(...pages.map((page) => page.status));
  const data = pages.flatMap((page) => listOf(dataOf(page)));
  return { status, text: pages.map((page) => page.text).join(' '), body: { data }, at: pages[0]?.at ?? 0 };
}

/** The dialogs of someone, or those they may join: all of these and no others. */
export function list(action: Doing<'list'>, stage: Stage): Turn {
  const by = personAt(stage.cast, action.by);
  const wanted = { ...action.filter, words: wordsFor(action.filter.search, stage) };
  const path = `/dialogs?${queryOf(wanted)}`;
  const turn = chatTurn({
    by,
    label: `lists ${path}`,
    call: { method: 'GET', path },
    rule(scene, answer) {
      const type = wanted.type ?? 'participating';
      const archived = type === 'available' ? undefined : wanted.archived;
      const expected = listed(scene.state, by, { ...wanted, type, archived });
      expectList(scene, answer, by, expected, (dialog) => placeInList(dialog, by));
    },
  });
  // What changes between two pages may be on both, or on neither.
  return action.byPages && stage.isAlone ? { ...turn, perform: () => allPages(by, path) } : turn;
}

/** A cursor out of someone else's list leads nowhere but through one's own. */
export function followCursor(action: Doing<'follow cursor'>, stage: Stage): Turn {
  const by = personAt(stage.cast, action.by);
  const of = personAt(stage.cast, action.of);
  const path = `/dialogs?type=${action.type}&limit=1`;
  const turn = chatTurn({
    by,
    label: `follows a cursor of ${of.alias} in ${path}`,
    call: { method: 'GET', path },
    rule(scene, answer) {
      if (!expectStatus(scene, answer, 200)) return;
      const found = listOf(dataOf(answer));
      const own = listed(scene.state, by, { type: action.type, archived: undefined, words: undefined });
      for (const item of found) {
        const isOwn = own.some((dialog) => dialog.id === fieldOf(item, 'id'));
        scene.findings.check('list', isOwn, () => `lists ${show(item)}`);
      }
      expectDialogs(scene, found, by, (dialog) => placeInList(dialog, by));
    },
  });
  async function perform(): Promise<Answer> {
    const theirs = await askAs(of, { method: 'GET', path });
    const cursor = fieldOf(theirs.body, 'next_cursor');
    const after = typeof cursor === 'string' ? `&cursor=${cursor}` : '';
    return askAs(by, { method: 'GET', path: `/dialogs?type=${action.type}${after}` });
  }
  return { ...turn, perform };
}
