// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { DialogForUser } from '../../../../sdk-vue/client/contract.ts';
import DialogItem from '../../../../sdk-vue/components/dialogs/DialogItem.vue';
import { dialog, lastMessage, me, openDialog } from './support/fake-server.ts';
import { mountInChat, unmountAll } from './support/mount-in-chat.ts';

afterEach(unmountAll);

function itemOf(shown: DialogForUser) {
  return mountInChat(DialogItem, { dialog: shown, isSelected: false, isTabStop: true, isMenuOpen: false });
}
const textOf = (shown: DialogForUser, part: string) =>
  itemOf(shown).wrapper.get(`.mtchat-dialog-item__${part}`).text();

describe('a dialog in the list', () => {
  it('is called by its object where it has no title', () => {
    expect(textOf(dialog({ title: null, object_type: 'sales_order', object_id: 'SO-7' }), 'title')).toBe(
      'Sales order SO-7',
    );
  });

  it('shows who wrote last and what, without markup', () => {
    const shown = dialog({
      last_message: lastMessage('<p>Two <strong>pallets</strong></p><p>today &amp; now</p>'),
    });
    expect(textOf(shown, 'preview')).toBe('Boris: Two pallets today & now');
  });

  it('never runs what a message contains', () => {
    const shown = dialog({ last_message: lastMessage('<img src=x onerror="document.title=1">hi') });
    const { wrapper } = itemOf(shown);
    expect(wrapper.get('.mtchat-dialog-item__preview').element.querySelector('img')).toBeNull();
  });

  it('says You for one’s own message', () => {
    const shown = dialog({ last_message: lastMessage('<p>Yes</p>', { sender_id: me, sender_name: 'Anna' }) });
    expect(textOf(shown, 'preview')).toBe('You: Yes');
  });

  it('says that a message is a file, or was deleted', () => {
    expect(textOf(dialog({ last_message: lastMessage('') }), 'preview')).toBe('Boris: File');
    expect(textOf(dialog({ last_message: lastMessage('', { is_deleted: true }) }), 'preview')).toBe(
      'Boris: Message deleted',
    );
  });

  it('counts the unread up to 99, and in full for screen readers', () => {
    expect(itemOf(dialog()).wrapper.find('.mtchat-dialog-item__badge').exists()).toBe(false);
    expect(textOf(dialog({ unread_count: 99 }), 'badge')).toContain('99');
    expect(textOf(dialog({ unread_count: 250 }), 'badge')).toBe('99+250 unread messages');
  });

  it('is marked when pinned or muted', () => {
    const { wrapper } = itemOf(dialog({ is_pinned: true, notifications_enabled: false }));
    expect(wrapper.text()).toContain('Pinned');
    expect(wrapper.text()).toContain('Notifications are off');
  });

  it('offers to join, and no menu, where the user does not take part', () => {
    const { wrapper } = itemOf(openDialog({ participants_count: 3 }));
    expect(wrapper.text()).toContain('3 participants');
    expect(wrapper.text()).toContain('Join');
    expect(wrapper.find('.mtchat-dialog-item__menu').exists()).toBe(false);
  });

  it('opens its menu by the right button, where it was pressed', async () => {
    const { wrapper, emitted } = itemOf(dialog());
    const main = wrapper.get('.mtchat-dialog-item__main');
    await main.trigger('contextmenu', { button: 2, clientX: 30, clientY: 40 });
    expect(emitted('open-menu-at')).toEqual([[{ x: 30, y: 40 }, main.element]]);
  });
});
