import type { ChatClient } from '../client/chat-client.ts';
import type { UserProfile } from '../client/config.ts';
import { type ChatEvents, createChatEmitter } from './chat-events.ts';
import type { Reach, StoreConnection } from './connection-settings.ts';
import { createOpenDialogs } from './open-dialogs.ts';
import { createOutgoingMessageMaker, type NewMessage } from './outgoing-message.ts';
import { createOutgoingStorage, type OutgoingStorage } from './outgoing-storage.ts';
import { want } from './reducers/dialogs.ts';
import { isSame } from './reducers/maps.ts';
import { createSession, type Session } from './session.ts';
import { type ChatState, type ListName, listNames } from './state.ts';

export interface ChatStoreOptions {
  client: ChatClient;
  connection: StoreConnection;
  /** @default 'user' */
  reach?: Reach;
  /** Where messages wait that are not stored yet. @default IndexedDB, else localStorage, else memory */
  outgoingStorage?: OutgoingStorage;
}

/**
 * The chat without a view: one state, and what can be done to it. Actions show their effect at once; what the server
 * then refuses is taken back and told to listeners of `error`. Loading never throws: it leaves its error in the state.
 */
export interface ChatStore {
  getState(): ChatState;
  /** Calls `listener` after each change until the returned function is called. */
  subscribe(listener: () => void): () => void;
  on<Name extends keyof ChatEvents>(name: Name, listener: ChatEvents[Name]): () => void;

  connect(): void;
  disconnect(): void;
  /** Tries at once to connect again, when the connection is waiting to. */
  reconnectNow(): void;
  /** Stops everything: timers, sockets, listeners. The store is of no use afterwards. */
  destroy(): void;
  /** Another user or server begins anew; another scope or token goes on with what is loaded. */
  setConnection(connection: StoreConnection): void;
  setReach(reach: Reach): void;

  /** Loads the first page of a list, once; `available`, of which no events tell, anew on each call. During a search, searches it. */
  loadDialogs(list: ListName): Promise<void>;
  loadMoreDialogs(list: ListName): Promise<void>;
  /** Searches the lists that were loaded, on the server; the latest text wins, empty text ends the search. */
  search(text: string): Promise<void>;
  loadObject(objectType: string, objectId: string): Promise<void>;

  /** Shows a dialog: at most two requests, none where it is loaded and fresh. Each call needs its `closeDialog`. */
  openDialog(dialogId: string): Promise<void>;
  closeDialog(dialogId: string): void;
  loadOlder(dialogId: string): Promise<void>;
  loadNewer(dialogId: string): Promise<void>;
  /** True when the message is in the window afterwards. */
  jumpToMessage(dialogId: string, messageId: string): Promise<boolean>;
  jumpToNewest(dialogId: string): Promise<void>;
  /** The first message that the reader sees, or null at the end: after a reconnect the window is loaded around it. */
  setAnchor(dialogId: string, messageId: string | null): void;
  loadParticipants(dialogId: string): Promise<void>;

  /** Moves the read position forward, a moment later; never backwards. */
  markRead(dialogId: string, messageId: string): void;
  sendTyping(dialogId: string): void;
  /** Queues a message and returns its client_message_id. */
  send(dialogId: string, message: NewMessage): string;
  retry(clientMessageId: string): void;
  discard(clientMessageId: string): void;
  /** True when the server took it. */
  editMessage(dialogId: string, messageId: string, content: string): Promise<boolean>;
  deleteMessage(dialogId: string, messageId: string): Promise<boolean>;
  setPinned(dialogId: string, isPinned: boolean): Promise<boolean>;
  setArchived(dialogId: string, isArchived: boolean): Promise<boolean>;
  setNotifications(dialogId: string, areEnabled: boolean): Promise<boolean>;

  /** Throws the ChatError when the server refuses, for the form to show. */
  join(dialogId: string, profile: UserProfile): Promise<void>;
  /** Throws the ChatError when the server refuses. */
  leave(dialogId: string): Promise<void>;
  /** Whether the user is leaving this dialog by `leave`: else it was another device, or the host who removed them. */
  isLeaving(dialogId: string): boolean;
}

