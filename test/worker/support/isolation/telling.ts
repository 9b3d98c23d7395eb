import {
  type MessageState,
  messageOf,
  type Named,
  personIn,
  type State,
  type SystemNotice,
  userIdsIn,
} from './state.ts';
import { type Due, dialogAt, type Scene } from './turn.ts';
import { messageView } from './views.ts';

/** The open sockets that hear of a dialog, of these users. */
function listeners(state: State, place: number, userIds: readonly string[]): string[] {
  return Object.entries(state.sockets)
    .filter(([, socket]) => socket.isOpen && userIds.includes(socket.owner))
    .filter(([, socket]) => socket.dialog === null || socket.dialog === place)
    .map(([name]) => name);
}

/** An event of a dialog is due to these users. */
export function tell(
  scene: Scene,
  place: number,
  userIds: readonly string[],
  event: object,
  about: Pick<Due, 'message' | 'quoted'> = {},
): void {
  for (const socket of listeners(scene.state, place, userIds)) {
    scene.dues.push({ socket, event, isOptional: scene.opening.has(socket), ...about });
  }
}

export function tellEveryone(scene: Scene, place: number, event: object): void {
  tell(scene, place, userIdsIn(dialogAt(scene.state, place)), event);
}

/** A message was stored: all who take part are to hear it. */
export function announceMessage(scene: Scene, place: number, message: MessageState): void {
  const dialog = dialogAt(scene.state, place);
  dialog.messages.push(message);
  const event = { type: 'message.new', ...messageView(dialog, message) };
  tell(scene, place, userIdsIn(dialog), event, {
    message: [place, dialog.messages.length - 1],
    quoted: messageOf(dialog, message.replyTo),
  });
}

const notFromUsers = {
  id: null,
  sender: null,
  content: '',
  replyTo: null,
  clientId: null,
  editedAt: null,
  isDeleted: false,
  sentAt: null,
};

export function announceSystem(scene: Scene, place: number, system: SystemNotice): void {
  announceMessage(scene, place, { ...notFromUsers, system });
}

export function nameFor(userId: string, displayName: string, company: string | null): Named {
  return { user_id: userId, display_name: displayName, company };
}

/** The dialog sockets of these users are closed. */
export function expel(scene: Scene, place: number, userIds: readonly string[]): void {
  for (const socket of Object.values(scene.state.sockets)) {
    if (!socket.isOpen || socket.dialog !== place || !userIds.includes(socket.owner)) continue;
    socket.isOpen = false;
    socket.isExpelled = true;
  }
}

/** Someone no longer takes part: they hear of it, and of nothing after. */
export function withdraw(scene: Scene, place: number, userId: string, reason: 'left' | 'removed'): void {
  const dialog = dialogAt(scene.state, place);
  const person = personIn(dialog, userId);
  if (person === undefined) return;
  dialog.people = dialog.people.filter((other) => other !== person);
  const event = { type: 'participant.left', dialog_id: dialog.id, user_id: userId };
  tell(scene, place, [...userIdsIn(dialog), userId], event);
  announceSystem(scene, place, {
    type: `participant_${reason}`,
    ...nameFor(userId, person.displayName, person.company),
  });
  expel(scene, place, [userId]);
}

/** Whether two people take part in a dialog together, or both in the one that `only` says. */
export function shareDialog(state: State, one: string, other: string, only: number | null): boolean {
  return state.dialogs.some(
    (dialog, place) =>
      (only === null || only === place) &&
      personIn(dialog, one) !== undefined &&
      personIn(dialog, other) !== undefined,
  );
}

/** Someone came online or went: everyone with whom they share a dialog is to hear of it. */
export function tellPresence(scene: Scene, userId: string, isOnline: boolean): void {
  const { state, dues, isAlone } = scene;
  const event = { type: 'presence.update', user_id: userId, is_online: isOnline };
  for (const [name, socket] of Object.entries(state.sockets)) {
    if (!socket.isOpen || socket.owner === userId) continue;
    if (!shareDialog(state, userId, socket.owner, socket.dialog)) continue;
    const isUncertain = [userId, socket.owner].some((id) => state.unsettled.includes(id));
    dues.push({ socket: name, event, isOptional: !isAlone || isUncertain });
  }
}
