import { mount, type VueWrapper } from '@vue/test-utils';
import { type Component, defineComponent, h, reactive, shallowRef } from 'vue';
import type { ChatConfig } from '../../../../../sdk-vue/client/config.ts';
import { type Chat, useChat } from '../../../../../sdk-vue/composables/use-chat.ts';
import { provideI18n } from '../../../../../sdk-vue/i18n/use-i18n.ts';
import { providePortalTarget } from '../../../../../sdk-vue/primitives/portal-target.ts';
import { createMemoryStorage } from '../../../../../sdk-vue/store/outgoing-storage.ts';
import { createFakeServer, type FakeServer, me } from './fake-server.ts';

export function chatConfig(more: Partial<ChatConfig> = {}): ChatConfig {
  return {
    baseUrl: 'http://chat.test',
    userId: me,
    userProfile: { displayName: 'Anna Petrova', company: 'Acme' },
    locale: 'en',
    ...more,
  };
}

export interface InChat {
  wrapper: VueWrapper;
  server: FakeServer;
  chat: Chat;
  /** What the component emitted under that name, one list of values an event. */
  emitted(name: string): unknown[][];
  setProps(props: Record<string, unknown>): void;
}

const mounted = new Set<VueWrapper>();

/** Mounts a part of the interface as it is inside MTChat: with a chat, texts and a place for what floats. */
export function mountInChat(
  component: Component,
  props: Record<string, unknown> = {},
  server: FakeServer = createFakeServer(),
  config: ChatConfig = chatConfig(),
  slots: Record<string, () => unknown> = {},
): InChat {
  const current = reactive({ ...props });
  let chat: Chat | undefined;
  const Host = defineComponent({
    setup() {
      chat = useChat(config, { client: server.client, outgoingStorage: createMemoryStorage() });
      provideI18n(() => config.locale);
      const target = shallowRef<HTMLElement | null>(null);
      providePortalTarget(target);
      return () =>
        h('section', { class: 'mtchat' }, [
          h(component, { ...current }, slots),
          h('div', {
            ref: (element) => {
              target.value = element instanceof HTMLElement ? element : null;
            },
          }),
        ]);
    },
  });
  const wrapper = mount(Host, { attachTo: document.body });
  mounted.add(wrapper);
  if (!chat) throw new Error('The host was not set up.');
  const part = wrapper.findComponent(component);
  return {
    wrapper,
    server,
    chat,
    emitted: (name) => part.emitted(name) ?? [],
    setProps: (next) => void Object.assign(current, next),
  };
}

/** Takes everything off the page that tests have put there. */
export function unmountAll(): void {
  for (const wrapper of mounted) wrapper.unmount();
  mounted.clear();
}
