import type { Action } from '../actions.ts';
import { fieldOf } from '../differences.ts';
import type { DialogState } from '../state.ts';
import { chatTurn, dataOf, expectContent, expectStatus, personAt, type Stage, type Turn } from '../turn.ts';
import { dialogView } from '../views.ts';
import { expectList, listed, queryOf, wordsFor } from './listing.ts';

type Doing<Name extends Action['do']> = Extract<Action, { do: Name }>;

function aboutObject(objectId: string, dialogs: DialogState[]): DialogState[] {
  return dialogs.filter((dialog) => dialog.objectId === objectId);
}

/** All dialogs about one object, which people of other tenants have dialogs about too. */
export function listOfObject(action: Doing<'list of object'>, stage: Stage): Turn {
  const { cast } = stage;
  const by = personAt(cast, action.by);
  const objectId = cast.objectIds[action.object] ?? '';
  const wanted = { ...action.filter, words: wordsFor(action.filter.search, stage) };
  const path = `/dialogs/by-object/${cast.objectType}/${objectId}/list?${queryOf(wanted)}`;
  return chatTurn({
    by,
    label: `lists o${action.object}: ${queryOf(wanted)}`,
    call: { method: 'GET', path },
    rule(scene, answer) {
      const expected = aboutObject(objectId, listed(scene.state, by, wanted));
      expectList(scene, answer, by, expected, (dialog) => dialog.createdAt);
    },
  });
}

/** The newest dialog about an object that its reader may see. */
export function newestOfObject(action: Doing<'newest of object'>, stage: Stage): Turn {
  const { cast } = stage;
  const by = personAt(cast, action.by);
  const objectId = cast.objectIds[action.object] ?? '';
  return chatTurn({
    by,
    label: `asks for the newest of o${action.object}`,
    call: { method: 'GET', path: `/dialogs/by-object/${cast.objectType}/${objectId}` },
    rule(scene, answer) {
      if (!expectStatus(scene, answer, 200)) return;
      const all = { type: undefined, archived: undefined, words: undefined };
      const visible = aboutObject(objectId, listed(scene.state, by, all));
      const newest = visible
        .map((dialog) => dialog.createdAt)
        .toSorted()
        .at(-1);
      const candidates = visible.filter((dialog) => dialog.createdAt === newest);
      const given = candidates.find((dialog) => dialog.id === fieldOf(dataOf(answer), 'id'));
      expectContent(
        scene,
        dataOf(answer),
        given === undefined ? (candidates[0]?.id ?? null) : dialogView(given, by),
      );
    },
  });
}
