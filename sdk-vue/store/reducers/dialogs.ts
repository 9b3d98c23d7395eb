import type { DialogForUser } from '../../client/contract.ts';
import type { ChatState } from '../state.ts';
import { sharing, withEntry, withoutKey } from './maps.ts';

/** The state with a known dialog as `change` gives it. */
export function changeDialog(
  state: ChatState,
  dialogId: string,
  change: (dialog: DialogForUser) => DialogForUser,
): ChatState {
  const dialog = state.dialogs.get(dialogId);
  if (!dialog) return state;
  const dialogs = withEntry(state.dialogs, dialogId, change(dialog));
  return dialogs === state.dialogs ? state : { ...state, dialogs };
}

/** The state with some fields of a known dialog set; the same state where they are so already. */
export function setDialogFields(
  state: ChatState,
  dialogId: string,
  fields: Partial<DialogForUser>,
): ChatState {
  return changeDialog(state, dialogId, (dialog) => sharing(dialog, { ...dialog, ...fields }));
}

/** The state that asks for a dialog. */
export function want(state: ChatState, dialogId: string): ChatState {
  return state.wanted.has(dialogId) ? state : { ...state, wanted: new Set(state.wanted).add(dialogId) };
}

/** The state that asks no more for these dialogs. */
export function wantNoMore(state: ChatState, dialogIds: readonly string[]): ChatState {
  if (!dialogIds.some((id) => state.wanted.has(id))) return state;
  const wanted = new Set(state.wanted);
  for (const id of dialogIds) wanted.delete(id);
  return { ...state, wanted };
}

/**
 * The state that asks for a dialog of which something was heard and which is not known. Where no list is shown (inline in
 * a host's page), most such dialogs would never be, so they are left alone.
 */
export function wantIfUnknown(state: ChatState, dialogId: string): ChatState {
  const isListed = state.lists.active.status !== 'idle' || state.lists.archived.status !== 'idle';
  return isListed && !state.dialogs.has(dialogId) ? want(state, dialogId) : state;
}

/** The state without anything of a dialog. */
export function dropDialog(state: ChatState, dialogId: string): ChatState {
  const parts = {
    dialogs: withoutKey(state.dialogs, dialogId),
    timelines: withoutKey(state.timelines, dialogId),
    participants: withoutKey(state.participants, dialogId),
    typing: withoutKey(state.typing, dialogId),
    readPositions: withoutKey(state.readPositions, dialogId),
  };
  const outgoing = state.outgoing.filter((message) => message.dialogId !== dialogId);
  const isUnknown =
    parts.dialogs === state.dialogs &&
    parts.timelines === state.timelines &&
    parts.participants === state.participants &&
    parts.typing === state.typing &&
    parts.readPositions === state.readPositions &&
    outgoing.length === state.outgoing.length;
  return wantNoMore(isUnknown ? state : { ...state, ...parts, outgoing }, [dialogId]);
}

/** The state without a dialog in its lists; what is loaded of its messages stays for when it is seen again. */
export function unlistDialog(state: ChatState, dialogId: string): ChatState {
  const dialogs = withoutKey(state.dialogs, dialogId);
  return dialogs === state.dialogs ? state : { ...state, dialogs };
}
