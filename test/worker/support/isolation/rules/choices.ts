import type { Action } from '../actions.ts';
import type { DialogState, PersonState } from '../state.ts';
import { tell } from '../telling.ts';
import {
  actorAt,
  aliasOf,
  chatTurn,
  dataOf,
  dialogAt,
  expectContent,
  expectStatus,
  forParticipants,
  placeOf,
  type Stage,
  type Turn,
} from '../turn.ts';
import { dialogView } from '../views.ts';

type Choosing = Extract<Action, { do: 'choose' }>;

/** Changes one choice; gives the event that tells the user's sockets, or none where nothing changed. */
function choose(dialog: DialogState, me: PersonState, choice: Choosing['choice']): object | undefined {
  const before = { ...me };
  if (choice === 'archive' || choice === 'unarchive') {
    me.isArchived = choice === 'archive';
    if (me.isArchived === before.isArchived) return undefined;
    return { type: me.isArchived ? 'dialog.archived' : 'dialog.unarchived', dialog_id: dialog.id };
  }
  if (choice === 'pin' || choice === 'unpin') me.isPinned = choice === 'pin';
  else me.wantsNotifications = choice === 'unmute';
  if (me.isPinned === before.isPinned && me.wantsNotifications === before.wantsNotifications)
    return undefined;
  return {
    type: 'dialog.updated',
    dialog_id: dialog.id,
    is_pinned: me.isPinned,
    notifications_enabled: me.wantsNotifications,
  };
}

/** What someone chooses for themselves alone: nobody else hears of it or sees it. */
export function chooseForOneself({ by: who, dialog, choice }: Choosing, stage: Stage): Turn {
  const place = placeOf(stage, dialog);
  const by = actorAt(stage, who, place);
  const isNotice = choice === 'mute' || choice === 'unmute';
  const path = `/dialogs/${dialogAt(stage.state, place).id}/${isNotice ? 'notifications' : choice}`;
  return chatTurn({
    by,
    label: `${choice}s ${aliasOf(place)}`,
    call: { method: 'POST', path, ...(isNotice ? { body: { enabled: choice === 'unmute' } } : {}) },
    rule(scene, answer) {
      forParticipants(scene, answer, place, by, (chosen, me) => {
        if (!expectStatus(scene, answer, 200)) return;
        const event = choose(chosen, me, choice);
        expectContent(scene, dataOf(answer), dialogView(chosen, by));
        if (event !== undefined) tell(scene, place, [by.id], event);
      });
    },
  });
}
