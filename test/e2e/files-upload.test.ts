import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { fieldOf, messagesWith, richFieldOf, said } from './support/composer.ts';
import { archive, isUpload, pick, picture, type TestFile, uploaded, waiting } from './support/files.ts';
import { openPair } from './support/pair.ts';
import { clientOf } from './support/server.ts';

it('files chosen by the button go out with the message, and the other gets them', async () => {
  const { atAnna, atBoris, dialog, boris } = await openPair();
  await pick(atAnna.page, await picture('bolt.png', 320, 200), archive('drawings.zip'));
  await uploaded(atAnna.page, 2);
  await fieldOf(atAnna.page).fill('Here they are');
  await fieldOf(atAnna.page).press('Enter');

  for (const { page } of [atAnna, atBoris]) {
    const message = messagesWith(page, 'Here they are');
    await message.getByRole('button', { name: 'Open image bolt.png' }).waitFor();
    await message.getByRole('button', { name: /Download.*drawings\.zip/ }).waitFor();
  }
  expect(await waiting(atAnna.page).count()).toBe(0);
  const { messages } = await clientOf(boris).listMessages(dialog.id);
  expect(messages.at(-1)?.attachments).toMatchObject([
    { filename: 'bolt.png', content_type: 'image/png', width: 320, height: 200 },
    { filename: 'drawings.zip', content_type: 'application/zip', size: 3_000 },
  ]);
});

it('a message can be files alone', async () => {
  const { atAnna, atBoris } = await openPair({ title: 'Order 2010' });
  await pick(atAnna.page, archive('alone.zip'));
  await uploaded(atAnna.page, 1);
  await atAnna.page.getByRole('button', { name: 'Send' }).click();

  await messagesWith(atBoris.page, 'alone.zip').waitFor();
  await atBoris.page.locator('.mtchat-dialog-item', { hasText: 'File' }).waitFor();
});

/** Drags files from outside over the page, as the system does. */
async function drag(page: Page, files: TestFile[]) {
  const directory = await mkdtemp(join(tmpdir(), 'mtchat-dragged-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const paths = files.map(({ name }) => join(directory, name));
  await Promise.all(files.map(({ buffer }, index) => writeFile(paths[index] ?? '', buffer)));
  const devtools = await page.context().newCDPSession(page);
  const box = await page.getByRole('log').boundingBox();
  if (!box) throw new Error('there is no conversation to drop on');
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  return (type: 'dragEnter' | 'dragOver' | 'drop', place = { x: box.x + 100, y: box.y + 50 }) =>
    devtools.send('Input.dispatchDragEvent', { type, ...place, data });
}

it('files dragged over the conversation are asked for, and dropped they are added', async () => {
  const { atAnna, atBoris } = await openPair({
    async before(id, { boris }) {
      await clientOf(boris).sendMessage(id, { content: '<p>Drop it here</p>' });
    },
  });
  await messagesWith(atAnna.page, 'Drop it here').waitFor();
  const send = await drag(atAnna.page, [archive('dropped.zip')]);
  const veil = atAnna.page.getByText('Drop files to add them');

  await send('dragEnter');
  await send('dragOver');
  await veil.waitFor();
  // Away from the conversation, over the list of chats, and back.
  await send('dragOver');
  await send('dragOver', { x: 20, y: 400 });
  await veil.waitFor({ state: 'hidden' });
  await send('dragOver');
  await veil.waitFor();
  await send('drop');
  await veil.waitFor({ state: 'hidden' });
  await uploaded(atAnna.page, 1);
  // One can write on at once.
  await expect
    .poll(() => fieldOf(atAnna.page).evaluate((field) => field === document.activeElement))
    .toBe(true);
  await atAnna.page.keyboard.press('Enter');
  await messagesWith(atBoris.page, 'dropped.zip').waitFor();
});

it('a screenshot is pasted from the clipboard, under a name that says when it was made', async () => {
  const { atAnna, atBoris, dialog, boris } = await openPair();
  const { buffer } = await picture('image.png', 300, 200);
  await richFieldOf(atAnna.page);
  await atAnna.page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    await navigator.clipboard.write([
      new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) }),
    ]);
  }, buffer.toString('base64'));
  await atAnna.page.keyboard.press('Control+V');
  await uploaded(atAnna.page, 1);
  await atAnna.page.keyboard.press('Enter');

  await atBoris.page.getByRole('button', { name: /^Open image screenshot-20\d\d-.*\.png/ }).waitFor();
  const { messages } = await clientOf(boris).listMessages(dialog.id);
  expect(messages.at(-1)?.attachments).toMatchObject([
    { content_type: 'image/png', width: 300, height: 200 },
  ]);
});

/** A line to the storage that takes so many bytes a second. */
async function narrowLine(page: Page, uploadThroughput: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput,
  });
}

it('one sees how far a file is, and can stop it', async () => {
  const { atAnna, dialog, anna } = await openPair();
  await narrowLine(atAnna.page, 300_000);
  await pick(atAnna.page, archive('large.zip', 3_000_000));

  const bar = atAnna.page.getByRole('progressbar', { name: 'Uploading large.zip' });
  await bar.waitFor();
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(5);
  expect(Number(await bar.getAttribute('aria-valuenow'))).toBeLessThan(100);
  const stopped = atAnna.page.waitForEvent('requestfailed');
  await atAnna.page.getByRole('button', { name: 'Cancel large.zip' }).click();
  expect((await stopped).method()).toBe('PUT');
  await waiting(atAnna.page).first().waitFor({ state: 'hidden' });
  expect(await atAnna.page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  const { messages } = await clientOf(anna).listMessages(dialog.id);
  expect(messages.flatMap(({ attachments }) => attachments)).toEqual([]);
});

it('what the line to the storage lost is said, does not go without being tried again, and then arrives', async () => {
  const { atAnna, atBoris } = await openPair();
  let cuts = 1;
  await atAnna.page.route('**', (route) => {
    if (!isUpload(route) || cuts === 0) return route.fallback();
    cuts -= 1;
    return route.abort('connectionreset');
  });
  await pick(atAnna.page, archive('lost.zip'), archive('safe.zip'));
  const lost = waiting(atAnna.page, 'No connection');
  await lost.waitFor();
  await atAnna.page.getByRole('progressbar').first().waitFor({ state: 'hidden' });

  await fieldOf(atAnna.page).fill('Both files');
  await fieldOf(atAnna.page).press('Enter');
  await said(atAnna.page, 'Some files were not uploaded');
  await lost.getByRole('button', { name: /^Try again/ }).click();
  await lost.waitFor({ state: 'hidden' });
  await uploaded(atAnna.page, 2);
  await fieldOf(atAnna.page).press('Enter');

  const message = messagesWith(atBoris.page, 'Both files');
  await message.getByText('lost.zip').first().waitFor();
  await message.getByText('safe.zip').first().waitFor();
});
