// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { ChatError } from '../../../../sdk-vue/client/chat-error.ts';
import DropZone from '../../../../sdk-vue/components/files/DropZone.vue';
import UploadTray from '../../../../sdk-vue/components/files/UploadTray.vue';
import { dialogId, mountInChat } from './support/mount-in-chat.ts';

const onEmptied = vi.fn();

/** A conversation as the files see it: a zone that takes them around a tray that shows them. */
const conversation = defineComponent({
  props: { disabled: Boolean },
  setup: (props) => () =>
    h(DropZone, { dialogId, disabled: props.disabled }, () => [
      h('input', { 'aria-label': 'Message' }),
      h(UploadTray, { dialogId, onEmptied }),
    ]),
});

let close = () => {};
afterEach(() => {
  close();
  onEmptied.mockClear();
});

function show(client: Parameters<typeof mountInChat>[2] = {}, props = {}) {
  const mounted = mountInChat(conversation, props, client);
  close = mounted.close;
  return mounted.wrapper;
}

function pdf(name: string): File {
  return new File(['x'], name, { type: 'application/pdf' });
}

/** What a drag or a paste carries, as far as it is read. */
function carrying(files: File[], { types = ['Files'], text = '' } = {}) {
  return { types, files, dropEffect: 'none', getData: () => text };
}

const presigned = { upload_url: 'https://storage.test', s3_key: 'k', expires_in: 300, headers: {} };

async function drop(wrapper: ReturnType<typeof show>, files: File[]) {
  await wrapper.get('.mtchat-drop-zone').trigger('dragenter', { dataTransfer: carrying(files) });
  await wrapper.get('.mtchat-drop-zone__veil').trigger('drop', { dataTransfer: carrying(files) });
  await flushPromises();
}

describe('dropping and pasting', () => {
  it('files that are dragged over the conversation are invited, dropped ones are in the tray', async () => {
    const wrapper = show();
    await wrapper.get('.mtchat-drop-zone').trigger('dragenter', { dataTransfer: carrying([]) });
    expect(wrapper.text()).toContain('Drop files to add them');
    await wrapper.get('.mtchat-drop-zone__veil').trigger('dragleave');
    expect(wrapper.find('.mtchat-drop-zone__veil').exists()).toBe(false);

    await drop(wrapper, [pdf('invoice.pdf')]);
    expect(wrapper.find('.mtchat-drop-zone__veil').exists()).toBe(false);
    expect(wrapper.findAll('.mtchat-upload-chip')).toHaveLength(1);
  });

  it('dragged text is left alone', async () => {
    const wrapper = show();
    const dataTransfer = carrying([], { types: ['text/plain'] });
    await wrapper.get('.mtchat-drop-zone').trigger('dragenter', { dataTransfer });
    expect(wrapper.find('.mtchat-drop-zone__veil').exists()).toBe(false);
  });

  it('where one may only read, nothing is taken', async () => {
    const wrapper = show({}, { disabled: true });
    await wrapper.get('.mtchat-drop-zone').trigger('dragenter', { dataTransfer: carrying([]) });
    expect(wrapper.find('.mtchat-drop-zone__veil').exists()).toBe(false);
  });

  it('a pasted screenshot is in the tray and not in the text', async () => {
    const wrapper = show();
    const screenshot = new File(['x'], 'image.png', { type: 'image/png' });
    const reachedEditor = vi.fn();
    wrapper.get('input').element.addEventListener('paste', reachedEditor);
    await wrapper.get('input').trigger('paste', { clipboardData: carrying([screenshot]) });
    expect(wrapper.get('.mtchat-upload-chip').text()).toMatch(/screenshot-\d{4}(-\d\d){5}\.png/);
    expect(reachedEditor).not.toHaveBeenCalled();
  });

  it('pasted text goes to the editor', async () => {
    const wrapper = show();
    const reachedEditor = vi.fn();
    wrapper.get('input').element.addEventListener('paste', reachedEditor);
    await wrapper.get('input').trigger('paste', { clipboardData: carrying([], { text: 'hello' }) });
    expect(reachedEditor).toHaveBeenCalledOnce();
  });
});

describe('the tray', () => {
  it('says why files were not added, one line a reason', async () => {
    const wrapper = show();
    await drop(wrapper, [
      new File(['x'], 'setup.exe'),
      new File(['x'], 'script.js'),
      new File([], 'empty.pdf', { type: 'application/pdf' }),
    ]);
    const lines = wrapper.findAll('.mtchat-upload-refusals__text').map((line) => line.text());
    expect(lines).toEqual([
      '2 files were not addedFiles of this type cannot be sent',
      'empty.pdfThe file is empty',
    ]);
    expect(wrapper.get('[role=status]').text()).toBe('3 files were not added');
  });

  it('shows progress to the eye and to a screen reader', async () => {
    let tell: ((fraction: number) => void) | undefined;
    const wrapper = show({
      client: {
        presignUpload: async () => presigned,
        putFile: (_presigned, _file, options) => {
          tell = options?.onProgress;
          return new Promise(() => {});
        },
      },
    });
    await drop(wrapper, [pdf('a.pdf')]);
    tell?.(0.42);
    await flushPromises();
    expect(wrapper.get('[role=progressbar]').attributes()).toMatchObject({
      'aria-valuenow': '42',
      'aria-label': 'Uploading a.pdf',
    });
    expect(wrapper.get('.mtchat-upload-chip__detail').text()).toContain('42%');
  });

  it('a failed file says so and can be tried again', async () => {
    const presignUpload = vi.fn(() => Promise.reject(new ChatError('NETWORK', 'out of reach')));
    const wrapper = show({ client: { presignUpload } });
    await drop(wrapper, [pdf('a.pdf')]);
    expect(wrapper.get('[role=status]').text()).toBe('a.pdf was not uploaded: No connection');
    await wrapper.get('[aria-label="Try again: a.pdf"]').trigger('click');
    await flushPromises();
    expect(presignUpload).toHaveBeenCalledTimes(2);
  });

  it('keeps the focus when a file is removed, and hands it on after the last', async () => {
    const wrapper = show();
    await drop(wrapper, [pdf('a.pdf'), pdf('b.pdf')]);
    await wrapper.get('[aria-label="Cancel a.pdf"]').trigger('click');
    await flushPromises();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Cancel b.pdf');

    await wrapper.get('[aria-label="Cancel b.pdf"]').trigger('click');
    await flushPromises();
    expect(onEmptied).toHaveBeenCalledOnce();
  });
});
