import { expect, test } from 'vitest';
import { limits } from '../../contract/limits.ts';
import { ago, get, put } from '../storage/support/transfers.ts';
import { dialogOfTwo } from './support/api.ts';
import { keyOf, sentFile, storage, uploadFile } from './support/files.ts';

test('the storage takes a file as it was announced', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  const { attachment } = await uploadFile(ada, dialogId);
  expect(await storage.head(attachment.s3_key)).toMatchObject({ size: 5, contentType: 'text/plain' });
});

test('a file of 100 MiB is uploaded, sent and downloaded whole', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  const bytes = new Uint8Array(limits.fileBytes).fill(7);
  const { attachment } = await sentFile(ada, dialogId, {
    filename: 'film.mp4',
    contentType: 'video/mp4',
    bytes,
  });
  expect(attachment.size).toBe(104_857_600);
  const download = await fetch(attachment.url);
  expect(Buffer.compare(Buffer.from(await download.arrayBuffer()), bytes)).toBe(0);
});

test.for<[string, (url: string) => Promise<number>]>([
  ['of another type', (url) => put(url, { 'Content-Type': 'text/html' }, 'hello')],
  ['of no type', (url) => put(url, {}, new TextEncoder().encode('hello'))],
  ['one byte longer', (url) => put(url, { 'Content-Type': 'text/plain' }, 'hello!')],
  ['one byte shorter', (url) => put(url, { 'Content-Type': 'text/plain' }, 'hell')],
  [
    'under another key',
    (url) => put(url.replace('.txt?', '.csv?'), { 'Content-Type': 'text/plain' }, 'hello'),
  ],
  [
    'among what was sent already',
    (url) => put(url.replace('/pending/', '/attached/'), { 'Content-Type': 'text/plain' }, 'hello'),
  ],
])('the storage refuses a file %s', async ([, attempt]) => {
  const { dialogId, ada } = await dialogOfTwo();
  const { data } = await ada.presign(dialogId);
  expect(await attempt(data.upload_url)).toBe(403);
  expect(await storage.head(data.s3_key)).toBeUndefined();
});

test('the storage refuses a file, and a second one, after five minutes', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  const { attachment, headers } = await uploadFile(ada, dialogId);
  const announced = { key: attachment.s3_key, contentType: 'text/plain', size: 5 };
  const inTime = await ago(290, () => storage.presignUpload(announced));
  expect(await put(inTime.url, headers, 'again')).toBe(200);
  const tooLate = await ago(301, () => storage.presignUpload(announced));
  expect(await put(tooLate.url, headers, 'later')).toBe(403);
});

test('no file can be read without an address that was signed for reading it', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  const { uploadUrl, attachment: pending } = await uploadFile(ada, dialogId);
  const { attachment } = await sentFile(ada, dialogId);
  const other = await sentFile(ada, dialogId);
  const attempts = [
    uploadUrl,
    uploadUrl.replace(/\?.*/, ''),
    attachment.url.replace(/\?.*/, ''),
    attachment.url.replace(keyOf(attachment.url), pending.s3_key),
    attachment.url.replace(keyOf(attachment.url), keyOf(other.attachment.url)),
    attachment.url.replace('Expires=3600', 'Expires=36000'),
    attachment.url.replace(/\/dialogs\/.*/, '/'),
    attachment.url.replace(/\/dialogs\/.*/, '?list-type=2'),
  ];
  for (const attempt of attempts) {
    const { status, text } = await get(attempt);
    expect([attempt, status >= 400 && status < 500]).toEqual([attempt, true]);
    expect(text).not.toContain('hello');
    expect(text).not.toContain('<Key>');
  }
});
