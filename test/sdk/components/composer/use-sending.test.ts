import { describe, expect, it } from 'vitest';
import { computed, effectScope, nextTick, ref, shallowRef } from 'vue';
import { limits } from '../../../../contract/limits.ts';
import type { Message } from '../../../../sdk-vue/client/contract.ts';
import { useSending } from '../../../../sdk-vue/components/composer/use-sending.ts';
import type { Upload } from '../../../../sdk-vue/store/uploads/upload.ts';
import { message } from '../conversation/support/builders.ts';

function upload(status: Upload['status'], name = 'a.pdf'): Upload {
  const attachment = { s3_key: name, filename: name, content_type: 'application/pdf', size: 1 };
  return {
    id: name,
    file: new File(['a'], name),
    contentType: 'application/pdf',
    status,
    progress: 0,
    ...(status === 'done' && { attachment }),
  };
}

/** A composer with a draft and files, and what it sent: the text and the names of the files. */
function sending(text: string, ...files: Upload[]) {
  const dialogId = ref('one');
  const draft = ref(text);
  const editing = shallowRef<Message | null>(null);
  const uploads = shallowRef<readonly Upload[]>(files);
  const sent: [text: string, files: string[]][] = [];
  const composer = {
    draft,
    editing,
    replyTo: shallowRef(null),
    startReply() {},
    startEdit() {},
    editLast: () => false,
    cancel() {},
    canSend: computed(() => draft.value !== ''),
    async send(html = draft.value, given?: { attachments: readonly { filename: string }[] }) {
      sent.push([html, given?.attachments.map(({ filename }) => filename) ?? []]);
      draft.value = '';
      return true;
    },
    notifyTyping() {},
  };
  const result = effectScope().run(() =>
    useSending(() => dialogId.value, composer, {
      uploads: computed(() => uploads.value),
      add() {},
      cancel() {},
      retry() {},
      remove() {},
      clear() {
        uploads.value = [];
      },
      isBusy: computed(() => uploads.value.some(({ status }) => status === 'uploading')),
      problems: computed(() => []),
    }),
  );
  if (!result) throw new Error('A scope that is active runs what it is given.');
  return { ...result, dialogId, draft, editing, uploads, sent };
}

describe('sending', () => {
  it('takes the files that are uploaded along and leaves those that were refused', () => {
    const { send, sent, uploads } = sending('<p>a</p>', upload('done'), upload('refused', 'b.exe'));
    send();
    expect(sent).toEqual([['<p>a</p>', ['a.pdf']]]);
    expect(uploads.value).toEqual([]);
  });

  it('needs text or a file', () => {
    expect(sending('').canSend.value).toBe(false);
    expect(sending('', upload('refused')).canSend.value).toBe(false);
    expect(sending('', upload('done')).canSend.value).toBe(true);
  });

  it('refuses what is longer than the server takes', () => {
    const { canSend, charactersLeft, send, sent } = sending('x'.repeat(limits.content + 1));
    send();
    expect(canSend.value).toBe(false);
    expect(charactersLeft.value).toBe(-1);
    expect(sent).toEqual([]);
  });

  it('waits for files under way, with what is written until then', async () => {
    const { send, sent, draft, uploads, heldBack } = sending('<p>a</p>', upload('uploading'));
    send();
    expect(heldBack.value).toBe('uploading');
    draft.value = '<p>a b</p>';
    uploads.value = [upload('done')];
    await nextTick();
    expect(sent).toEqual([['<p>a b</p>', ['a.pdf']]]);
    expect(heldBack.value).toBeNull();
  });

  it('does not go when the waiting was stopped', async () => {
    const { send, sent, stopWaiting, uploads } = sending('<p>a</p>', upload('uploading'));
    send();
    expect(stopWaiting()).toBe(true);
    uploads.value = [upload('done')];
    await nextTick();
    expect(sent).toEqual([]);
  });

  it('does not go without a file that failed, and says so until that is settled', async () => {
    const { send, sent, uploads, heldBack } = sending('<p>a</p>', upload('uploading'));
    send();
    uploads.value = [upload('failed')];
    await nextTick();
    expect(heldBack.value).toBe('files-failed');
    expect(sent).toEqual([]);
    uploads.value = [];
    await nextTick();
    expect(heldBack.value).toBeNull();
  });

  it('never sends the draft of the dialog that one went to meanwhile', async () => {
    const { send, sent, dialogId, uploads } = sending('<p>a</p>', upload('uploading'));
    send();
    dialogId.value = 'two';
    uploads.value = [];
    await nextTick();
    expect(sent).toEqual([]);
  });

  it('saves an edit at once, whatever uploads', () => {
    const { send, sent, editing } = sending('<p>a</p>', upload('uploading'));
    editing.value = message(1);
    send();
    expect(sent).toEqual([['<p>a</p>', []]]);
  });
});
