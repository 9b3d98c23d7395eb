import type { DialogForUser, Participant } from '../../client/contract.ts';
import type { ChatState } from '../state.ts';
import { wantNoMore } from './dialogs.ts';
import { sharing, withEntry } from './maps.ts';
import { countUnread } from './reads.ts';

/**
 * The state with dialogs as the server answered them. What the user has read meanwhile the server may not know yet, so
 * the unread count is taken from here where it can be told.
 */
export function takeDialogs(state: ChatState, dialogs: readonly DialogForUser[]): ChatState {
  let known = state.dialogs;
  for (const dialog of dialogs) {
    const unread_count = Math.min(countUnread(state, dialog) ?? dialog.unread_count, dialog.unread_count);
    known = withEntry(known, dialog.id, sharing(known.get(dialog.id), { ...dialog, unread_count }));
  }
  const answered = wantNoMore(
    state,
    dialogs.map((dialog) => dialog.id),
  );
  return known === state.dialogs ? answered : { ...answered, dialogs: known };
}

/** The state with a dialog's participants as the server answered them. */
export function takeParticipants(
  state: ChatState,
  dialogId: string,
  fresh: readonly Participant[],
): ChatState {
  const before = new Map(state.participants.get(dialogId)?.list.map((person) => [person.user_id, person]));
  const list = fresh.map((person) => sharing(before.get(person.user_id), person));
  const own = list.find((person) => person.user_id === state.userId)?.last_read_message_id;
  const known = state.readPositions.get(dialogId) ?? '';
  return {
    ...state,
    participants: withEntry(state.participants, dialogId, { status: 'ready', list, isStale: false }),
    ...(own && own > known && { readPositions: withEntry(state.readPositions, dialogId, own) }),
  };
}
