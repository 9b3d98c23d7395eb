import { computed, shallowRef } from 'vue';
import type { DialogForUser, Message, Participant } from '../../../../../sdk-vue/client/contract.ts';
import type { Chat } from '../../../../../sdk-vue/composables/use-chat.ts';
import { createChatEmitter } from '../../../../../sdk-vue/store/chat-events.ts';
import type { ChatStore } from '../../../../../sdk-vue/store/chat-store.ts';
import {
  type ChatState,
  emptyState,
  emptyTimeline,
  type OutgoingMessage,
  type Timeline,
} from '../../../../../sdk-vue/store/state.ts';
import { dialog as anyDialog, dialogId, me, people } from './builders.ts';

export interface FakeChatOptions {
  /** All messages that the server has, oldest first. */
  messages?: readonly Message[];
  participants?: readonly Participant[];
  dialog?: Partial<DialogForUser>;
  firstUnreadId?: string | null;
  /** Milliseconds that a page takes. */
  latency?: number;
  timeline?: Partial<Timeline>;
}

export interface FakeChat {
  chat: Chat;
  /** What was asked of the store, in order: `markRead 0190…`. */
  calls: string[];
  /** A message that arrives on the socket. */
  receive(message: Message): void;
  change(change: Partial<ChatState>): void;
  changeTimeline(change: Partial<Timeline>): void;
  setOutgoing(outgoing: readonly OutgoingMessage[]): void;
}

const pageSize = 50;

/** A chat without a server: one dialog with the messages given, served in pages as the store would. */
export function createFakeChat(options: FakeChatOptions = {}): FakeChat {
  let all = [...(options.messages ?? [])];
  const calls: string[] = [];
  const emitter = createChatEmitter();
  const state = shallowRef<ChatState>({
    ...emptyState(me),
    connection: 'online',
    dialogs: new Map([[dialogId, anyDialog(options.dialog)]]),
    participants: new Map([
      [dialogId, { status: 'ready', list: options.participants ?? Object.values(people), isStale: false }],
    ]),
  });

  const timeline = () => state.value.timelines.get(dialogId) ?? emptyTimeline;
  const change = (part: Partial<ChatState>) => {
    state.value = { ...state.value, ...part };
  };
  const changeTimeline = (part: Partial<Timeline>) => {
    change({ timelines: new Map([[dialogId, { ...timeline(), ...part }]]) });
  };
  const wait = () => new Promise((resolve) => setTimeout(resolve, options.latency ?? 0));

  function show(start: number, end: number): void {
    const [from, to] = [Math.max(0, start), Math.min(all.length, end)];
    changeTimeline({
      status: 'ready',
      messages: all.slice(from, to),
      hasMoreBefore: from > 0,
      hasMoreAfter: to < all.length,
      loadingBefore: false,
      loadingAfter: false,
    });
  }
  const firstIndex = () => all.findIndex((message) => message.id === timeline().messages[0]?.id);
  const lastIndex = () => all.findIndex((message) => message.id === timeline().messages.at(-1)?.id);

  if (options.timeline) changeTimeline(options.timeline);
  else {
    show(all.length - pageSize, all.length);
    changeTimeline({ firstUnreadId: options.firstUnreadId ?? null });
  }

  const store: Partial<ChatStore> = {
    getState: () => state.value,
    on: emitter.on,
    openDialog: async () => {
      calls.push('openDialog');
    },
    closeDialog: () => calls.push('closeDialog'),
    async loadOlder() {
      if (timeline().loadingBefore) return;
      calls.push('loadOlder');
      changeTimeline({ loadingBefore: true });
      await wait();
      show(firstIndex() - pageSize, lastIndex() + 1);
    },
    async loadNewer() {
      if (timeline().loadingAfter) return;
      calls.push('loadNewer');
      changeTimeline({ loadingAfter: true });
      await wait();
      show(firstIndex(), lastIndex() + 1 + pageSize);
    },
    async jumpToMessage(_, id) {
      calls.push(`jumpToMessage ${id}`);
      await wait();
      const index = all.findIndex((message) => message.id === id);
      if (index >= 0) show(index - pageSize / 2, index + pageSize / 2);
      return index >= 0;
    },
    async jumpToNewest() {
      calls.push('jumpToNewest');
      await wait();
      show(all.length - pageSize, all.length);
    },
    setAnchor: (_, id) => calls.push(`setAnchor ${id}`),
    markRead(_, id) {
      calls.push(`markRead ${id}`);
      const unread = all.filter((message) => message.id > id && message.sender_id !== me).length;
      change({ dialogs: new Map([[dialogId, anyDialog({ ...options.dialog, unread_count: unread })]]) });
    },
    sendTyping: () => calls.push('sendTyping'),
    send(_, { content, replyTo = null }) {
      const clientMessageId = `client-${calls.length}`;
      calls.push(`send ${content}`);
      const outgoing: OutgoingMessage = {
        clientMessageId,
        dialogId,
        content,
        replyTo,
        attachments: [],
        previews: [],
        status: 'sending',
        createdAt: new Date().toISOString(),
      };
      change({ outgoing: [...state.value.outgoing, outgoing] });
      return clientMessageId;
    },
    retry: (id) => calls.push(`retry ${id}`),
    discard: (id) => calls.push(`discard ${id}`),
    editMessage: async (_, id, content) => calls.push(`edit ${id} ${content}`) > 0,
    deleteMessage: async (_, id) => calls.push(`delete ${id}`) > 0,
    setPinned: async (_, isPinned) => calls.push(`setPinned ${isPinned}`) > 0,
    setArchived: async (_, isArchived) => calls.push(`setArchived ${isArchived}`) > 0,
    setNotifications: async (_, areEnabled) => calls.push(`setNotifications ${areEnabled}`) > 0,
    leave: async () => {
      calls.push('leave');
    },
    loadParticipants: async () => {},
  };

  const config = {
    baseUrl: 'https://chat.example',
    userId: me,
    userProfile: { displayName: 'Mia Novak', company: 'Nordwind' },
  };
  const chat: Chat = {
    // The parts that a conversation uses; anything else would be a fault that the test shows by throwing.
    store: store as ChatStore,
    client: {} as Chat['client'],
    state,
    config: computed(() => config),
    connection: computed(() => state.value.connection),
    unreadTotal: computed(() => 0),
    on: emitter.on,
  };

  return {
    chat,
    calls,
    receive(message) {
      all = [...all, message];
      if (!timeline().hasMoreAfter) changeTimeline({ messages: [...timeline().messages, message] });
      emitter.emit('message', message);
    },
    change,
    changeTimeline,
    setOutgoing: (outgoing) => change({ outgoing }),
  };
}
