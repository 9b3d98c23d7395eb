// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import DialogList from '../../../../sdk-vue/components/dialogs/DialogList.vue';
import { dialog } from './support/fake-server.ts';
import { mountInChat, unmountAll } from './support/mount-in-chat.ts';

afterEach(unmountAll);

const ready = { status: 'ready', hasMore: false } as const;

function listOf(props: Record<string, unknown>) {
  return mountInChat(DialogList, { dialogs: [], state: ready, label: 'Chats', selectedId: null, ...props });
}

const focusedTitle = () =>
  document.activeElement?.querySelector('.mtchat-dialog-item__title')?.textContent ?? null;

describe('a list of dialogs', () => {
  const dialogs = ['First', 'Second', 'Third'].map((title) => dialog({ title }));

  it('is one stop for Tab, at the chosen dialog', () => {
    const { wrapper } = listOf({ dialogs, selectedId: dialogs[1]?.id });
    const stops = wrapper.findAll('.mtchat-dialog-item__main[tabindex="0"]');
    expect(stops.map((stop) => stop.text())).toEqual([expect.stringContaining('Second')]);
    expect(stops[0]?.attributes('aria-current')).toBe('true');
  });

  it.each([
    ['ArrowDown', 'Second', 'Third'],
    ['ArrowUp', 'Second', 'First'],
    ['End', 'First', 'Third'],
    ['Home', 'Third', 'First'],
    ['ArrowDown', 'Third', 'Third'],
  ])('%s goes from %s to %s', async (key, from, to) => {
    const { wrapper } = listOf({ dialogs });
    const start = wrapper.findAll('.mtchat-dialog-item__main').find((item) => item.text().includes(from));
    if (start?.element instanceof HTMLElement) start.element.focus();
    await start?.trigger('keydown', { key });
    expect(focusedTitle()).toBe(to);
  });

  it('chooses the dialog that is clicked', async () => {
    const { wrapper, emitted } = listOf({ dialogs });
    await wrapper.findAll('.mtchat-dialog-item__main')[2]?.trigger('click');
    expect(emitted('select')).toEqual([[dialogs[2]?.id]]);
  });

  it('keeps the place of what is loading', () => {
    const { wrapper } = listOf({ state: { status: 'loading', hasMore: false }, expected: 3 });
    expect(wrapper.findAll('.mtchat-dialog-skeleton__item')).toHaveLength(3);
    expect(wrapper.get('[role="status"]').text()).toBe('Loading chats');
  });

  it('says that loading failed, and tries again', async () => {
    const { wrapper, emitted } = listOf({ state: { status: 'failed', hasMore: false } });
    expect(wrapper.get('[role="alert"]').text()).toContain('could not be loaded');
    await wrapper.get('[role="alert"] button').trigger('click');
    expect(emitted('retry')).toHaveLength(1);
  });

  it('keeps what is there when the next page fails, and asks for that page again', async () => {
    const { wrapper, emitted } = listOf({ dialogs, state: { status: 'failed', hasMore: true } });
    expect(wrapper.findAll('.mtchat-dialog-item')).toHaveLength(3);
    await wrapper.get('[role="alert"] button').trigger('click');
    expect(emitted('load-more')).toHaveLength(1);
  });
});
