import { expect, it } from 'vitest';
import { fieldOf, messagesWith, said } from './support/composer.ts';
import { archive, drop, pick, uploaded, waiting } from './support/files.ts';
import { hold } from './support/hold.ts';
import { openPair } from './support/pair.ts';
import { clientOf, createDialog } from './support/server.ts';

it('files of a wrong type, too large, or empty are refused with the reason before anything is sent', async () => {
  const { atAnna } = await openPair();
  atAnna.requests.reset();
  await drop(
    atAnna.page,
    { name: 'virus.exe', type: 'application/x-msdownload' },
    { name: 'film.mp4', type: 'video/mp4', size: 104_857_601 },
    { name: 'nothing.txt', type: 'text/plain', size: 0 },
  );

  const refused = atAnna.page.getByRole('listitem');
  await refused.filter({ hasText: 'virus.exe' }).getByText('Files of this type cannot be sent').waitFor();
  await refused
    .filter({ hasText: 'film.mp4' })
    .getByText(/^Larger than 100/)
    .waitFor();
  await refused.filter({ hasText: 'nothing.txt' }).getByText('The file is empty').waitFor();
  await said(atAnna.page, '3 files were not added');
  expect(atAnna.requests.calls().filter((call) => call.includes('/upload/'))).toEqual([]);
  expect(await atAnna.page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);

  await refused.filter({ hasText: 'virus.exe' }).getByRole('button', { name: 'Dismiss' }).click();
  await refused.filter({ hasText: 'virus.exe' }).waitFor({ state: 'hidden' });
  expect(await refused.filter({ hasText: 'film.mp4' }).count()).toBe(1);
});

it('a file of exactly the limit is not refused', async () => {
  const { atAnna } = await openPair();
  await atAnna.page.route(/\/upload\/presign/, (route) => route.abort());
  await drop(atAnna.page, { name: 'film.mp4', type: 'video/mp4', size: 104_857_600 });
  await waiting(atAnna.page, 'film.mp4').getByText('No connection').waitFor();
});

it('of more files than a message takes the first ten are added, and the others are named', async () => {
  const { atAnna, atBoris, dialog, boris } = await openPair();
  const files = Array.from({ length: 12 }, (_, index) => archive(`part-${index + 1}.zip`, 200));
  await pick(atAnna.page, ...files);

  await atAnna.page.getByText('2 files were not added').first().waitFor();
  await atAnna.page.getByText('A message takes up to 10 files').waitFor();
  await uploaded(atAnna.page, 10);
  expect(await waiting(atAnna.page).count()).toBe(10);
  await fieldOf(atAnna.page).press('Enter');

  await messagesWith(atBoris.page, 'part-10.zip').waitFor();
  const { messages } = await clientOf(boris).listMessages(dialog.id);
  expect(messages.at(-1)?.attachments.map(({ filename }) => filename)).toEqual(
    files.slice(0, 10).map(({ name }) => name),
  );
});

it('a message waits for its files, says so, can be taken back, and goes out whole when they are there', async () => {
  const { atAnna, atBoris, dialog, boris } = await openPair();
  const storage = await hold(
    atAnna.page,
    (url) => !url.pathname.startsWith('/api/') && url.search.includes('X-Amz'),
  );
  await pick(atAnna.page, archive('slow.zip'));
  await waiting(atAnna.page, 'slow.zip').waitFor();
  await fieldOf(atAnna.page).fill('With the file');
  await fieldOf(atAnna.page).press('Enter');

  await said(atAnna.page, 'Will be sent when the files are uploaded');
  await atAnna.page.getByRole('button', { name: 'Do not send yet' }).click();
  await atAnna.page.getByText('Will be sent when').waitFor({ state: 'hidden' });
  await fieldOf(atAnna.page).fill('With the file, of course');
  await fieldOf(atAnna.page).press('Enter');
  await said(atAnna.page, 'Will be sent when the files are uploaded');
  expect(await messagesWith(atBoris.page, 'With the file').count()).toBe(0);
  storage.letGo();

  await messagesWith(atBoris.page, 'With the file, of course').getByText('slow.zip').first().waitFor();
  const { messages } = await clientOf(boris).listMessages(dialog.id);
  expect(messages.filter(({ message_type }) => message_type === 'user')).toHaveLength(1);
});

it('files that wait belong to their dialog', async () => {
  const { atAnna, anna, boris } = await openPair({ title: 'Bolts' });
  await createDialog({ participants: [anna, boris], title: 'Nuts' });
  await pick(atAnna.page, archive('bolts.zip'));
  await uploaded(atAnna.page, 1);

  await atAnna.page.locator('.mtchat-dialog-item', { hasText: 'Nuts' }).click();
  await atAnna.page.getByRole('textbox', { name: 'Message in “Nuts”' }).waitFor();
  expect(await waiting(atAnna.page).count()).toBe(0);
  await atAnna.page.locator('.mtchat-dialog-item', { hasText: 'Bolts' }).click();
  await waiting(atAnna.page, 'bolts.zip').waitFor();
  await atAnna.page.getByRole('button', { name: 'Remove bolts.zip' }).click();
  await waiting(atAnna.page).first().waitFor({ state: 'hidden' });
  await expect
    .poll(() => fieldOf(atAnna.page).evaluate((field) => field === document.activeElement))
    .toBe(true);
});

it('while a message is edited no files can be added to it', async () => {
  const { atAnna } = await openPair();
  await fieldOf(atAnna.page).fill('No files');
  await fieldOf(atAnna.page).press('Enter');
  await atAnna.page.getByRole('article', { name: /No files.*(?:Sent|Read by .*)$/ }).waitFor();
  await fieldOf(atAnna.page).press('ArrowUp');
  await atAnna.page.getByText('Edit message').waitFor();
  expect(await atAnna.page.getByRole('button', { name: 'Attach files' }).isDisabled()).toBe(true);
});
