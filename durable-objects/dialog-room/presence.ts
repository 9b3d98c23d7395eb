import { attachmentOf } from '../sockets/attachment.ts';
import { sayToAll } from '../sockets/speaking.ts';
import type { RoomMemory } from './room-memory.ts';

/** A user's typing is passed on at most once in this time. */
const typingEveryMs = 2_000;

/**
 * Among more people online than this, nobody is told who comes and goes: it would be as many events as people squared
 * whenever all of them connect again. docs/decisions/0013.
 */
export const announcedAmongAtMost = 200;

/** Someone came or went; a higher version is newer. */
export interface PresenceChange {
  userId: string;
  isOnline: boolean;
  version: number;
}

export interface PresenceDependencies {
  dialogId: string;
  memory: Pick<RoomMemory, 'members' | 'online' | 'setOnline' | 'setOffline'>;
  sockets(): WebSocket[];
  /** Whether the inbox of this user has nobody to tell. */
  isQuiet(userId: string): boolean;
  /** Tells a user's inbox of a change of someone else's presence. Never rejects. */
  tellInbox(userId: string, change: PresenceChange): Promise<void>;
  /** Tells a user's inbox that someone is typing. */
  tellTyping(userId: string, typistId: string): Promise<void>;
  /** Runs work that nobody waits for, and logs its failure. */
  inBackground(work: Promise<void>): void;
  now(): number;
}

/** Who is online among the participants, and who is typing. None of it costs a query. */
export interface RoomPresence {
  /** The inbox of a user says that they came or went. Ignored of those who do not take part. */
  note(userId: string, isOnline: boolean, version: number): void;
  /** Passes on that a participant is typing. */
  relayTyping(typistId: string): void;
}

export function createRoomPresence(dependencies: PresenceDependencies): RoomPresence {
  const { dialogId, memory, sockets, isQuiet, tellInbox, tellTyping, inBackground, now } = dependencies;
  const lastTyped = new Map<string, number>();

  function socketsOfOthers(userId: string) {
    return sockets().filter((socket) => attachmentOf(socket).userId !== userId);
  }

  function othersOnline(userId: string) {
    return [...memory.online().keys()].filter((otherId) => otherId !== userId);
  }

  /** A room that has not loaded its roster relies on the inboxes, which asked Postgres. */
  function takesPart(userId: string): boolean {
    return memory.members()?.has(userId) ?? memory.online().has(userId);
  }

  function isTypingTooOften(userId: string): boolean {
    const last = lastTyped.get(userId);
    if (last !== undefined && now() - last < typingEveryMs) return true;
    lastTyped.set(userId, now());
    return false;
  }

  return {
    note(userId, isOnline, version) {
      const members = memory.members();
      if (members !== undefined && !members.has(userId)) return;
      const wasOnline = memory.online().has(userId);
      if (isOnline) memory.setOnline(userId, version);
      else if (wasOnline) memory.setOffline(userId);
      if (isOnline === wasOnline || memory.online().size > announcedAmongAtMost) return;
      sayToAll(socketsOfOthers(userId), [{ type: 'presence.update', user_id: userId, is_online: isOnline }]);
      for (const otherId of othersOnline(userId).filter((id) => !isQuiet(id))) {
        inBackground(tellInbox(otherId, { userId, isOnline, version }));
      }
    },
    relayTyping(typistId) {
      if (!takesPart(typistId) || isTypingTooOften(typistId)) return;
      sayToAll(socketsOfOthers(typistId), [{ type: 'typing', dialog_id: dialogId, user_id: typistId }]);
      for (const otherId of othersOnline(typistId)) {
        inBackground(tellTyping(otherId, typistId));
      }
    },
  };
}
