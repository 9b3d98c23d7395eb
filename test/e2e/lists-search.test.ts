import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import {
  expectTitles,
  insider,
  listsOf,
  openDialog,
  rowOf,
  searchField,
  tell,
} from './support/dialog-lists.ts';
import { somebody } from './support/people.ts';
import { clientOf, createDialog } from './support/server.ts';

/** Somebody with chats of three titles with two companies. */
async function withChats() {
  const anna = somebody('Anna', { company: 'Acme' });
  const olga = somebody('Ольга', { company: 'ООО «Северный Ветер»' });
  const wang = somebody('王伟', { company: '远东贸易' });
  await createDialog({ participants: [anna, olga], title: 'Поставка труб' });
  await createDialog({ participants: [anna, wang], title: 'Timber 100%' });
  await createDialog({ participants: [anna, wang], title: 'Steel 1000' });
  return anna;
}

it('the search finds chats by what their title holds, in any case and any language', async () => {
  const { page } = await openAs(await withChats());
  await expectTitles(page, ['Steel 1000', 'Timber 100%', 'Поставка труб']);

  await searchField(page).fill('ТРУБ');
  await expectTitles(page, ['Поставка труб']);
  await searchField(page).fill('timber');
  await expectTitles(page, ['Timber 100%']);
  await searchField(page).fill('100%');
  await expectTitles(page, ['Timber 100%']);
});

it('the search finds chats by the company of somebody in them', async () => {
  const { page } = await openAs(await withChats());
  await searchField(page).fill('северный');
  await expectTitles(page, ['Поставка труб']);
  await searchField(page).fill('远东');
  await expectTitles(page, ['Steel 1000', 'Timber 100%']);
});

it('nothing found is said, and the search is cleared by its button or by Escape', async () => {
  const { page } = await openAs(await withChats());
  await searchField(page).fill('no such thing');
  await listsOf(page).getByText('No chat matches “no such thing”.').waitFor();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expectTitles(page, ['Steel 1000', 'Timber 100%', 'Поставка труб']);
  await searchField(page).and(page.locator(':focus')).waitFor();

  await page.keyboard.type('Steel');
  await expectTitles(page, ['Steel 1000']);
  await page.keyboard.press('Escape');
  await expectTitles(page, ['Steel 1000', 'Timber 100%', 'Поставка труб']);
  expect(await searchField(page).inputValue()).toBe('');
});

it('Ctrl-K and Cmd-K go to the search from wherever I am in the chat, and mark what is in it', async () => {
  const { page } = await openAs(await withChats());
  await openDialog(page, 'Steel 1000');
  await page.getByRole('textbox', { name: 'Message' }).click();
  await page.keyboard.press('Control+k');
  await searchField(page).and(page.locator(':focus')).waitFor();

  await page.keyboard.type('Steel');
  await expectTitles(page, ['Steel 1000']);
  await page.getByRole('textbox', { name: 'Message' }).click();
  await page.keyboard.press('Meta+k');
  await page.keyboard.type('Timber');
  await expectTitles(page, ['Timber 100%']);
  expect(await searchField(page).inputValue()).toBe('Timber');
});

it('the latest search wins, and costs one request for a word that is typed at once', async () => {
  const { page, requests } = await openAs(await withChats());
  await expectTitles(page, ['Steel 1000', 'Timber 100%', 'Поставка труб']);
  await expect.poll(() => requests.calls().length).toBe(2);
  requests.reset();
  await searchField(page).pressSequentially('steel');
  await expectTitles(page, ['Steel 1000']);
  expect(requests.calls().length).toBeLessThanOrEqual(2);
});

it('the search reaches the available and the archived chats', async () => {
  const wang = insider('Wang');
  const boris = somebody('Boris', { company: 'Borey' });
  await createDialog({ participants: [boris], title: 'Open tender', scopes: [wang.scope] });
  await createDialog({ participants: [boris], title: 'Open auction', scopes: [wang.scope] });
  const put = await createDialog({ participants: [boris, wang], title: 'Old tender' });
  await clientOf(wang).setArchived(put.id, true);
  const { page } = await openAs(wang);

  await page.getByRole('button', { name: 'Archived' }).click();
  await expectTitles(page, ['Old tender'], 'Archived chats');
  await searchField(page).fill('auction');
  await listsOf(page).getByText('No archived chats.').waitFor();
  await page.getByRole('tab', { name: 'Available' }).click();
  await expectTitles(page, ['Open auction'], 'Chats that you can join');
  await searchField(page).fill('tender');
  await expectTitles(page, ['Open tender'], 'Chats that you can join');
  await page.getByRole('tab', { name: 'My chats' }).click();
  await page.getByRole('button', { name: 'Archived' }).click();
  await expectTitles(page, ['Old tender'], 'Archived chats');
});

it('what was found goes on living: its messages arrive and it can be opened', async () => {
  const anna = somebody('Anna');
  const boris = somebody('Boris');
  const dialog = await createDialog({ participants: [anna, boris], title: 'Copper' });
  await createDialog({ participants: [anna, boris], title: 'Zinc' });
  const { page } = await openAs(anna);
  await searchField(page).fill('copper');
  await expectTitles(page, ['Copper']);

  await tell(boris, dialog.id, 'The price fell');
  await rowOf(page, 'Copper').getByText('Boris: The price fell').waitFor();
  await openDialog(page, 'Copper');
  await page.getByRole('log').getByText('The price fell').waitFor();
});
