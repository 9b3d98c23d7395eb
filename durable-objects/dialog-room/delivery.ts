import { closeCode, type ServerEvent } from '../../contract/events.ts';
import { attachmentOf } from '../sockets/attachment.ts';
import { closeQuietly, sayToAll } from '../sockets/speaking.ts';
import type { Effect } from './effects.ts';
import type { FanOut } from './fan-out.ts';
import type { RoomMemory } from './room-memory.ts';

export interface DeliveryDependencies {
  memory: RoomMemory;
  fanOut: FanOut;
  /** The open dialog sockets. */
  sockets(): WebSocket[];
  /** Drops everything the room has stored. */
  forgetDialog(): void;
  /** Runs `work` as one transaction of the room's SQLite. */
  transaction(work: () => void): void;
}

/** What each person is to hear, in order. */
class Parcels {
  readonly byUser = new Map<string, ServerEvent[]>();

  add(userIds: Iterable<string>, event: ServerEvent): void {
    for (const userId of userIds) {
      const events = this.byUser.get(userId);
      if (events === undefined) this.byUser.set(userId, [event]);
      else events.push(event);
    }
  }
}

function closeSocketsOf(userIds: ReadonlySet<string>, sockets: readonly WebSocket[], reason: string): void {
  for (const socket of sockets) {
    if (userIds.has(attachmentOf(socket).userId)) closeQuietly(socket, closeCode.notParticipant, reason);
  }
}

/**
 * Carries out what follows from stored writes: the roster changes, the sockets here and the inboxes of everyone concerned
 * hear of it. Resolves when the inboxes did; what is said here is said before it returns.
 */
export function carryOut(effects: readonly Effect[], dependencies: DeliveryDependencies): Promise<void> {
  const { memory, fanOut, sockets, forgetDialog, transaction } = dependencies;
  const parcels = new Parcels();
  const gone = new Set<string>();
  let isDialogGone = false;

  function announce({ event, to }: Extract<Effect, { type: 'announce' }>) {
    const audience = new Set(to.everyone ? [...(memory.members() ?? []), ...(to.besides ?? [])] : to.userIds);
    parcels.add(audience, event);
    const listening = sockets().filter((socket) => audience.has(attachmentOf(socket).userId));
    sayToAll(listening, [event]);
  }

  function apply(effect: Effect) {
    switch (effect.type) {
      case 'announce':
        return announce(effect);
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
      case 'dialog_gone':
        isDialogGone = true;
        for (const userId of effect.memberIds) gone.add(userId);
    }
  }

  transaction(() => effects.forEach(apply));
  closeSocketsOf(gone, sockets(), isDialogGone ? 'Dialog deleted' : 'No longer a participant');
  if (isDialogGone) forgetDialog();
  const deliveries = [...parcels.byUser].map(([userId, events]) => fanOut.send(userId, events));
  return Promise.all(deliveries).then(() => undefined);
}
