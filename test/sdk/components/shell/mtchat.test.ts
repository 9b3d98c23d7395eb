// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import type { ChatConfig } from '../../../../sdk-vue/client/config.ts';
import { type FileViewerState, useFileViewer } from '../../../../sdk-vue/components/files/file-viewer.ts';
import MTChat from '../../../../sdk-vue/components/MTChat.vue';
import type { MTChatProps } from '../../../../sdk-vue/components/mtchat.ts';
import { attachment } from '../files/support/mount-in-chat.ts';
import { createFakeServer, dialog, type FakeServer, openDialog } from './support/fake-server.ts';
import { chatConfig } from './support/mount-in-chat.ts';

const current = vi.hoisted(() => ({ server: undefined as unknown }));
vi.mock('../../../../sdk-vue/client/chat-client.ts', () => ({
  createChatClient: () => (current.server as FakeServer).client,
}));

// What a conversation shows is tested with the conversation.
vi.mock('../../../../sdk-vue/components/conversation/Conversation.vue', () => ({
  default: defineComponent({
    props: { dialogId: { type: String, required: true }, showHeader: Boolean, showBack: Boolean },
    emits: ['back', 'open-info'],
    setup:
      (props, { emit, slots }) =>
      () =>
        h('article', { 'data-dialog': props.dialogId }, [
          h('button', { class: 'open-info', onClick: () => emit('open-info') }),
          slots['header-menu-actions']?.({ dialog: {}, closeMenu: () => {} }),
        ]),
  }),
}));

const mounted: { unmount(): void }[] = [];
afterEach(() => {
  for (const wrapper of mounted.splice(0)) wrapper.unmount();
});

async function chat(
  server: FakeServer,
  props: Partial<MTChatProps> = {},
  slots: Record<string, () => unknown> = {},
) {
  current.server = server;
  const wrapper = mount(MTChat, {
    props: { config: chatConfig(), ...props },
    slots,
    attachTo: document.body,
  });
  mounted.push(wrapper);
  await flushPromises();
  return wrapper;
}

/** The dialog whose conversation is shown, once its part of the package is there. */
async function shownDialog(): Promise<string | null | undefined> {
  await vi.dynamicImportSettled();
  await flushPromises();
  return document.querySelector('article')?.getAttribute('data-dialog');
}

describe('MTChat', () => {
  it('connects, and says so to the host', async () => {
    const onConnect = vi.fn();
    const wrapper = await chat(createFakeServer(), { config: chatConfig({ onConnect }) });
    expect(wrapper.emitted('connected')).toHaveLength(1);
    expect(onConnect).toHaveBeenCalledOnce();
  });

  it('wears the theme, whatever its name, and changes it', async () => {
    const wrapper = await chat(createFakeServer(), { theme: 'dark' });
    expect(wrapper.classes()).toEqual(['mtchat', 'mtchat--dark']);
    await wrapper.setProps({ theme: 'ocean' });
    expect(wrapper.classes()).toEqual(['mtchat', 'mtchat--ocean']);
  });

  it('speaks another language without beginning anew', async () => {
    const server = createFakeServer([dialog()]);
    const wrapper = await chat(server);
    expect(wrapper.text()).toContain('My chats');
    await wrapper.setProps({ config: chatConfig({ locale: 'ru' }) });
    await vi.waitFor(() => expect(wrapper.text()).toContain('Мои чаты'), { timeout: 10_000 });
    expect(wrapper.attributes('lang')).toBe('ru');
    expect(server.calls).toEqual(['listDialogs active']);
  });

  it('begins anew for another user', async () => {
    const server = createFakeServer([dialog()]);
    const shown = server.dialogs[0]?.id;
    const wrapper = await chat(server);
    await wrapper.get('.mtchat-dialog-item__main').trigger('click');
    expect(await shownDialog()).toBe(shown);
    await wrapper.setProps({ config: chatConfig({ userId: 'boris' }) satisfies ChatConfig });
    await flushPromises();
    expect(await shownDialog()).toBeUndefined();
    expect(wrapper.emitted('connected')).toHaveLength(2);
  });

  it('closes the file that the user before was looking at', async () => {
    const seen: { viewer?: FileViewerState | null } = {};
    const Looker = defineComponent({
      setup() {
        seen.viewer = useFileViewer();
        return () => null;
      },
    });
    const wrapper = await chat(createFakeServer([]), {}, { empty: () => h(Looker) });
    seen.viewer?.open([{ attachment: attachment() }], 0);
    expect(seen.viewer?.show.value).not.toBeNull();
    await wrapper.setProps({ config: chatConfig({ userId: 'boris' }) });
    expect(seen.viewer?.show.value).toBeNull();
  });

  it('shows the dialog that is chosen, and tells', async () => {
    const shown = dialog();
    const wrapper = await chat(createFakeServer([shown]));
    expect(wrapper.text()).toContain('Select a chat');
    await wrapper.get('.mtchat-dialog-item__main').trigger('click');
    expect(await shownDialog()).toBe(shown.id);
    expect(wrapper.emitted('dialog-selected')).toEqual([[shown.id]]);
  });

  it('shows the dialog that the host names', async () => {
    const [one, other] = [dialog(), dialog()];
    const wrapper = await chat(createFakeServer([one, other]), { dialogId: one.id });
    expect(await shownDialog()).toBe(one.id);
    await wrapper.setProps({ dialogId: other.id });
    expect(await shownDialog()).toBe(other.id);
  });

  it('asks to join before a conversation can be read, and opens it then', async () => {
    const shown = openDialog({ title: 'Theirs' });
    const server = createFakeServer([shown]);
    const wrapper = await chat(server);
    await wrapper.findAll('[role="tab"]')[1]?.trigger('click');
    await flushPromises();
    await wrapper.get('.mtchat-dialog-item__main').trigger('click');
    expect(await shownDialog()).toBeUndefined();
    await vi.waitFor(() => wrapper.get('form'));
    await wrapper.get('form').trigger('submit');
    await vi.waitFor(async () => expect(await shownDialog()).toBe(shown.id));
    expect(wrapper.emitted('dialog-joined')).toEqual([[shown.id]]);
    expect(wrapper.get('[role="tab"][aria-selected="true"]').text()).toContain('My chats');
  });

  it('tells how much is unread', async () => {
    const wrapper = await chat(createFakeServer([dialog({ unread_count: 2 }), dialog({ unread_count: 3 })]));
    expect(wrapper.emitted('unread-change')?.at(-1)).toEqual([5]);
  });

  it('shows the details, loaded when they are wanted', async () => {
    const shown = dialog();
    const wrapper = await chat(createFakeServer([shown]), { dialogId: shown.id });
    expect(wrapper.find('.mtchat-info').exists()).toBe(false);
    await wrapper.get('.open-info').trigger('click');
    await vi.waitFor(() => wrapper.get('.mtchat-info'));
  });

  it('hides what the host does not want, and shows what it adds', async () => {
    const shown = dialog();
    const wrapper = await chat(
      createFakeServer([shown]),
      { dialogId: shown.id, showTabs: false, showSearch: false },
      { 'sidebar-action': () => h('b', 'New chat'), 'header-menu-actions': () => h('i', 'Export') },
    );
    expect(wrapper.find('[role="tab"]').exists()).toBe(false);
    expect(wrapper.find('input[type="search"]').exists()).toBe(false);
    expect(wrapper.get('.mtchat-sidebar__header').text()).toContain('New chat');
    expect(wrapper.get('article').text()).toBe('Export');
    await wrapper.setProps({ showSidebar: false });
    expect(wrapper.find('nav').exists()).toBe(false);
  });

  it('leaves no listener on the page behind', async () => {
    const added = vi.spyOn(window, 'addEventListener');
    const removed = vi.spyOn(window, 'removeEventListener');
    const wrapper = await chat(createFakeServer([dialog()]));
    wrapper.unmount();
    mounted.length = 0;
    const names = (calls: unknown[][]) => calls.map(([name]) => name).sort();
    expect(names(removed.mock.calls)).toEqual(names(added.mock.calls));
  });
});

