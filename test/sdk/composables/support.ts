import { flushPromises, mount } from '@vue/test-utils';
import { onTestFinished } from 'vitest';
import { computed, defineComponent, h } from 'vue';
import type { ChatConfig } from '../../../sdk-vue/client/config.ts';
import { type Chat, useChat } from '../../../sdk-vue/composables/use-chat.ts';
import { createMemoryStorage } from '../../../sdk-vue/store/outgoing-storage.ts';
import type { FakeServer } from '../store/support/fake-server.ts';

export const config: ChatConfig = {
  baseUrl: 'http://chat.test',
  userId: 'me',
  userProfile: { displayName: 'Me', company: 'Mine' },
};

/** Runs `use` in a component below one that has a chat with the fake server; both live until the test ends. */
export async function withChat<Used>(
  server: FakeServer,
  use: () => Used,
): Promise<{ used: Used; chat: Chat; unmount: () => void }> {
  const results: { used?: Used; chat?: Chat } = {};
  const Inner = defineComponent({
    setup() {
      results.used = use();
      return () => null;
    },
  });
  const Outer = defineComponent({
    setup() {
      results.chat = useChat(
        computed(() => config),
        { client: server.client, outgoingStorage: createMemoryStorage() },
      );
      return () => h(Inner);
    },
  });
  const wrapper = mount(Outer);
  onTestFinished(() => wrapper.unmount());
  await flushPromises();
  const { used, chat } = results;
  if (used === undefined || chat === undefined) throw new Error('The component did not set up');
  return { used, chat, unmount: () => wrapper.unmount() };
}
