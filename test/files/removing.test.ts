import { expect, test } from 'vitest';
import { get } from '../storage/support/transfers.ts';
import { deleteDialog, dialogOfTwo } from './support/api.ts';
import { keyOf, sentFile, storage, uploaded } from './support/files.ts';

/** The room removes files by its alarm, soon after it answered. */
const soon = { timeout: 20_000, interval: 200 };

test('a deleted message has no files: not in lists, not at the address that was given, not in the storage', async () => {
  const { dialogId, ada, bob } = await dialogOfTwo();
  const { message, attachment } = await sentFile(ada, dialogId);
  const kept = await sentFile(ada, dialogId);
  expect((await ada.remove(dialogId, message.id)).status).toBe(204);

  expect((await bob.message(dialogId, message.id)).data).toMatchObject({ is_deleted: true, attachments: [] });
  expect((await bob.attachmentUrl(attachment.id)).status).toBe(404);
  await expect.poll(() => storage.head(keyOf(attachment.url)), soon).toBeUndefined();
  expect((await get(attachment.url)).status).toBe(404);
  expect((await get(kept.attachment.url)).text).toBe('hello');
});

test('a file of a deleted message cannot be sent again', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  const file = await uploaded(ada, dialogId);
  const { data } = await ada.send(dialogId, [file]);
  await ada.remove(dialogId, data.id);
  expect((await ada.send(dialogId, [file])).status).toBe(400);
});

test('a deleted dialog leaves no file behind, sent or not, and others keep theirs', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  const neighbours = await dialogOfTwo();
  const neighbour = await sentFile(neighbours.ada, neighbours.dialogId);
  const waiting = await uploaded(ada, dialogId);
  const { attachment } = await sentFile(ada, dialogId);
  await deleteDialog(dialogId);

  expect((await ada.attachmentUrl(attachment.id)).status).toBe(404);
  await expect.poll(() => storage.head(keyOf(attachment.url)), soon).toBeUndefined();
  await expect.poll(() => storage.head(waiting.s3_key), soon).toBeUndefined();
  expect((await get(neighbour.attachment.url)).text).toBe('hello');
});
