import type { StoreCore } from './core.ts';
import type { OpenDialogs } from './open-dialogs.ts';
import type { ChatState } from './state.ts';

/**
 * Calls when a dialog on the screen has to be looked at anew: the user turns out to take part in it, or its participants
 * turn out to be from before. Returns what stops it.
 */
export function watchJoins(
  core: StoreCore,
  opened: OpenDialogs,
  onJoined: (dialogId: string) => void,
): () => void {
  let before = core.state();
  return core.subscribe(() => {
    const now = core.state();
    const known = before;
    before = now;
    if (now.dialogs === known.dialogs && now.participants === known.participants) return;
    const changed = opened
      .ids()
      .filter((id) => hasJoined(known, now, id) || hasListFromBefore(known, now, id));
    for (const dialogId of changed) onJoined(dialogId);
  });
}

function hasJoined(known: ChatState, now: ChatState, dialogId: string): boolean {
  const takesPart = ({ dialogs }: ChatState) => dialogs.get(dialogId)?.i_am_participant === true;
  return takesPart(now) && !takesPart(known);
}

/** A list may turn out so as it arrives: it was asked for before the user joined. */
function hasListFromBefore(known: ChatState, now: ChatState, dialogId: string): boolean {
  const before = known.participants.get(dialogId);
  const people = now.participants.get(dialogId);
  return people?.isStale === true && (!before?.isStale || before.list !== people.list);
}
