import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import {
  expectTitles,
  expectUnread,
  listsOf,
  openDialog,
  patience,
  refuse,
  rowOf,
  tell,
} from './support/dialog-lists.ts';
import { openPair } from './support/pair.ts';
import { somebody } from './support/people.ts';
import { clientOf, createDialog, manage } from './support/server.ts';

it('my chats stand with the pinned ones first, then by what was said last', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const oldest = await createDialog({ participants: [anna, boris], title: 'Oldest' });
  const pinned = await createDialog({ participants: [anna, boris], title: 'Pinned' });
  await createDialog({ participants: [anna, boris], title: 'Newest' });
  await clientOf(anna).setPinned(pinned.id, true);
  const { page } = await openAs(anna);

  await expectTitles(page, ['Pinned', 'Newest', 'Oldest']);
  await rowOf(page, 'Pinned').getByText('Pinned', { exact: true }).nth(1).waitFor();
  await tell(boris, oldest.id, 'We are still here');
  await expectTitles(page, ['Pinned', 'Oldest', 'Newest']);
});

it('a chat shows who wrote last, what, when, and how many messages are unread, as they are written', async () => {
  const { anna, boris, dialog, atBoris } = await openPair({ title: 'Order 17' });
  const { page } = await openAs(anna);
  await rowOf(page, 'Order 17').getByText('No messages yet').waitFor();

  await atBoris.page.getByRole('textbox', { name: 'Message' }).fill('The truck is loaded');
  await atBoris.page.keyboard.press('Enter');

  const row = rowOf(page, 'Order 17');
  await row.getByText('Boris: The truck is loaded').waitFor();
  await expectUnread(page, 'Order 17', 1);
  await atBoris.page.getByRole('textbox', { name: 'Message' }).fill('It leaves at noon');
  await atBoris.page.keyboard.press('Enter');
  await row.getByText('Boris: It leaves at noon').waitFor();
  await expectUnread(page, 'Order 17', 2);
  const { last_message_at } = await clientOf(boris).getDialog(dialog.id);
  expect(await row.getByRole('time').getAttribute('datetime')).toBe(last_message_at);
});

it('the last message in the list is edited and deleted there as in the chat, and one of mine says so', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 18' });
  const client = clientOf(boris);
  const id = await tell(boris, dialog.id, 'Twelve pallets');
  const { page } = await openAs(anna);
  const row = rowOf(page, 'Order 18');
  await row.getByText('Boris: Twelve pallets').waitFor();

  await client.editMessage(dialog.id, id, '<p>Thirteen pallets &amp; a crate</p>');
  await row.getByText('Boris: Thirteen pallets & a crate').waitFor();
  await client.deleteMessage(dialog.id, id);
  await row.getByText('Boris: Message deleted').waitFor();
  await tell(anna, dialog.id, 'Fine by me');
  await row.getByText('You: Fine by me').waitFor();
});

it('archived chats are folded, are loaded when unfolded, and come back when somebody writes', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const done = await createDialog({ participants: [anna, boris], title: 'Done long ago' });
  await createDialog({ participants: [anna, boris], title: 'Current' });
  await clientOf(anna).setArchived(done.id, true);
  const { page, requests } = await openAs(anna);
  await expectTitles(page, ['Current']);
  // The one of the available ones comes when the browser is idle.
  await expect.poll(() => requests.calls(), patience).toEqual(['GET /dialogs', 'GET /dialogs']);

  requests.reset();
  const fold = page.getByRole('button', { name: 'Archived' });
  expect(await fold.getAttribute('aria-expanded')).toBe('false');
  await fold.click();
  await expectTitles(page, ['Done long ago'], 'Archived chats');
  expect(requests.calls()).toEqual(['GET /dialogs']);

  await tell(boris, done.id, 'One more question');
  await expectTitles(page, ['Done long ago', 'Current']);
  await listsOf(page).getByText('No archived chats.').waitFor();
});

it('a chat that the host creates or deletes while I look comes and goes', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const { page } = await openAs(anna);
  await listsOf(page).getByText('No chats yet').waitFor();

  const dialog = await createDialog({ participants: [boris, anna], title: 'Brand new' });
  await expectTitles(page, ['Brand new']);
  await manage('DELETE', `/dialogs/${dialog.id}`);
  await listsOf(page).getByText('No chats yet').waitFor();
});

it('who reads a chat that the host deletes is told so, and goes on to another one', async () => {
  const { atAnna, dialog, anna, boris } = await openPair({ title: 'Withdrawn' });
  const { page } = atAnna;
  await page.getByRole('heading', { name: 'Withdrawn' }).waitFor();

  await manage('DELETE', `/dialogs/${dialog.id}`);
  await page.getByRole('alert').getByText('You are no longer in this chat').waitFor();
  await listsOf(page).getByText('No chats yet').waitFor();
  const next = await createDialog({ participants: [anna, boris], title: 'The next one' });
  await tell(boris, next.id, 'Here we go on');
  await openDialog(page, 'The next one');
  await page.getByRole('log').getByText('Here we go on').waitFor();
});

it('a long list is loaded page by page as it is scrolled, in order and without doubles', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const titles: string[] = [];
  for (let number = 1; number <= 56; number += 1) {
    const title = `Deal ${String(number).padStart(3, '0')}`;
    await createDialog({ participants: [anna, boris], title });
    titles.unshift(title);
  }
  const { page } = await openAs(anna);
  await expectTitles(page, titles.slice(0, 50));

  await rowOf(page, 'Deal 007').scrollIntoViewIfNeeded();
  await expectTitles(page, titles);
});

it('lists that could not be loaded say so, and are tried again on demand', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  await createDialog({ participants: [anna, boris], title: 'Behind the failure' });
  const { page } = await openAs(anna);
  await expectTitles(page, ['Behind the failure']);
  await refuse(page, '**/api/v1/dialogs?*');
  await page.reload();

  await listsOf(page).getByRole('alert').getByText('The chats could not be loaded.').waitFor();
  await page.unroute('**/api/v1/dialogs?*');
  await listsOf(page).getByRole('button', { name: 'Try again' }).click();
  await expectTitles(page, ['Behind the failure']);
});
