// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import Conversation from '../../../../sdk-vue/components/conversation/Conversation.vue';
import { chatKey } from '../../../../sdk-vue/composables/use-chat.ts';
import { dialogId, me, message, messageId } from './support/builders.ts';
import { createFakeChat, type FakeChatOptions } from './support/fake-chat.ts';

let wrapper: ReturnType<typeof mount> | undefined;

function show(options: FakeChatOptions = {}, slots: Record<string, string> = {}) {
  const fake = createFakeChat(options);
  wrapper = mount(Conversation, {
    props: { dialogId },
    slots,
    global: { provide: { [chatKey]: fake.chat } },
    attachTo: document.body,
  });
  return { fake, wrapper };
}

beforeEach(() => localStorage.clear());
afterEach(() => wrapper?.unmount());

describe('a conversation', () => {
  test('is opened once, and closed when it goes away', () => {
    const { fake, wrapper } = show();
    expect(fake.calls).toEqual(['openDialog']);
    wrapper.unmount();
    expect(fake.calls.at(-1)).toBe('closeDialog');
  });

  test('says that it is loading', () => {
    const { wrapper } = show({ timeline: { status: 'loading' } });
    expect(wrapper.get('.mtchat-conversation').attributes('aria-busy')).toBe('true');
    expect(wrapper.text()).toContain('Loading messages');
  });

  test('that could not be loaded can be asked for again', async () => {
    const { fake, wrapper } = show({ timeline: { status: 'failed' }, messages: [message(1)] });
    expect(wrapper.get('[role="alert"]').text()).toContain('could not be loaded');
    await wrapper.get('[role="alert"] button').trigger('click');
    expect(fake.calls).toContain('jumpToNewest');
  });

  test('without messages invites to write the first', () => {
    const { wrapper } = show();
    expect(wrapper.text()).toContain('No messages yet');
  });

  test('says who is typing, in place of who is there', async () => {
    const { fake, wrapper } = show();
    expect(wrapper.get('header').text()).toContain('3 participants');
    fake.change({ typing: new Map([[dialogId, new Map([['user-anna', Date.now() + 5_000]])]]) });
    await flushPromises();
    expect(wrapper.get('header').text()).toContain('Anna Petrova is typing…');
  });

  test('without a header says it above the composer', async () => {
    const { fake, wrapper } = show();
    await wrapper.setProps({ showHeader: false });
    fake.change({ typing: new Map([[dialogId, new Map([['user-anna', Date.now() + 5_000]])]]) });
    await flushPromises();
    expect(wrapper.find('header').exists()).toBe(false);
    expect(wrapper.text()).toContain('Anna Petrova is typing…');
  });

  test('links to what it is about', () => {
    const { wrapper } = show();
    expect(wrapper.get('header a').attributes()).toMatchObject({
      href: 'https://example.com/orders/1042',
      target: '_blank',
      rel: 'noopener noreferrer',
    });
  });

  test('opens the info panel from its title, and goes back', async () => {
    const { wrapper } = show();
    await wrapper.setProps({ showBack: true });
    await wrapper.get('h2 button').trigger('click');
    await wrapper.get('[aria-label="Back to the chats"]').trigger('click');
    expect(Object.keys(wrapper.emitted())).toEqual(expect.arrayContaining(['open-info', 'back']));
  });

  test('gives the host a place for its own actions, in its menu', async () => {
    const { wrapper } = show(
      {},
      { 'header-menu-actions': '<button class="own">{{ params.dialog.title }}</button>' },
    );
    expect(document.querySelector('.own')).toBeNull();
    await wrapper.get('button[aria-label="Actions for this chat"]').trigger('click');
    const own = document.querySelector('.own');
    expect(own?.textContent).toBe('Order 1042');
    expect(own?.getAttribute('role')).toBe('menuitem');
  });
});

describe('the live region', () => {
  function announced(): string {
    return wrapper?.get('[role="status"][aria-live="polite"]').text() ?? '';
  }

  test('says a new message of somebody else', async () => {
    const { fake } = show();
    fake.receive(message(1));
    await flushPromises();
    expect(announced()).toBe('Anna Petrova: Message 1');
  });

  test('says nothing of history, of own messages and of other dialogs', async () => {
    const { fake } = show({ messages: [message(1)] });
    fake.receive(message(2, { sender_id: me }));
    fake.receive(message(3, { dialog_id: messageId(999) }));
    await flushPromises();
    expect(announced()).toBe('');
  });
});
