import { describe, expect, it, vi } from 'vitest';
import { limits } from '../../../contract/limits.ts';
import { ChatError } from '../../../sdk-vue/client/chat-error.ts';
import { file, picture, type Surroundings, surroundings } from './support/surroundings.ts';

const lost = new ChatError('NETWORK', 'The storage is out of reach');

function statusesOf({ uploads }: Surroundings, dialog = 'a'): string[] {
  return uploads
    .listOf(dialog)
    .getState()
    .map((upload) => upload.status);
}

/** The only upload of a list, as it is now. */
function onlyOf({ uploads }: Surroundings) {
  const [upload] = uploads.listOf('a').getState();
  if (!upload) throw new Error('There is no upload.');
  return upload;
}

describe('adding files', () => {
  it('a file is stored and becomes what a message needs of it', async () => {
    const all = surroundings();
    all.uploads.listOf('a').add([picture('crane.png')]);
    await vi.waitFor(() => expect(all.puts).toHaveLength(1));
    all.puts[0]?.accept();
    await vi.waitFor(() => expect(onlyOf(all).status).toBe('done'));

    expect(all.presigned).toEqual([
      { dialog_id: 'a', filename: 'crane.png', content_type: 'image/png', size: 1_000 },
    ]);
    expect(onlyOf(all).attachment).toEqual({
      s3_key: 'pending/1',
      filename: 'crane.png',
      content_type: 'image/png',
      size: 1_000,
      width: 800,
      height: 600,
    });
  });

  it('the size of an image is known before it is uploaded, so that its preview does not move', async () => {
    const all = surroundings({ width: 30, height: 20 });
    all.uploads.listOf('a').add([picture()]);
    await vi.waitFor(() => expect(onlyOf(all)).toMatchObject({ status: 'uploading', width: 30, height: 20 }));
  });

  it('an image that the browser cannot read is sent without a size', async () => {
    const all = surroundings(null);
    all.uploads.listOf('a').add([picture()]);
    await vi.waitFor(() => expect(all.puts).toHaveLength(1));
    all.puts[0]?.accept();
    await vi.waitFor(() => expect(onlyOf(all).attachment).not.toHaveProperty('width'));
    expect(onlyOf(all).status).toBe('done');
  });

  it('progress is told as it comes', async () => {
    const all = surroundings();
    const heard: number[] = [];
    const list = all.uploads.listOf('a');
    list.subscribe(() => heard.push(onlyOf(all).progress));
    list.add([file('a.pdf')]);
    await vi.waitFor(() => expect(all.puts).toHaveLength(1));
    all.puts[0]?.progress(0.25);
    all.puts[0]?.progress(0.75);
    all.puts[0]?.accept();
    await vi.waitFor(() => expect(onlyOf(all).status).toBe('done'));
    expect(heard).toEqual(expect.arrayContaining([0.25, 0.75, 1]));
  });

  it('what may not be sent is said at once and never asked of the server', () => {
    const all = surroundings();
    all.uploads.listOf('a').add([file('virus.exe', { type: '' }), file('empty.pdf', { size: 0 })]);
    expect(statusesOf(all)).toEqual(['refused', 'refused']);
    expect(all.presigned).toEqual([]);
  });

  it('of eleven files ten are taken, and a refused one does not take a place', () => {
    const all = surroundings();
    const files = Array.from({ length: limits.attachmentsPerMessage + 1 }, (_, n) => file(`${n}.pdf`));
    all.uploads.listOf('a').add([file('virus.exe', { type: '' }), ...files]);
    expect(statusesOf(all).filter((status) => status === 'refused')).toHaveLength(2);
    expect(all.uploads.listOf('a').getState().at(-1)?.problem?.code).toBe('count');
  });

  it('adding more files takes away what was said of refused ones', () => {
    const all = surroundings();
    all.uploads.listOf('a').add([file('virus.exe', { type: '' })]);
    all.uploads.listOf('a').add([file('a.pdf')]);
    expect(statusesOf(all)).toEqual(['queued']);
  });

  it('three files go at once, in all dialogs together, and the next when one is there', async () => {
    const all = surroundings();
    all.uploads.listOf('a').add([file('1.pdf'), file('2.pdf')]);
    all.uploads.listOf('b').add([file('3.pdf'), file('4.pdf')]);
    await vi.waitFor(() => expect(all.puts).toHaveLength(3));
    expect(statusesOf(all, 'b')).toEqual(['uploading', 'queued']);

    all.puts[0]?.accept();
    await vi.waitFor(() => expect(all.presigned.at(-1)?.filename).toBe('4.pdf'));
  });

  it('each dialog has its own files, the same ones for all who ask', () => {
    const all = surroundings();
    all.uploads.listOf('a').add([file('1.pdf')]);
    expect(all.uploads.listOf('b').getState()).toEqual([]);
    expect(all.uploads.listOf('a')).toBe(all.uploads.listOf('a'));
  });
});

