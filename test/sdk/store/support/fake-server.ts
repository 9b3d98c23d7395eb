import type { ChatClient, DialogPage, MessageQuery } from '../../../../sdk-vue/client/chat-client.ts';
import { ChatError } from '../../../../sdk-vue/client/chat-error.ts';
import type { Message, MessagePage, ServerEvent } from '../../../../sdk-vue/client/contract.ts';
import type { SocketOptions, SocketStatus } from '../../../../sdk-vue/client/socket-types.ts';
import { createFakeChat } from './fake-chat.ts';

/** A socket whose news waits on the line until it is delivered. */
interface FakeSocket {
  options: SocketOptions;
  status: SocketStatus;
  line: ServerEvent[];
}

/** What becomes of a call: it fails before the server does anything, or its answer is lost after it did. */
export type Fault = { error: ChatError; isDone?: boolean } | undefined;

export const networkError = new ChatError('NETWORK', 'no network');
export const refusal = new ChatError('FORBIDDEN', 'not allowed', { status: 403 });

/**
 * A server in memory, with the client that speaks to it. By default everything is delivered at once; `isManual` leaves
 * events on the line and answers on their way until the test moves them, in any order.
 */
export function createFakeServer() {
  const sockets: FakeSocket[] = [];
  const calls: string[] = [];
  const answers: (() => void)[] = [];
  const settings = {
    isManual: false,
    faultOf: (_call: string): Fault => undefined,
    /** Whether a socket that is opened is connected at once. */
    connectsAtOnce: true,
  };

  const chat = createFakeChat((event) => {
    for (const socket of sockets) {
      if (socket.status.state !== 'connected') continue;
      const { dialogId } = socket.options;
      if (dialogId !== undefined && (!('dialog_id' in event) || event.dialog_id !== dialogId)) continue;
      socket.line.push(event);
      if (!settings.isManual) deliver(socket);
    }
  });

  function deliver(socket: FakeSocket): void {
    for (const event of socket.line.splice(0)) socket.options.onEvent(structuredClone(event));
  }

  function setStatus(socket: FakeSocket, status: SocketStatus): void {
    socket.status = status;
    socket.options.onStatus(status);
  }

  /** Answers with what is true when the request arrives, however late the answer does. */
  async function call<Answer>(name: string, compute: () => Answer): Promise<Answer> {
    calls.push(name);
    const fault = settings.faultOf(name);
    await Promise.resolve();
    if (fault && !fault.isDone) throw fault.error;
    const answer = structuredClone(compute());
    if (settings.isManual) await new Promise<void>((resolve) => answers.push(resolve));
    if (fault) throw fault.error;
    return answer;
  }

  function known(dialogId: string) {
    if (chat.dialogs.has(dialogId)) return;
    throw new ChatError('NOT_FOUND', 'no such dialog', { status: 404 });
  }

  function page(dialogId: string, { limit = 50, ...query }: MessageQuery): MessagePage {
    known(dialogId);
    const own = chat.dialogs.get(dialogId)?.people.get('me');
    if (!own) throw new ChatError('FORBIDDEN', 'not a participant', { status: 403 });
    const all = chat.messages(dialogId);
    const start = startOf(all, { limit, ...query });
    const isBefore = ({ id }: Message) => query.before === undefined || id < query.before;
    const end = Math.min(start + limit, all.filter(isBefore).length);
    const isNewest = Object.keys(query).length === 0;
    return {
      messages: all.slice(start, end),
      first_unread_message_id: isNewest ? chat.firstUnreadId(dialogId) : null,
      has_more_before: start > 0,
      has_more_after: end < all.length,
    };
  }

  const client: Partial<ChatClient> = {
    listDialogs: (query = {}) =>
      call(
        `listDialogs ${query.type} ${query.archived ?? ''} ${query.search ?? ''}`.trim(),
        (): DialogPage => {
          const all = [...chat.dialogs.keys()].map(chat.dialogForMe);
          const found = all
            .filter((dialog) => dialog.i_am_participant === (query.type !== 'available'))
            .filter((dialog) => query.archived === undefined || dialog.is_archived === query.archived)
            .filter((dialog) => !query.search || dialog.title?.includes(query.search))
            .sort((a, b) => ((b.last_message_at ?? '') > (a.last_message_at ?? '') ? 1 : -1));
          const start = Number(query.cursor ?? 0);
          const end = start + (query.limit ?? 50);
          return { dialogs: found.slice(start, end), nextCursor: end < found.length ? String(end) : null };
        },
      ),
    listObjectDialogs: () => call('listObjectDialogs', () => [...chat.dialogs.keys()].map(chat.dialogForMe)),
    getDialog: (id) =>
      call(`getDialog ${id}`, () => {
        known(id);
        return chat.dialogForMe(id);
      }),
    listMessages: (id, query = {}) => call(`listMessages ${id}`, () => page(id, query)),
    listParticipants: (id) => call(`listParticipants ${id}`, () => chat.participants(id)),
    sendMessage: (id, { content, client_message_id, reply_to }) =>
      call(`sendMessage ${content}`, () =>
        chat.write(id, 'me', content, {
          client_message_id: client_message_id ?? null,
          reply_to_id: reply_to ?? null,
        }),
      ),
    editMessage: (id, messageId, content) =>
      call(`editMessage ${content}`, () => chat.edit(id, messageId, content)),
    deleteMessage: (id, messageId) => call('deleteMessage', () => chat.remove(id, messageId)),
    markRead: (id, messageId) =>
      call(`markRead ${messageId}`, () => {
        chat.read(id, 'me', messageId);
        return { last_read_message_id: messageId, unread_count: 0 };
      }),
    setPinned: (id, isPinned) =>
      call('setPinned', () => {
        chat.choose(id, { isPinned });
        return chat.dialogForMe(id);
      }),
    setNotifications: (id, wantsNotifications) =>
      call('setNotifications', () => {
        chat.choose(id, { wantsNotifications });
        return chat.dialogForMe(id);
      }),
    setArchived: (id, isArchived) =>
      call('setArchived', () => {
        chat.choose(id, { isArchived });
        return chat.dialogForMe(id);
      }),
    joinDialog: (id) =>
      call('joinDialog', () => {
        chat.join(id, 'me');
        return chat.participants(id).find(({ user_id }) => user_id === 'me') ?? never();
      }),
    leaveDialog: (id) => call('leaveDialog', () => chat.leave(id, 'me')),
    openSocket(options) {
      const socket: FakeSocket = { options, status: { state: 'connecting' }, line: [] };
      sockets.push(socket);
      if (settings.connectsAtOnce) queueMicrotask(() => setStatus(socket, { state: 'connected' }));
      return {
        status: () => socket.status,
        subscribe: () => {},
        unsubscribe: () => {},
        sendTyping: () => {},
        reconnectNow: () => {},
        close() {
          socket.status = { state: 'closed', reason: 'by-caller' };
        },
      };
    },
  };

  return {
    chat,
    // The store needs no other functions than these, and a call of another fails the test by itself.
    client: client as ChatClient,
    calls,
    settings,
    sockets,
    /** Lets what waits on the line of the newest socket arrive. */
    deliverEvents: () => sockets.slice(-1).forEach(deliver),
    /** Says something once more that was said already. */
    repeat: (event: ServerEvent) => sockets.at(-1)?.options.onEvent(structuredClone(event)),
    answersOnTheirWay: () => answers.length,
    deliverAnswer(index: number) {
      for (const arrive of answers.splice(index, 1)) arrive();
    },
    /** Cuts the connection: what is said from now on is not heard. */
    cut() {
      const socket = sockets.at(-1);
      if (socket) {
        socket.line = [];
        setStatus(socket, { state: 'waiting', retryAt: 0 });
      }
    },
    connect() {
      const socket = sockets.at(-1);
      if (socket) setStatus(socket, { state: 'connected' });
    },
    /** The calls since the last time this was asked. */
    takeCalls: () => calls.splice(0),
  };
}

export type FakeServer = ReturnType<typeof createFakeServer>;

function never(): never {
  throw new Error('This cannot happen');
}

/** Where a page begins among all messages. */
function startOf(all: readonly Message[], { limit = 50, before, after, around }: MessageQuery): number {
  if (after !== undefined) return all.filter(({ id }) => id <= after).length;
  if (around !== undefined) {
    const middle = all.findIndex(({ id }) => id === around);
    if (middle < 0) throw new ChatError('NOT_FOUND', 'no such message', { status: 404 });
    return Math.max(0, middle - Math.floor(limit / 2));
  }
  const end = before === undefined ? all.length : all.filter(({ id }) => id < before).length;
  return Math.max(0, end - limit);
}
