import {
  type ComputedRef,
  computed,
  hasInjectionContext,
  type InjectionKey,
  inject,
  type MaybeRefOrGetter,
  onScopeDispose,
  provide,
  type ShallowRef,
  shallowRef,
  toValue,
  watch,
} from 'vue';
import { type ChatClient, createChatClient } from '../client/chat-client.ts';
import type { ChatConfig } from '../client/config.ts';
import { type ChatStore, createChatStore } from '../store/chat-store.ts';
import type { Reach } from '../store/connection-settings.ts';
import type { OutgoingStorage } from '../store/outgoing-storage.ts';
import type { ChatState, ConnectionState } from '../store/state.ts';
import { disposeUploads } from './chat-uploads.ts';
import { whenInBrowser } from './when-in-browser.ts';

/** One chat: what all parts of the interface share. */
export interface Chat {
  store: ChatStore;
  client: ChatClient;
  /** All that the chat knows. Replaced at each change, never changed in place. */
  state: Readonly<ShallowRef<ChatState>>;
  config: ComputedRef<ChatConfig>;
  connection: ComputedRef<ConnectionState>;
  /** Unread messages in all active dialogs. */
  unreadTotal: ComputedRef<number>;
  /** Listens to an event of the chat until the returned function is called. */
  on: ChatStore['on'];
}

export interface UseChatOptions {
  /** One socket for all dialogs, or one for the open dialog alone. @default 'user' */
  reach?: MaybeRefOrGetter<Reach>;
  /** In place of one that speaks to the server of the configuration. */
  client?: ChatClient;
  outgoingStorage?: OutgoingStorage;
}

/** Under what a chat is provided to the components below. */
export const chatKey: InjectionKey<Chat> = Symbol('mtchat');

/** Writes a chat's events to the functions of its configuration, the present ones. */
function callHost(store: ChatStore, config: ComputedRef<ChatConfig>): void {
  store.on('connected', () => config.value.onConnect?.());
  store.on('disconnected', () => config.value.onDisconnect?.());
  store.on('message', (message) => config.value.onMessage?.(message));
  store.on('error', (error) => config.value.onError?.(error));
}

function countUnread(state: ChatState): number {
  let total = 0;
  for (const dialog of state.dialogs.values()) {
    if (dialog.i_am_participant && !dialog.is_archived) total += dialog.unread_count;
  }
  return total;
}

function createChat(config: ComputedRef<ChatConfig>, options: UseChatOptions): Chat {
  const client = options.client ?? createChatClient(() => config.value);
  const store = createChatStore({
    client,
    connection: config.value,
    reach: toValue(options.reach) ?? 'user',
    ...(options.outgoingStorage && { outgoingStorage: options.outgoingStorage }),
  });
  const state = shallowRef(store.getState());
  store.subscribe(() => {
    state.value = store.getState();
  });
  callHost(store, config);
  watch(config, (connection) => store.setConnection(connection), { deep: true });
  watch(
    () => toValue(options.reach) ?? 'user',
    (reach) => store.setReach(reach),
  );
  whenInBrowser(() => store.connect());
  onScopeDispose(() => {
    disposeUploads(store);
    store.destroy();
  });
  return {
    store,
    client,
    state,
    config,
    connection: computed(() => state.value.connection),
    unreadTotal: computed(() => countUnread(state.value)),
    on: store.on,
  };
}

/**
 * With a configuration: a chat of its own, provided to the components below and closed with the scope. Changes of the
 * configuration take effect at once. Without: the nearest chat above; throws where there is none.
 */
export function useChat(config?: MaybeRefOrGetter<ChatConfig>, options: UseChatOptions = {}): Chat {
  if (config !== undefined) {
    const chat = createChat(
      computed(() => toValue(config)),
      options,
    );
    if (hasInjectionContext()) provide(chatKey, chat);
    return chat;
  }
  const nearest = hasInjectionContext() ? inject(chatKey, null) : null;
  if (nearest === null) {
    throw new Error(
      'There is no chat here: use this inside <MTChat>, or call useChat(config) in a component above.',
    );
  }
  return nearest;
}