describe('taking files back', () => {
  it('a cancelled upload stops, leaves the list and makes room for the next', async () => {
    const all = surroundings();
    all.uploads.listOf('a').add(['1.pdf', '2.pdf', '3.pdf', '4.pdf'].map((name) => file(name)));
    await vi.waitFor(() => expect(all.puts).toHaveLength(3));
    all.uploads.listOf('a').cancel('upload-1');
    expect(all.puts[0]?.signal?.aborted).toBe(true);
    await vi.waitFor(() => expect(all.puts).toHaveLength(4));
    expect(statusesOf(all)).toEqual(['uploading', 'uploading', 'uploading']);
  });

  it('one that still waits is never asked of the server', async () => {
    const all = surroundings();
    all.uploads.listOf('a').add(['1.pdf', '2.pdf', '3.pdf', '4.pdf', '5.pdf'].map((name) => file(name)));
    await vi.waitFor(() => expect(all.puts).toHaveLength(3));
    all.uploads.listOf('a').cancel('upload-4');
    all.puts[0]?.accept();
    await vi.waitFor(() => expect(all.puts).toHaveLength(4));
    expect(all.presigned.map((each) => each.filename)).toEqual(['1.pdf', '2.pdf', '3.pdf', '5.pdf']);
  });

  it('removing an image frees its preview', () => {
    const all = surroundings();
    all.uploads.listOf('a').add([picture()]);
    expect(all.livePreviews.size).toBe(1);
    all.uploads.listOf('a').remove('upload-1');
    expect(all.livePreviews.size).toBe(0);
  });

  it('closing the chat stops all uploads and frees all previews', async () => {
    const all = surroundings();
    all.uploads.listOf('a').add([picture()]);
    all.uploads.listOf('b').add([picture()]);
    await vi.waitFor(() => expect(all.puts).toHaveLength(2));
    all.uploads.dispose();
    expect(all.puts.map((put) => put.signal?.aborted)).toEqual([true, true]);
    expect(all.livePreviews.size).toBe(0);
  });
});

describe('when it goes wrong', () => {
  async function failedUpload(error: unknown) {
    const all = surroundings();
    all.uploads.listOf('a').add([file('a.pdf')]);
    await vi.waitFor(() => expect(all.puts).toHaveLength(1));
    all.puts[0]?.fail(error);
    await vi.waitFor(() => expect(onlyOf(all).status).toBe('failed'));
    return all;
  }

  it.each([
    ['the network is lost', lost, 'network', true],
    ['the storage is out of reach', new ChatError('UPLOAD_FAILED', 'x'), 'network', true],
    ['the storage refuses the address', new ChatError('UPLOAD_FAILED', 'x', { status: 403 }), 'server', true],
    ['the server fails', new ChatError('UNAVAILABLE', 'x', { status: 503 }), 'server', true],
    ['the person was removed', new ChatError('FORBIDDEN', 'x', { status: 403 }), 'forbidden', false],
    ['something else breaks', new Error('x'), 'server', true],
  ])('%s: it says so', async (_case, error, code, canRetry) => {
    const all = await failedUpload(error);
    expect(onlyOf(all).problem).toEqual({ code, canRetry, cause: error });
  });

  it('trying again asks for a new address, since the old one lives five minutes', async () => {
    const all = await failedUpload(lost);
    all.uploads.listOf('a').retry('upload-1');
    await vi.waitFor(() => expect(all.puts).toHaveLength(2));
    expect(onlyOf(all)).not.toHaveProperty('problem');
    all.puts[1]?.accept();
    await vi.waitFor(() => expect(onlyOf(all).attachment?.s3_key).toBe('pending/2'));
  });

  it('a server that refuses to presign is said on the file', async () => {
    const all = surroundings();
    all.refusePresign(new ChatError('FORBIDDEN', 'x', { status: 403 }));
    all.uploads.listOf('a').add([file('a.pdf')]);
    await vi.waitFor(() => expect(onlyOf(all).problem?.code).toBe('forbidden'));
  });
});

describe('after sending', () => {
  it('the list is empty and the preview lives on for the message on the screen', async () => {
    const all = surroundings();
    all.uploads.listOf('a').add([picture('crane.png')]);
    await vi.waitFor(() => expect(all.puts).toHaveLength(1));
    all.puts[0]?.accept();
    await vi.waitFor(() => expect(onlyOf(all).status).toBe('done'));
    all.uploads.listOf('a').clear();

    expect(all.uploads.listOf('a').getState()).toEqual([]);
    const stored = { id: 'x', filename: 'crane.png', content_type: 'image/png', size: 1_000 };
    const address = { url: 'https://storage.test/x', thumbnail_url: null };
    const preview = all.uploads.sent.of({ ...stored, ...address, width: 800, height: 600 });
    expect(all.livePreviews).toEqual(new Set([preview]));
    expect(all.uploads.sent.of({ ...stored, ...address, width: 1, height: 1 })).toBeUndefined();
  });

  it('what was not stored is stopped and freed', async () => {
    const all = surroundings();
    all.uploads.listOf('a').add([picture()]);
    await vi.waitFor(() => expect(all.puts).toHaveLength(1));
    all.uploads.listOf('a').clear();
    expect(all.puts[0]?.signal?.aborted).toBe(true);
    expect(all.livePreviews.size).toBe(0);
  });
});
