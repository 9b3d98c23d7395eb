import type { MTChatSlots } from '@mtchat/vue';
import { h } from 'vue';

/** Something recognisable of the host's for every slot. */
export const slotsOfHost: MTChatSlots = {
  'sidebar-action': () => h('button', { type: 'button' }, 'New order'),
  'header-menu-actions': ({ dialog, closeMenu }) =>
    h('button', { type: 'button', onClick: () => invoice(closeMenu) }, `Invoice for ${dialog.title}`),
  message: ({ message }) => h('em', `In the host's words: ${message.content.replace(/<[^>]*>/g, '')}`),
  empty: () => h('p', 'The host has nothing to show'),
};

function invoice(closeMenu: () => void): void {
  window.host.events.push({ name: 'slot.invoice', payload: null });
  closeMenu();
}