export function createChatStore(options: ChatStoreOptions): ChatStore {
  const emitter = createChatEmitter();
  const opened = createOpenDialogs();
  const storage = options.outgoingStorage ?? createOutgoingStorage();
  const listeners = new Set<() => void>();
  let settings = copyOf(options.connection);
  let reach = options.reach ?? 'user';
  const createOutgoingMessage = createOutgoingMessageMaker();
  const leaving = new Set<string>();
  let isConnectWanted = false;
  let session = begin();

  function begin(): Session {
    const { client } = options;
    const started = createSession({
      client,
      settings: () => settings,
      emit: emitter.emit,
      opened,
      storage,
      reach,
    });
    started.core.subscribe(tell);
    return started;
  }

  function tell(): void {
    for (const listener of [...listeners]) listener();
  }

  /** Another user's chat, with the same things on the screen. */
  function beginAnew(): void {
    const before = session.core.state();
    const object = session.object.shown();
    session.destroy();
    session = begin();
    tell();
    if (isConnectWanted) session.connection.connect();
    if (object) void session.object.load(object.type, object.id);
    for (const list of listNames) if (before.lists[list].status !== 'idle') void session.lists.load(list);
    for (const dialogId of opened.ids()) void session.timelines.refresh(dialogId);
  }

  return {
    getState: () => session.core.state(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    on: emitter.on,

    connect() {
      isConnectWanted = true;
      session.connection.connect();
    },
    disconnect() {
      isConnectWanted = false;
      session.connection.disconnect();
    },
    reconnectNow: () => session.connection.reconnectNow(),
    destroy() {
      listeners.clear();
      void session.marks.flush();
      session.destroy();
    },
    setConnection(next) {
      const before = settings;
      settings = copyOf(next);
      if (next.userId !== before.userId || next.baseUrl !== before.baseUrl) {
        beginAnew();
        return;
      }
      const isClosedByServer = session.core.state().closedBecause !== undefined;
      if (isClosedByServer && next.token !== before.token) session.connection.connect();
      if (isSame(next.scopeConfig, before.scopeConfig)) return;
      void session.lists.reloadAll();
      void session.object.reload();
      void session.searcher.repeat();
    },
    setReach(next) {
      reach = next;
      session.connection.setReach(next);
    },

    async loadDialogs(list) {
      await Promise.all([session.lists.load(list), session.searcher.searchList(list)]);
    },
    async loadMoreDialogs(list) {
      if (session.core.state().search) await session.searcher.searchMore(list);
      else await session.lists.loadMore(list);
    },
    search: (text) => session.searcher.search(text),
    loadObject: (objectType, objectId) => session.object.load(objectType, objectId),

    openDialog: (dialogId) => session.timelines.open(dialogId),
    closeDialog: (dialogId) => opened.close(dialogId),
    loadOlder: (dialogId) => session.timelines.loadOlder(dialogId),
    loadNewer: (dialogId) => session.timelines.loadNewer(dialogId),
    jumpToMessage: (dialogId, messageId) => session.timelines.jumpToMessage(dialogId, messageId),
    jumpToNewest: (dialogId) => session.timelines.jumpToNewest(dialogId),
    setAnchor: (dialogId, messageId) => session.timelines.setAnchor(dialogId, messageId),
    loadParticipants: (dialogId) => session.timelines.loadParticipants(dialogId),

    markRead: (dialogId, messageId) => session.marks.mark(dialogId, messageId),
    sendTyping: (dialogId) => session.connection.sendTyping(dialogId),
    send(dialogId, message) {
      const outgoing = createOutgoingMessage(dialogId, message);
      session.queue.add(outgoing);
      // Who reads far above sees what they have just said.
      if (session.core.state().timelines.get(dialogId)?.hasMoreAfter) {
        void session.timelines.jumpToNewest(dialogId);
      }
      return outgoing.clientMessageId;
    },
    retry: (clientMessageId) => session.queue.retry(clientMessageId),
    discard: (clientMessageId) => session.queue.discard(clientMessageId),
    editMessage: (dialogId, messageId, content) => session.actions.editMessage(dialogId, messageId, content),
    deleteMessage: (dialogId, messageId) => session.actions.deleteMessage(dialogId, messageId),
    setPinned: (dialogId, isPinned) => session.actions.setPinned(dialogId, isPinned),
    setArchived: (dialogId, isArchived) => session.actions.setArchived(dialogId, isArchived),
    setNotifications: (dialogId, areEnabled) => session.actions.setNotifications(dialogId, areEnabled),

    async join(dialogId, profile) {
      // The host may change the user meanwhile: what is answered concerns the one who asked.
      const { core, connection, wanted } = session;
      await options.client.joinDialog(dialogId, profile);
      core.update((state) => want(state, dialogId));
      connection.allow(dialogId);
      await wanted.fetchAll();
      emitter.emit('dialog-joined', dialogId);
    },
    async leave(dialogId) {
      const { core } = session;
      leaving.add(dialogId);
      try {
        await options.client.leaveDialog(dialogId);
        const { userId } = core.state();
        core.apply({ type: 'participant.left', dialog_id: dialogId, user_id: userId });
      } finally {
        leaving.delete(dialogId);
      }
    },
    isLeaving: (dialogId) => leaving.has(dialogId),
  };
}

/** The connection as it is now: a host may change its own in place, and nobody could tell what changed. */
function copyOf(connection: StoreConnection): StoreConnection {
  const { scopeConfig } = connection;
  if (scopeConfig === undefined) return { ...connection };
  const scope: typeof scopeConfig = JSON.parse(JSON.stringify(scopeConfig));
  return { ...connection, scopeConfig: scope };
}
