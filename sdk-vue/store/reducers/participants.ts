import type { Participant } from '../../client/contract.ts';
import type { ChatState } from '../state.ts';
import { dropDialog, setDialogFields, want, wantIfUnknown } from './dialogs.ts';
import { mapItems, mapValues, withEntry } from './maps.ts';
import { stopTyping } from './typing.ts';

/** The state with other participants in a dialog, where they are loaded. */
function changeList(
  state: ChatState,
  dialogId: string,
  change: (list: readonly Participant[]) => readonly Participant[],
): ChatState {
  const known = state.participants.get(dialogId);
  // Without the list one cannot tell whether this was counted already: the server is asked.
  if (known?.status !== 'ready') return state.dialogs.has(dialogId) ? want(state, dialogId) : state;
  const list = change(known.list);
  // The list may have known already, and the dialog not. A stale list may lack others.
  const counted = known.isStale
    ? want(state, dialogId)
    : setDialogFields(state, dialogId, { participants_count: list.length });
  if (list === known.list) return counted;
  return { ...counted, participants: withEntry(state.participants, dialogId, { ...known, list }) };
}

/**
 * The state after the user joined. What may be read is asked for, and so are the participants, where they were loaded
 * before: who may only join hears nothing of what changes, and sees less.
 */
function hearOwnJoin(state: ChatState, dialogId: string): ChatState {
  const known = state.participants.get(dialogId);
  const isFromBefore = known && !known.list.some((person) => person.user_id === state.userId);
  const isNew = !state.dialogs.get(dialogId)?.i_am_participant;
  const next = isNew || isFromBefore ? want(state, dialogId) : state;
  if (!isFromBefore || known.isStale) return next;
  return { ...next, participants: withEntry(next.participants, dialogId, { ...known, isStale: true }) };
}

/** The state after somebody joined. */
export function hearJoin(state: ChatState, dialogId: string, person: Participant): ChatState {
  if (person.user_id === state.userId) return hearOwnJoin(state, dialogId);
  const next = changeList(state, dialogId, (list) => {
    const before = list.find((known) => known.user_id === person.user_id);
    if (!before) return [...list, person];
    // Heard again, it knows less than what is known: what they have read since, say.
    if (before.joined_at >= person.joined_at) return list;
    return list.map((known) => (known === before ? person : known));
  });
  return wantIfUnknown(next, dialogId);
}

/** The state after somebody left. What the user has left is forgotten; they may be free to join it again. */
export function hearLeave(state: ChatState, dialogId: string, userId: string): ChatState {
  if (userId === state.userId) {
    const mayBeShown = state.lists.available.status !== 'idle' || state.object?.ids.includes(dialogId);
    if (state.dialogs.get(dialogId)?.i_am_participant === false) return state;
    const without = dropDialog(state, dialogId);
    return mayBeShown ? want(without, dialogId) : without;
  }
  const next = changeList(state, dialogId, (list) =>
    list.some((person) => person.user_id === userId)
      ? list.filter((person) => person.user_id !== userId)
      : list,
  );
  return stopTyping(next, dialogId, userId);
}

/** The state after somebody came online or went. */
export function hearPresence(state: ChatState, userId: string, isOnline: boolean): ChatState {
  const participants = mapValues(state.participants, (known) => {
    const list = mapItems(known.list, (person) =>
      person.user_id === userId && person.is_online !== isOnline
        ? { ...person, is_online: isOnline }
        : person,
    );
    return list === known.list ? known : { ...known, list };
  });
  return participants === state.participants ? state : { ...state, participants };
}
