import type { Call, Deed, Delivery, History, Knowledge, ShownMessage } from '../history.ts';
import type { Stored, StoredMessage, StoredParticipant } from './stored.ts';

/*
 * A run in miniature in which every promise is kept, for tests of the checker, which break one at a time: Anna created a dialog
 * with Boris and wrote to him, Boris has not read it, joined once more in between, and was notified.
 */

const dialogId = 'd';
const start = Date.parse('2026-01-01T00:00:00.000Z');
export const delays = { notificationDelayMs: 1_000, archiveAfterMs: 3_000 };

/** The id of a message that was made so long after the start. */
function idAt(ms: number): string {
  const hex = (start + ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** A call that began so long after the start and took 10 ms. */
export function call(at: number, knowledge: Knowledge = 'acknowledged'): Call {
  return { startedAt: start + at, endedAt: start + at + 10, knowledge };
}

export function sent(at: number, messageId: string, knowledge: Knowledge = 'acknowledged'): Deed {
  return {
    kind: 'send',
    dialogId,
    userId: 'anna',
    clientMessageId: `c-${messageId}`,
    content: messageId,
    ...(knowledge === 'acknowledged' && { messageId }),
    ...call(at, knowledge),
  };
}

export function storedMessage(at: number, id: string, seq: number): StoredMessage {
  return {
    dialogId,
    id,
    seq,
    senderId: 'anna',
    content: id,
    clientMessageId: `c-${id}`,
    isDeleted: false,
    sentAt: start + at,
    event: null,
    eventUserId: null,
  };
}

function participant(userId: string, lastReadMessageId: string | null): StoredParticipant {
  return {
    dialogId,
    userId,
    isIn: true,
    joinedAt: start,
    lastReadMessageId,
    isArchived: true,
    isPinned: false,
    wantsNotifications: true,
  };
}

function wire({ id, content, clientMessageId, isDeleted, senderId }: StoredMessage) {
  return {
    id,
    dialog_id: dialogId,
    sender_id: senderId,
    content,
    is_deleted: isDeleted,
    client_message_id: clientMessageId,
  };
}

export function told(event: string, id: string, at: number, data: object): Delivery {
  const timestamp = new Date(start + at).toISOString();
  const body = JSON.stringify({ id, event, timestamp, data: { dialog_id: dialogId, ...data } });
  return { body, receivedAt: start + at, isTaken: true };
}

export function notified(id: string, at: number, latest: StoredMessage, unread = 2): Delivery {
  return told('notification.pending', id, at, {
    user_id: 'boris',
    unread_count: unread,
    first_unread_message_id: 'm1',
    message: wire(latest),
  });
}

export function shown(messages: readonly StoredMessage[]): ShownMessage[] {
  return messages.map(({ id, content, isDeleted }) => ({ id, content, isDeleted, isCurrent: true }));
}

/** A history and what is stored, in which everything is as promised. */
export function example() {
  const announcement = {
    ...storedMessage(50, 'm0', 0),
    senderId: null,
    clientMessageId: null,
    event: 'participant_joined',
    eventUserId: 'boris',
  };
  const first = storedMessage(100, 'm1', 1);
  const second = storedMessage(200, 'm2', 2);
  const messages = [announcement, first, second];
  const stored: Stored = {
    dialogs: [
      {
        id: dialogId,
        objectId: 'o',
        lastSeq: 2,
        lastMessageId: 'm2',
        participantsCount: 2,
        lastActivityAt: start + 200,
      },
    ],
    participants: [participant('anna', 'm2'), { ...participant('boris', null), joinedAt: start + 50 }],
    messages,
  };
  const view = {
    client: "boris's app",
    userId: 'boris',
    isSettled: true,
    dialogs: new Map([[dialogId, shown(messages)]]),
    heardLate: [] as { dialogId: string; messageId: string; after: string }[],
  };
  const heard = {
    client: view.client,
    socket: 1,
    dialogId,
    since: start,
    messageIds: [idAt(-5), idAt(1), idAt(2), idAt(1), idAt(2), idAt(-9), idAt(3)],
  };
  const history: History = {
    deeds: [
      { kind: 'create', objectId: 'o', people: ['anna'], dialogId, ...call(0) },
      { kind: 'join', dialogId, userId: 'boris', ...call(45) },
      sent(95, 'm1'),
      sent(195, 'm2', 'unknown'),
    ],
    deliveries: [
      told('participant.joined', 'w0', 50, { user_id: 'boris' }),
      told('message.new', 'w1', 100, { message: wire(first) }),
      told('message.new', 'w2', 200, { message: wire(second) }),
      notified('n1', 1_150, second),
    ],
    heard: () => [heard],
    clients: () => [view],
    answers: [{ userId: 'boris', dialogId, unreadCount: 2, messageIds: ['m0', 'm1', 'm2'] }],
    strangeAnswers: [],
  };
  return { history, stored, view, heard };
}
export type Example = ReturnType<typeof example>;
