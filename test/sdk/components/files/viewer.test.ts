// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import MessageAttachments from '../../../../sdk-vue/components/files/MessageAttachments.vue';
import { attachment, dialogId, messageWith, mountInChat } from './support/mount-in-chat.ts';

const crane = attachment({ filename: 'crane.jpg' });
const quay = attachment({ filename: 'quay.jpg' });
const invoice = attachment({ filename: 'invoice.pdf', content_type: 'application/pdf' });
const film = attachment({ filename: 'loading.mp4', content_type: 'video/mp4' });

let close = () => {};
// It comes when it is needed, which on a busy machine takes longer than a test waits.
beforeAll(() => import('../../../../sdk-vue/components/files/FileViewer.vue'));
beforeEach(() => {
  // Not in this document: whether a browser has a reader for PDF.
  Object.defineProperty(navigator, 'pdfViewerEnabled', { value: true, configurable: true });
});
afterEach(() => close());

/** Opens the viewer by the first image of a conversation. */
async function openViewer() {
  const messages = [messageWith([crane, quay]), messageWith([invoice]), messageWith([film])];
  const props = { attachments: [crane, quay], messageId: 'm', dialogId };
  const mounted = mountInChat(MessageAttachments, props, { messages });
  close = mounted.close;
  const opener = mounted.wrapper.get<HTMLElement>('.mtchat-attachment-image');
  opener.element.focus();
  await opener.trigger('click');
  await vi.waitFor(() => expect(mounted.wrapper.find('dialog').exists()).toBe(true));
  await flushPromises();
  const dialog = mounted.wrapper.get<HTMLDialogElement>('dialog');
  return {
    wrapper: mounted.wrapper,
    dialog,
    opener: opener.element,
    position: () => dialog.get('.mtchat-viewer-toolbar__position').text(),
    async press(...keys: string[]) {
      for (const key of keys) await dialog.trigger('keydown', { key });
      await flushPromises();
    },
  };
}

describe('the viewer', () => {
  it('opens above the page at the file that was chosen, with what is known of it', async () => {
    const { dialog, position } = await openViewer();
    expect(dialog.element.open).toBe(true);
    expect(position()).toBe('1 / 4');
    expect(dialog.get('.mtchat-viewer-toolbar__caption').text()).toContain('Boris Klein');
    expect(dialog.get('[role=status]').text()).toBe('crane.jpg, 1 of 4');
  });

  it('goes through all files of the conversation by keys and stops at both ends', async () => {
    const { position, press } = await openViewer();
    await press('ArrowRight');
    expect(position()).toBe('2 / 4');
    await press('End', 'ArrowRight');
    expect(position()).toBe('4 / 4');
    await press('Home', 'ArrowLeft');
    expect(position()).toBe('1 / 4');
  });

  it('closes by Escape and gives the focus back', async () => {
    const { wrapper, dialog, opener } = await openViewer();
    await dialog.trigger('cancel');
    expect(wrapper.find('dialog').exists()).toBe(false);
    expect(document.activeElement).toBe(opener);
  });

  it('the page behind does not hear its keys', async () => {
    const heard = vi.fn();
    document.addEventListener('keydown', heard);
    const { press } = await openViewer();
    await press('ArrowRight');
    document.removeEventListener('keydown', heard);
    expect(heard).not.toHaveBeenCalled();
  });

  it('a PDF is in a frame of its own that knows nothing of the page', async () => {
    const { dialog, press } = await openViewer();
    await press('ArrowRight', 'ArrowRight');
    expect(dialog.get('iframe').attributes()).toMatchObject({
      src: invoice.url,
      title: 'invoice.pdf',
      referrerpolicy: 'no-referrer',
    });
  });

  it('where the browser has no reader for PDF it offers a new tab', async () => {
    Object.defineProperty(navigator, 'pdfViewerEnabled', { value: false, configurable: true });
    const { dialog, press } = await openViewer();
    await press('ArrowRight', 'ArrowRight');
    expect(dialog.find('iframe').exists()).toBe(false);
    expect(dialog.get('.mtchat-viewer-problem').text()).toContain('Open in a new tab');
  });

  it('a film plays in the player of the browser and keeps its keys', async () => {
    const { dialog, position, press } = await openViewer();
    await press('End');
    await dialog.get('video').trigger('keydown', { key: 'ArrowLeft' });
    expect(position()).toBe('4 / 4');
  });

  it('leaves nothing behind when the chat is taken away', async () => {
    await openViewer();
    close();
    close = () => {};
    expect(document.querySelector('dialog')).toBeNull();
  });
});
