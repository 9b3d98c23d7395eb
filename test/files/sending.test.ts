import { expect, test } from 'vitest';
import { get, put } from '../storage/support/transfers.ts';
import { dialogOfTwo, stranger, type User } from './support/api.ts';
import { type AskedAttachment, storage, uploaded, uploadFile } from './support/files.ts';
import { listen } from './support/socket.ts';

test('everyone hears of a file with an address that gives its bytes', async () => {
  const { dialogId, ada, bob } = await dialogOfTwo();
  const nextMessage = await listen(bob);
  const asked = { ...(await uploaded(ada, dialogId)), width: 640, height: 480 };
  const { status, data } = await ada.send(dialogId, [asked], { content: '<p>Look</p>' });
  expect(status).toBe(201);
  const { s3_key, ...named } = asked;
  const expected = {
    ...named,
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
    url: expect.stringMatching(/^http/),
    thumbnail_url: null,
  };
  const heard = await nextMessage();
  expect([data.attachments, heard.attachments]).toEqual([[expected], [expected]]);
  const listed = (await bob.messages(dialogId)).data.messages.at(-1);
  for (const attachment of [...data.attachments, ...heard.attachments, ...(listed?.attachments ?? [])]) {
    expect(await get(attachment.url)).toMatchObject({ status: 200, type: 'text/plain', text: 'hello' });
  }
  expect(listed?.attachments).toHaveLength(1);
});

test('a message carries ten files, in their order, and not eleven', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  const files = await Promise.all(
    Array.from({ length: 11 }, (_, index) => uploaded(ada, dialogId, { filename: `${index}.txt` })),
  );
  expect((await ada.send(dialogId, files)).status).toBe(400);
  const { status, data } = await ada.send(dialogId, files.slice(0, 10));
  expect(status).toBe(201);
  expect(data.attachments.map(({ filename }) => filename)).toEqual(
    files.slice(0, 10).map(({ filename }) => filename),
  );
});

test('content may be empty with a file, when sent and when edited, but not absent', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  const file = await uploaded(ada, dialogId);
  expect((await ada.send(dialogId, [file], { content: undefined })).status).toBe(400);
  expect((await ada.send(dialogId, [])).status).toBe(400);
  const { data } = await ada.send(dialogId, [file], { content: '<p>Look</p>' });
  const edited = await ada.edit(dialogId, data.id, '');
  expect(edited).toMatchObject({ status: 200, data: { content: '', attachments: [{ size: 5 }] } });
});

interface Situation {
  dialogId: string;
  ada: User;
  bob: User;
  file: AskedAttachment;
}

test.for<[string, (situation: Situation) => Promise<unknown> | unknown]>([
  [
    'announced, not uploaded',
    async ({ ada, dialogId, file }) => ({
      ...file,
      s3_key: (await ada.presign(dialogId)).data.s3_key,
    }),
  ],
  ['uploaded by another user', ({ bob, dialogId }) => uploaded(bob, dialogId)],
  [
    'sent already',
    async ({ ada, dialogId, file }) => {
      expect((await ada.send(dialogId, [file])).status).toBe(201);
      return file;
    },
  ],
  ['of another size than announced', ({ file }) => ({ ...file, size: 6 })],
  ['of another type than announced', ({ file }) => ({ ...file, content_type: 'image/png' })],
  ['of a type that is not accepted', ({ file }) => ({ ...file, content_type: 'text/javascript' })],
  [
    'that lies where sent files lie',
    ({ file }) => ({
      ...file,
      s3_key: file.s3_key.replace('/pending/', '/attached/'),
    }),
  ],
  [
    'under a key that was never given out',
    ({ file, dialogId }) => ({
      ...file,
      s3_key: `dialogs/${dialogId}/pending/${crypto.randomUUID()}.txt`,
    }),
  ],
  [
    'under a key with a path in it',
    ({ file, dialogId }) => ({
      ...file,
      s3_key: `dialogs/${dialogId}/pending/../${file.s3_key}`,
    }),
  ],
  ['under no key at all', ({ file }) => ({ ...file, s3_key: '' })],
  ['under garbage', ({ file }) => ({ ...file, s3_key: '<Key>&\r\n🙂' })],
  ['without a name', ({ file }) => ({ ...file, filename: '' })],
  ['with a name one character too long', ({ file }) => ({ ...file, filename: 'я'.repeat(256) })],
])('a file %s is refused', async ([, change]) => {
  const dialog = await dialogOfTwo();
  const file = await uploaded(dialog.ada, dialog.dialogId);
  const asked = await change({ ...dialog, file });
  expect(await dialog.ada.send(dialog.dialogId, [asked])).toMatchObject({
    status: 400,
    error: { code: 'BAD_REQUEST' },
  });
});

