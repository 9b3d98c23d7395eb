// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { ChatError } from '../../../../sdk-vue/client/chat-error.ts';
import ConversationPane from '../../../../sdk-vue/components/ConversationPane.vue';
import { useMessages } from '../../../../sdk-vue/composables/use-messages.ts';
import { createFakeServer, dialog, openDialog } from './support/fake-server.ts';
import { mountInChat, unmountAll } from './support/mount-in-chat.ts';

// What a conversation shows is tested with the conversation; that it loads is enough here.
vi.mock('../../../../sdk-vue/components/conversation/Conversation.vue', () => ({
  default: defineComponent({
    props: { dialogId: { type: String, required: true } },
    setup(props) {
      useMessages(() => props.dialogId);
      return () => h('article');
    },
  }),
}));

afterEach(unmountAll);

async function pane(dialogs: ReturnType<typeof dialog>[], dialogId: string) {
  const server = createFakeServer(dialogs);
  const refused = new ChatError('FORBIDDEN', 'Not a participant', { status: 403 });
  Object.assign(server.client, { listMessages: () => Promise.reject(refused) });
  const { wrapper, chat } = mountInChat(
    ConversationPane,
    { dialogId, showHeader: true, showBack: false, infoIsOverlay: false },
    server,
  );
  await vi.dynamicImportSettled();
  await vi.waitFor(() => expect(chat.state.value.timelines.get(dialogId)?.status).toBe('failed'));
  await vi.waitFor(() => expect(chat.state.value.wanted.size).toBe(0));
  await flushPromises();
  return { wrapper };
}

describe('the pane of a dialog that the host names', () => {
  it('says that there is none for this user, and offers nowhere to write', async () => {
    const { wrapper } = await pane([], dialog().id);
    expect(wrapper.get('[role="alert"]').text()).toContain('This chat is not available');
    expect(wrapper.find('article').exists()).toBe(false);
  });

  it('asks to join where the user may', async () => {
    const open = openDialog();
    const { wrapper } = await pane([open], open.id);
    expect(wrapper.find('[role="alert"]').exists()).toBe(false);
    expect(wrapper.text()).toContain('Join to read the messages');
  });
});
