import { mount } from '@vue/test-utils';
import { type Component, computed, defineComponent, h, provide, shallowRef } from 'vue';
import type { Attachment, Message } from '../../../../../sdk-vue/client/contract.ts';
import FileViewerHost from '../../../../../sdk-vue/components/files/FileViewerHost.vue';
import { provideFileViewer } from '../../../../../sdk-vue/components/files/file-viewer.ts';
import { disposeUploads } from '../../../../../sdk-vue/composables/chat-uploads.ts';
import { type Chat, chatKey } from '../../../../../sdk-vue/composables/use-chat.ts';
import { emptyState } from '../../../../../sdk-vue/store/state.ts';

export const dialogId = 'dialog-1';

interface ChatParts {
  /** Messages of the dialog that are loaded. */
  messages?: readonly Message[];
  client?: Partial<Chat['client']>;
}

/** Mounts a component as if it were in a chat, with a viewer beside it. The server answers nothing unless told. */
export function mountInChat(component: Component, props: Record<string, unknown>, parts: ChatParts = {}) {
  const store = {};
  const timelines = new Map([[dialogId, { messages: parts.messages ?? [] }]]);
  // Only what the components of this folder use of a chat; a call of anything else fails the test by itself.
  const chat = {
    store,
    client: { presignUpload: () => new Promise(() => {}), ...parts.client },
    state: shallowRef({ ...emptyState('me'), timelines }),
    config: computed(() => ({ baseUrl: 'https://chat.test', userId: 'me' })),
  } as unknown as Chat;

  const host = defineComponent({
    setup() {
      provide(chatKey, chat);
      provideFileViewer();
      return () => h('div', { class: 'mtchat' }, [h(component, props), h(FileViewerHost)]);
    },
  });
  const wrapper = mount(host, { attachTo: document.body });
  return {
    wrapper,
    /** Leaves nothing behind for the next test. */
    close() {
      wrapper.unmount();
      disposeUploads(store);
    },
  };
}

let made = 0;

/** An image of 1600 × 1000 unless said otherwise. */
export function attachment(more: Partial<Attachment> = {}): Attachment {
  made += 1;
  const id = more.id ?? `attachment-${made}`;
  return {
    id,
    filename: 'crane.jpg',
    content_type: 'image/jpeg',
    size: 120_000,
    width: 1600,
    height: 1000,
    url: `https://storage.test/${id}`,
    thumbnail_url: null,
    ...more,
  };
}

export function messageWith(attachments: Attachment[]): Message {
  return {
    id: `message-of-${attachments[0]?.id}`,
    dialog_id: dialogId,
    sender_id: 'boris',
    sender_name: 'Boris Klein',
    message_type: 'user',
    content: '',
    reply_to_id: null,
    reply_to: null,
    mentions: [],
    attachments,
    client_message_id: null,
    is_edited: false,
    last_edited_at: null,
    is_deleted: false,
    sent_at: '2026-03-09T14:05:59.000Z',
  };
}