test('one file that is refused, or named twice, keeps the whole message from being sent', async () => {
  const { dialogId, ada, bob } = await dialogOfTwo();
  const good = await uploaded(ada, dialogId);
  expect((await ada.send(dialogId, [good, await uploaded(bob, dialogId)])).status).toBe(400);
  expect((await ada.send(dialogId, [good, good])).status).toBe(400);
  expect((await ada.send(dialogId, [good])).status).toBe(201);
});

test("a file of another dialog is refused, even of one's own", async () => {
  const { dialogId, ada } = await dialogOfTwo();
  const elsewhere = await dialogOfTwo();
  const file = await uploaded(elsewhere.ada, elsewhere.dialogId);
  expect((await ada.send(dialogId, [file])).status).toBe(400);
  expect((await stranger().send(dialogId, [await uploaded(ada, dialogId)])).status).toBe(403);
});

test('of ten messages with the same file at once, one is sent', async () => {
  const { dialogId, ada, bob } = await dialogOfTwo();
  const file = await uploaded(ada, dialogId);
  const answers = await Promise.all(Array.from({ length: 10 }, () => ada.send(dialogId, [file])));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(400)]);
  const { messages } = (await bob.messages(dialogId)).data;
  const sent = messages.flatMap(({ attachments }) => attachments);
  expect(sent).toHaveLength(1);
  expect(await get(sent[0]?.url ?? '')).toMatchObject({ status: 200, text: 'hello' });
});

test('a retry gets the stored message, also when the upload is gone since', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  const file = await uploaded(ada, dialogId);
  const once = { client_message_id: 'with-a-file' };
  const first = await ada.send(dialogId, [file], once);
  const second = await ada.send(dialogId, [file], once);
  await storage.remove([file.s3_key]);
  const third = await ada.send(dialogId, [file], once);
  expect([first.status, second.status, third.status]).toEqual([201, 200, 200]);
  const [original] = first.data.attachments;
  for (const { data } of [second, third]) {
    expect(data).toMatchObject({ id: first.data.id, attachments: [{ id: original?.id }] });
    expect(await get(data.attachments[0]?.url ?? '')).toMatchObject({ status: 200, text: 'hello' });
  }
});

test('what others have seen cannot be swapped while the upload address still lives', async () => {
  const { dialogId, ada, bob } = await dialogOfTwo();
  const { attachment: file, uploadUrl, headers } = await uploadFile(ada, dialogId);
  const { data } = await ada.send(dialogId, [file]);
  expect(await put(uploadUrl, headers, 'swaps')).toBe(200);
  const seen = await bob.message(dialogId, data.id);
  for (const { url } of [...data.attachments, ...seen.data.attachments]) {
    expect((await get(url)).text).toBe('hello');
  }
});

test('a file that was swapped before it was sent is sent as it is then', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  const { attachment: file, uploadUrl, headers } = await uploadFile(ada, dialogId);
  await put(uploadUrl, headers, 'other');
  const { data } = await ada.send(dialogId, [file]);
  expect((await get(data.attachments[0]?.url ?? '')).text).toBe('other');
});
