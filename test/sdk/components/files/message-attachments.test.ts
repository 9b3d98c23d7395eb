// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../../../sdk-vue/client/chat-error.ts';
import type { Attachment } from '../../../../sdk-vue/client/contract.ts';
import MessageAttachments from '../../../../sdk-vue/components/files/MessageAttachments.vue';
import OutgoingAttachments from '../../../../sdk-vue/components/files/OutgoingAttachments.vue';
import { attachment, dialogId, mountInChat } from './support/mount-in-chat.ts';

let close = () => {};
afterEach(() => close());

function show(attachments: Attachment[], client: Parameters<typeof mountInChat>[2] = {}) {
  const mounted = mountInChat(MessageAttachments, { attachments, messageId: 'm', dialogId }, client);
  close = mounted.close;
  return mounted.wrapper;
}

describe('images of a message', () => {
  it('one keeps the place of its shape before it is loaded', () => {
    const grid = show([attachment({ width: 1600, height: 1000 })]).get('.mtchat-image-grid');
    expect(grid.attributes('style')).toContain('320px');
    expect(grid.attributes('style')).toMatch(/aspect-ratio: 320 \/ 200/);
  });

  it('one of unknown size gets a fixed place', () => {
    const grid = show([attachment({ width: null, height: null })]).get('.mtchat-image-grid');
    expect(grid.attributes('style')).toMatch(/aspect-ratio: 240 \/ 180/);
  });

  it('of six, four are shown and the last says that two more are behind it', () => {
    const wrapper = show(Array.from({ length: 6 }, () => attachment()));
    expect(wrapper.findAll('.mtchat-attachment-image')).toHaveLength(4);
    expect(wrapper.get('.mtchat-attachment-image__more').text()).toBe('+2');
    expect(wrapper.findAll('.mtchat-attachment-image')[3]?.attributes('aria-label')).toBe(
      'Open image crane.jpg and 2 more',
    );
  });

  it('an image whose address has ended is asked for once, and drawn from its new address', async () => {
    const getAttachmentUrl = vi.fn(async () => ({
      url: 'https://storage.test/new',
      thumbnail_url: null,
      expires_in: 3_600,
    }));
    const wrapper = show([attachment()], { client: { getAttachmentUrl } });
    await wrapper.get('img').trigger('error');
    await flushPromises();
    expect(wrapper.get('img').attributes('src')).toBe('https://storage.test/new');

    await wrapper.get('img').trigger('error');
    await flushPromises();
    expect(getAttachmentUrl).toHaveBeenCalledTimes(1);
    expect(wrapper.text()).toContain('Image not available');
  });

  it('new addresses of the same file do not load it again', async () => {
    const first = attachment();
    show([first]);
    const again = { ...first, url: 'https://storage.test/signed-anew' };
    close();
    const wrapper = show([first, again]);
    expect(wrapper.findAll('img').map((image) => image.attributes('src'))).toEqual([first.url, first.url]);
  });
});

describe('files that are not drawn', () => {
  it.each([
    ['an SVG', 'logo.svg', 'image/svg+xml'],
    ['a page', 'page.html', 'text/html'],
    ['a TIFF, which few browsers draw', 'scan.tiff', 'image/tiff'],
  ])('%s is a download and nothing of it is put into the page', (_case, filename, content_type) => {
    const wrapper = show([attachment({ filename, content_type })]);
    expect(wrapper.find('img, iframe, embed, object').exists()).toBe(false);
    expect(wrapper.get('button.mtchat-file-card__main').text()).toContain(`Download${filename}`);
  });

  it('a file says its kind and size', () => {
    const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const wrapper = show([attachment({ filename: 'packing-list.xlsx', content_type: sheet, size: 24_000 })]);
    expect(wrapper.get('.mtchat-file-card__detail').text()).toMatch(/^XLSX · 23\.4/);
  });

  it('sound plays in place and loads nothing before', () => {
    const wrapper = show([attachment({ filename: 'note.mp3', content_type: 'audio/mpeg' })]);
    expect(wrapper.get('audio').attributes()).toMatchObject({ preload: 'none', 'aria-label': 'note.mp3' });
  });

  it('a download that cannot happen is said on the file', async () => {
    const ended = 'https://storage.test/a?X-Amz-Date=20260101T000000Z&X-Amz-Expires=3600';
    const getAttachmentUrl = () => Promise.reject(new ChatError('NETWORK', 'out of reach'));
    const file = attachment({ filename: 'a.zip', content_type: 'application/zip', url: ended });
    const wrapper = show([file], { client: { getAttachmentUrl } });
    await wrapper.get('.mtchat-file-card__main').trigger('click');
    await flushPromises();
    expect(wrapper.get('.mtchat-file-card__problem').text()).toBe('Could not be downloaded');
  });
});

describe('a message on its way', () => {
  function showOutgoing(previews: unknown[]) {
    const mounted = mountInChat(OutgoingAttachments, { previews });
    close = mounted.close;
    return mounted.wrapper;
  }

  it('shows its images from here, in the place they will have', () => {
    const wrapper = showOutgoing([
      { filename: 'a.png', content_type: 'image/png', size: 1, width: 320, height: 200, url: 'blob:a' },
    ]);
    expect(wrapper.get('img').attributes()).toMatchObject({ src: 'blob:a', alt: 'Sending a.png' });
    expect(wrapper.get('.mtchat-image-grid').attributes('style')).toMatch(/aspect-ratio: 320 \/ 200/);
  });

  it('names an image whose preview was lost by reloading the page', async () => {
    const wrapper = showOutgoing([
      { filename: 'a.png', content_type: 'image/png', size: 1, url: 'blob:gone' },
    ]);
    await wrapper.get('img').trigger('error');
    expect(wrapper.text()).toContain('a.png');
  });
});