describe('MTChat for one object', () => {
  const ofOrder = (more: Partial<ReturnType<typeof dialog>> = {}) =>
    dialog({ object_type: 'order', object_id: '7', ...more });
  const inline = { mode: 'inline', objectType: 'order', objectId: '7' } as const;

  it('shows its conversation', async () => {
    const shown = ofOrder();
    const wrapper = await chat(createFakeServer([shown]), inline);
    expect(await shownDialog()).toBe(shown.id);
    expect(wrapper.find('nav').exists()).toBe(false);
    expect(wrapper.find('.mtchat-switcher').exists()).toBe(false);
  });

  it('offers a choice between several', async () => {
    const wrapper = await chat(
      createFakeServer([ofOrder({ title: 'Price' }), ofOrder({ title: 'Delivery' })]),
      inline,
    );
    expect(wrapper.get('.mtchat-switcher').text()).toContain('Price');
    expect(wrapper.get('.mtchat-switcher').text()).toContain('1 of 2');
  });

  it('offers to join where the user does not take part', async () => {
    const wrapper = await chat(
      createFakeServer([ofOrder({ i_am_participant: false, can_join: true, title: 'Delivery' })]),
      inline,
    );
    expect(wrapper.get('.mtchat-join').text()).toContain('Delivery');
  });

  it('says that there is none, in the host’s words where it has some', async () => {
    expect((await chat(createFakeServer(), inline)).text()).toContain('No conversation yet');
    const wrapper = await chat(createFakeServer(), inline, { empty: () => 'Ask your manager' });
    expect(wrapper.text()).toContain('Ask your manager');
  });

  it('shows nothing of the object before while the host names none', async () => {
    const shown = ofOrder();
    const wrapper = await chat(createFakeServer([shown]), inline);
    expect(await shownDialog()).toBe(shown.id);
    await wrapper.setProps({ objectId: undefined });
    expect(await shownDialog()).toBeUndefined();
    await wrapper.setProps({ objectId: '7' });
    expect(await shownDialog()).toBe(shown.id);
  });

  it('goes on to another object', async () => {
    const other = dialog({ object_type: 'order', object_id: '8' });
    const wrapper = await chat(createFakeServer([ofOrder(), other]), inline);
    await wrapper.setProps({ objectId: '8' });
    await flushPromises();
    expect(await shownDialog()).toBe(other.id);
  });
});
