// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../../../sdk-vue/client/chat-error.ts';
import DialogSidebar from '../../../../sdk-vue/components/dialogs/DialogSidebar.vue';
import { createFakeServer, dialog, type FakeServer, message, openDialog } from './support/fake-server.ts';
import { mountInChat, unmountAll } from './support/mount-in-chat.ts';

afterEach(unmountAll);

async function sidebarOf(server: FakeServer, props: Record<string, unknown> = {}) {
  const mounted = mountInChat(
    DialogSidebar,
    { selectedId: null, showTabs: true, showSearch: true, countsAvailable: false, ...props },
    server,
  );
  await flushPromises();
  return mounted;
}

type Mounted = Awaited<ReturnType<typeof sidebarOf>>;

const titlesIn = ({ wrapper }: Mounted) =>
  wrapper.findAll('.mtchat-dialog-item__title').map((title) => title.text());
const tabNamed = ({ wrapper }: Mounted, name: string) => {
  const tab = wrapper.findAll('[role="tab"]').find((candidate) => candidate.text().startsWith(name));
  if (!tab) throw new Error(`No tab is called ${name}.`);
  return tab;
};

describe('the lists', () => {
  it('begin with one request, the pinned first', async () => {
    const server = createFakeServer([
      dialog({ title: 'New', last_message_at: '2026-03-01T08:00:00.000Z' }),
      dialog({ title: 'Pinned', is_pinned: true }),
    ]);
    const sidebar = await sidebarOf(server);
    expect(titlesIn(sidebar)).toEqual(['Pinned', 'New']);
    expect(server.calls).toEqual(['listDialogs active']);
  });

  it('load the available ones when their tab is opened', async () => {
    const server = createFakeServer([dialog({ title: 'Mine' }), openDialog({ title: 'Theirs' })]);
    const sidebar = await sidebarOf(server);
    await tabNamed(sidebar, 'Available').trigger('click');
    await flushPromises();
    expect(titlesIn(sidebar)).toEqual(['Theirs']);
    expect(tabNamed(sidebar, 'Available').text()).toBe('Available 1');
  });

  it('load the archived ones when they are unfolded', async () => {
    const server = createFakeServer([
      dialog({ title: 'Active' }),
      dialog({ title: 'Old', is_archived: true }),
    ]);
    const sidebar = await sidebarOf(server);
    expect(titlesIn(sidebar)).toEqual(['Active']);
    const fold = sidebar.wrapper.get('.mtchat-archive__fold');
    await fold.trigger('click');
    await flushPromises();
    expect(fold.attributes('aria-expanded')).toBe('true');
    expect(titlesIn(sidebar)).toEqual(['Active', 'Old']);
    expect(server.calls).toEqual(['listDialogs active', 'listDialogs archived']);
  });

  it('say when there is nothing', async () => {
    const sidebar = await sidebarOf(createFakeServer());
    expect(sidebar.wrapper.text()).toContain('No chats yet');
  });

  it('come again after a failure', async () => {
    const server = createFakeServer([dialog({ title: 'Mine' })]);
    server.failures.set('listDialogs', new ChatError('UNAVAILABLE', 'down', { status: 503 }));
    const sidebar = await sidebarOf(server);
    await sidebar.wrapper.get('[role="alert"] button').trigger('click');
    await flushPromises();
    expect(titlesIn(sidebar)).toEqual(['Mine']);
  });

  it('show the new count at once when a message arrives', async () => {
    const shown = dialog({ unread_count: 1 });
    const sidebar = await sidebarOf(createFakeServer([shown]));
    expect(sidebar.wrapper.get('.mtchat-dialog-item__badge').text()).toContain('1 unread message');
    sidebar.server.send({ type: 'message.new', ...message(shown.id, '<p>And one more</p>') });
    await flushPromises();
    expect(sidebar.wrapper.get('.mtchat-dialog-item__badge').text()).toContain('2 unread messages');
    expect(sidebar.wrapper.get('.mtchat-dialog-item__preview').text()).toBe('Boris: And one more');
  });
});

describe('the search', () => {
  const server = () => createFakeServer([dialog({ title: 'Pumps' }), dialog({ title: 'Panels' })]);

  it('finds by the server and says when there is nothing', async () => {
    const sidebar = await sidebarOf(server());
    const field = sidebar.wrapper.get('input[type="search"]');
    await field.setValue('pum');
    await vi.waitFor(() => expect(titlesIn(sidebar)).toEqual(['Pumps']));
    await field.setValue('nothing like it');
    await vi.waitFor(() => expect(sidebar.wrapper.text()).toContain('No chat matches “nothing like it”.'));
  });

  it('is cleared by Escape', async () => {
    const sidebar = await sidebarOf(server());
    const field = sidebar.wrapper.get('input[type="search"]');
    await field.setValue('pum');
    await vi.waitFor(() => expect(titlesIn(sidebar)).toEqual(['Pumps']));
    await field.trigger('keydown', { key: 'Escape' });
    await vi.waitFor(() => expect(titlesIn(sidebar)).toEqual(['Pumps', 'Panels']));
  });

  function pressControlK(): KeyboardEvent {
    const event = new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, cancelable: true, bubbles: true });
    document.dispatchEvent(event);
    return event;
  }
  const pretendSeen = (height: number) =>
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 300, height));

  it('gets the focus by Ctrl-K', async () => {
    const sidebar = await sidebarOf(server());
    const seen = pretendSeen(600);
    expect(pressControlK().defaultPrevented).toBe(true);
    expect(document.activeElement).toBe(sidebar.wrapper.get('input[type="search"]').element);
    seen.mockRestore();
  });

  it('leaves Ctrl-K to the page where there is no search', async () => {
    const seen = pretendSeen(600);
    await sidebarOf(server(), { showSearch: false });
    expect(pressControlK().defaultPrevented).toBe(false);
    seen.mockRestore();
  });

  it('leaves Ctrl-K to the page while it is not seen, and when it is gone', async () => {
    const hidden = pretendSeen(0);
    await sidebarOf(server());
    expect(pressControlK().defaultPrevented).toBe(false);
    hidden.mockRestore();
    unmountAll();
    expect(pressControlK().defaultPrevented).toBe(false);
  });
});
