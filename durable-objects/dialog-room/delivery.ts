import type { ServerEvent } from '../../contract/events.ts';
import { closeCode } from '../../contract/sockets.ts';
import { type AttachmentUrls, wireMessage } from '../files/attachment-urls.ts';
import { attachmentOf } from '../sockets/attachment.ts';
import { closeQuietly, sayToAll } from '../sockets/speaking.ts';
import type { Audience, Effect, Hook } from './effects.ts';
import type { FanOut } from './fan-out.ts';
import type { RoomMemory } from './room-memory.ts';

export interface DeliveryDependencies {
  memory: RoomMemory;
  fanOut: FanOut<ServerEvent>;
  /** Whether the inbox of this user has nobody to tell. */
  isQuiet(userId: string): boolean;
  /** The open dialog sockets. */
  sockets(): WebSocket[];
  /** What follows later, by timers. */
  aftermath: Aftermath;
  /** Runs `work` as one transaction of the room's SQLite. */
  transaction(work: () => void): void;
}

/** Everything that a stored write leads to besides its announcement. It is recorded, and done by the room's timers. */
export interface Aftermath {
  tellReceiver(hook: Hook, urls: AttachmentUrls): void;
  notifyLater(userIds: readonly string[]): void;
  cancelNotification(userId: string): void;
  postponeArchiving(): void;
  keepFiles(storageKeys: readonly string[]): void;
  removeFiles(storageKeys: readonly string[]): void;
  removeDialog(): void;
  /** Drops what is stored of a dialog that was removed, once nothing of it is left to do. */
  forgetWhenDone(): void;
}

/** What each person is to hear, in order. */
type Parcels = Map<string, ServerEvent[]>;

/** Whether the user's inbox keeps something of the event, and so is to be told with nobody there. */
function isKeptByInbox(event: ServerEvent, userId: string): boolean {
  if (event.type === 'dialog.deleted') return true;
  return (
    (event.type === 'participant.joined' || event.type === 'participant.left') && event.user_id === userId
  );
}

function addToParcels(parcels: Parcels, userIds: Iterable<string>, event: ServerEvent): void {
  for (const userId of userIds) {
    const events = parcels.get(userId);
    if (events === undefined) parcels.set(userId, [event]);
    else events.push(event);
  }
}

function closeSocketsOf(userIds: ReadonlySet<string>, sockets: readonly WebSocket[]): void {
  for (const socket of sockets) {
    if (!userIds.has(attachmentOf(socket).userId)) continue;
    closeQuietly(socket, closeCode.notParticipant, 'No longer a participant');
  }
}

/**
 * Carries out what follows from stored writes: the roster changes, what comes later is recorded, the sockets here and the
 * inboxes of everyone concerned hear of it. Resolves when the inboxes did; what is said here is said before it returns.
 */
export function carryOut(
  effects: readonly Effect[],
  urls: AttachmentUrls,
  dependencies: DeliveryDependencies,
): Promise<void> {
  const { memory, fanOut, isQuiet, sockets, aftermath, transaction } = dependencies;
  const parcels: Parcels = new Map();
  const gone = new Set<string>();
  let isDialogGone = false;

  function announce(event: ServerEvent, to: Audience) {
    const audience = new Set(to.everyone ? [...(memory.members() ?? []), ...(to.besides ?? [])] : to.userIds);
    const called = [...audience].filter((userId) => !isQuiet(userId) || isKeptByInbox(event, userId));
    addToParcels(parcels, called, event);
    sayToAll(
      sockets().filter((socket) => audience.has(attachmentOf(socket).userId)),
      [event],
    );
  }

  function apply(effect: Effect) {
    switch (effect.type) {
      case 'announce':
        return announce(effect.event, effect.to);
      case 'announce_message':
        return announce({ type: 'message.new', ...wireMessage(effect.message, urls) }, { everyone: true });
      case 'members_known':
        return memory.setMembers(effect.userIds);
      case 'member_joined':
        gone.delete(effect.userId);
        memory.addMember(effect.userId);
        if (effect.presenceVersion !== undefined) memory.setOnline(effect.userId, effect.presenceVersion);
        return;
      case 'member_left':
        gone.add(effect.userId);
        memory.removeMember(effect.userId);
        memory.setOffline(effect.userId);
        return;
      case 'hook':
        return aftermath.tellReceiver(effect.hook, urls);
      case 'notify_others':
        // To have sent a message is to have read up to it.
        aftermath.cancelNotification(effect.senderId);
        return aftermath.notifyLater([...(memory.members() ?? [])].filter((id) => id !== effect.senderId));
      case 'cancel_notification':
        return aftermath.cancelNotification(effect.userId);
      case 'active':
        return aftermath.postponeArchiving();
      case 'files_attached':
        return aftermath.keepFiles(effect.storageKeys);
      case 'files_unwanted':
        return aftermath.removeFiles(effect.storageKeys);
      case 'dialog_gone':
        isDialogGone = true;
        for (const userId of effect.memberIds) gone.add(userId);
        return aftermath.removeDialog();
    }
  }

  transaction(() => effects.forEach(apply));
  closeSocketsOf(gone, sockets());
  const deliveries = [...parcels].map(([userId, events]) => fanOut.send(userId, events));
  return Promise.all(deliveries).then(() => {
    // Not before: until everyone was told, a crash must find who is to be.
    if (isDialogGone) aftermath.forgetWhenDone();
  });
}
