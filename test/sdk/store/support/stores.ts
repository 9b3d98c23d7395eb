import { onTestFinished } from 'vitest';
import {
  type ChatStore,
  type ChatStoreOptions,
  createChatStore,
} from '../../../../sdk-vue/store/chat-store.ts';
import { createMemoryStorage } from '../../../../sdk-vue/store/outgoing-storage.ts';
import type { FakeServer } from './fake-server.ts';

/** A store of the user `me` at a fake server, connected; it ends with the test. */
export function openStore(server: FakeServer, options: Partial<ChatStoreOptions> = {}): ChatStore {
  const store = createChatStore({
    client: server.client,
    connection: { baseUrl: 'http://chat.test', userId: 'me' },
    outgoingStorage: createMemoryStorage(),
    ...options,
  });
  store.connect();
  onTestFinished(() => store.destroy());
  return store;
}

/** What a dialog's loaded messages say, deleted ones as `-`. */
export function textsOf(store: ChatStore, dialogId: string): string[] {
  const messages = store.getState().timelines.get(dialogId)?.messages ?? [];
  return messages.map((message) => (message.is_deleted ? '-' : message.content));
}
