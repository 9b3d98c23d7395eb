import type { ChatClient } from '../../../../../sdk-vue/client/chat-client.ts';
import { ChatError } from '../../../../../sdk-vue/client/chat-error.ts';
import type {
  DialogForUser,
  Message,
  Participant,
  ServerEvent,
} from '../../../../../sdk-vue/client/contract.ts';
import type { SocketStatus } from '../../../../../sdk-vue/client/socket-types.ts';

export const me = 'anna';

let made = 0;

/** A dialog of the user's. Each next one is older. */
export function dialog(more: Partial<DialogForUser> = {}): DialogForUser {
  made += 1;
  return {
    id: `01900000-0000-7000-8000-${String(made).padStart(12, '0')}`,
    object_type: 'order',
    object_id: String(made),
    title: `Order ${made}`,
    object_url: null,
    meta: null,
    created_by: null,
    created_at: new Date(Date.UTC(2026, 1, 17, 8) - made * 60_000).toISOString(),
    participants_count: 2,
    i_am_participant: true,
    can_join: false,
    unread_count: 0,
    is_archived: false,
    is_pinned: false,
    notifications_enabled: true,
    last_message_at: null,
    last_message: null,
    ...more,
  };
}

/** A dialog that the user may join. */
export function openDialog(more: Partial<DialogForUser> = {}): DialogForUser {
  return dialog({ i_am_participant: false, can_join: true, ...more });
}

export function lastMessage(content: string, more: Partial<NonNullable<DialogForUser['last_message']>> = {}) {
  return {
    id: '01900000-0000-7000-8000-ffffffffffff',
    sender_id: 'boris',
    sender_name: 'Boris',
    content,
    message_type: 'user' as const,
    is_deleted: false,
    sent_at: '2026-02-17T08:00:00.000Z',
    ...more,
  };
}

/** A message of Boris's that has just been sent. */
export function message(dialogId: string, content: string): Message {
  return {
    id: '01900000-0000-7000-8000-eeeeeeeeeeee',
    dialog_id: dialogId,
    sender_id: 'boris',
    sender_name: 'Boris',
    message_type: 'user',
    content,
    reply_to_id: null,
    reply_to: null,
    mentions: [],
    attachments: [],
    client_message_id: null,
    is_edited: false,
    last_edited_at: null,
    is_deleted: false,
    sent_at: '2026-02-17T09:00:00.000Z',
  };
}

export function participant(userId: string, more: Partial<Participant> = {}): Participant {
  return {
    user_id: userId,
    display_name: userId,
    company: null,
    email: null,
    phone: null,
    joined_as: 'participant',
    joined_at: '2026-02-17T08:00:00.000Z',
    is_online: false,
    last_read_message_id: null,
    ...more,
  };
}

export interface FakeServer {
  client: ChatClient;
  /** What was asked, in order: `listDialogs archived`. */
  calls: string[];
  dialogs: DialogForUser[];
  participants: Participant[];
  /** What the next call of that name fails with. */
  failures: Map<string, ChatError>;
  send(event: ServerEvent): void;
  setStatus(status: SocketStatus): void;
}

/** A server of the given dialogs, behind a client of the SDK's own kind. Its socket is connected at once. */
export function createFakeServer(
  dialogs: DialogForUser[] = [],
  participants: Participant[] = [],
): FakeServer {
  const sockets = new Set<Parameters<ChatClient['openSocket']>[0]>();
  const server: Omit<FakeServer, 'client'> = {
    calls: [],
    dialogs,
    participants,
    failures: new Map(),
    send: (event) => sockets.forEach((socket) => void socket.onEvent(event)),
    setStatus: (status) => sockets.forEach((socket) => void socket.onStatus(status)),
  };

  async function answer<Answer>(call: string, give: () => Answer): Promise<Answer> {
    server.calls.push(call);
    const [name = call] = call.split(' ');
    const failure = server.failures.get(name);
    server.failures.delete(name);
    if (failure) throw failure;
    return give();
  }

  function find(dialogId: string): DialogForUser {
    const found = server.dialogs.find(({ id }) => id === dialogId);
    if (!found) throw new ChatError('NOT_FOUND', 'No such dialog', { status: 404 });
    return found;
  }

  function change(dialogId: string, more: Partial<DialogForUser>): DialogForUser {
    const changed = { ...find(dialogId), ...more };
    server.dialogs = server.dialogs.map((known) => (known.id === dialogId ? changed : known));
    return changed;
  }

  const client: Partial<ChatClient> = {
    listDialogs({ type = 'participating', archived, search } = {}) {
      const list = type === 'available' ? 'available' : archived ? 'archived' : 'active';
      return answer(`listDialogs ${list}${search ? ` ${search}` : ''}`, () => ({
        dialogs: server.dialogs
          .filter((known) => known.i_am_participant === (type === 'participating'))
          .filter((known) => type === 'available' || archived === undefined || known.is_archived === archived)
          .filter((known) => !search || (known.title ?? '').toLowerCase().includes(search.toLowerCase())),
        nextCursor: null,
      }));
    },
    listObjectDialogs: (objectType, objectId) =>
      answer(`listObjectDialogs ${objectType} ${objectId}`, () =>
        server.dialogs.filter((known) => known.object_type === objectType && known.object_id === objectId),
      ),
    getDialog: (dialogId) => answer('getDialog', () => find(dialogId)),
    joinDialog: (dialogId, profile) =>
      answer(`joinDialog ${JSON.stringify(profile)}`, () => {
        change(dialogId, { i_am_participant: true, can_join: false });
        return participant(me);
      }),
    leaveDialog: (dialogId) => answer(`leaveDialog ${dialogId}`, () => undefined),
    setPinned: (dialogId, is_pinned) =>
      answer(`setPinned ${is_pinned}`, () => change(dialogId, { is_pinned })),
    setArchived: (dialogId, is_archived) =>
      answer(`setArchived ${is_archived}`, () => change(dialogId, { is_archived })),
    setNotifications: (dialogId, notifications_enabled) =>
      answer(`setNotifications ${notifications_enabled}`, () => change(dialogId, { notifications_enabled })),
    listParticipants: () => answer('listParticipants', () => server.participants),
    openSocket(options) {
      sockets.add(options);
      let status: SocketStatus = { state: 'connecting' };
      queueMicrotask(() => {
        status = { state: 'connected' };
        options.onStatus(status);
        options.onEvent({ type: 'connected', employee_id: me, user_id: me });
      });
      return {
        status: () => status,
        subscribe: () => {},
        unsubscribe: () => {},
        sendTyping: () => {},
        reconnectNow: () => void server.calls.push('reconnectNow'),
        close: () => void sockets.delete(options),
      };
    },
  };
  // What the shell asks for is there; anything else would be a fault that a test should show.
  return Object.assign(server, { client: client as ChatClient });
}
