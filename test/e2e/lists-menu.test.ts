import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import {
  chooseFor,
  expectTitles,
  openDialog,
  patience,
  refuse,
  rowOf,
  tell,
} from './support/dialog-lists.ts';
import { openPair } from './support/pair.ts';
import { somebody } from './support/people.ts';
import { clientOf, createDialog } from './support/server.ts';

/** Somebody with two chats, the second of them the later one. */
async function withTwoChats() {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const first = await createDialog({ participants: [anna, boris], title: 'First' });
  const second = await createDialog({ participants: [anna, boris], title: 'Second' });
  return { anna, boris, first, second };
}

it('the right mouse button pins, mutes and archives a chat, and the other tab shows it', async () => {
  const { anna, first } = await withTwoChats();
  const here = await openAs(anna);
  const there = await openAs(anna, { besides: here });
  await expectTitles(there.page, ['Second', 'First']);

  await chooseFor(here.page, 'First', 'Pin');
  for (const { page } of [here, there]) await expectTitles(page, ['First', 'Second']);
  await chooseFor(here.page, 'First', 'Mute');
  for (const { page } of [here, there])
    await rowOf(page, 'First').getByText('Notifications are off').waitFor();
  await chooseFor(here.page, 'First', 'Archive');
  for (const { page } of [here, there]) await expectTitles(page, ['Second']);

  const { is_pinned, notifications_enabled, is_archived } = await clientOf(anna).getDialog(first.id);
  expect({ is_pinned, notifications_enabled, is_archived }).toEqual({
    is_pinned: true,
    notifications_enabled: false,
    is_archived: true,
  });
});

it('what was done can be undone: unpinned, notified again, and taken out of the archive', async () => {
  const { anna, first } = await withTwoChats();
  const client = clientOf(anna);
  await client.setPinned(first.id, true);
  await client.setNotifications(first.id, false);
  const { page } = await openAs(anna);
  await expectTitles(page, ['First', 'Second']);

  await chooseFor(page, 'First', 'Unpin');
  await expectTitles(page, ['Second', 'First']);
  await chooseFor(page, 'First', 'Unmute');
  await rowOf(page, 'First').getByText('Notifications are off').waitFor({ state: 'detached' });
  await chooseFor(page, 'First', 'Archive');
  await page.getByRole('button', { name: 'Archived' }).click();
  await expectTitles(page, ['First'], 'Archived chats');
  await chooseFor(page, 'First', 'Unarchive');
  await expectTitles(page, ['Second', 'First']);
});

it('the keyboard goes through the list, opens the menu of a chat, chooses, and is back where it was', async () => {
  const { anna } = await withTwoChats();
  const { page } = await openAs(anna);
  await expectTitles(page, ['Second', 'First']);
  const second = rowOf(page, 'Second').getByRole('button').first();
  const first = rowOf(page, 'First').getByRole('button').first();
  const isFocused = (name: typeof first) => name.evaluate((element) => element === document.activeElement);

  await page.getByRole('searchbox').focus();
  await page.keyboard.press('ArrowDown');
  expect(await isFocused(second)).toBe(true);
  await page.keyboard.press('ArrowDown');
  expect(await isFocused(first)).toBe(true);
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Pin', exact: true }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await expectTitles(page, ['First', 'Second']);
  await page.getByRole('menu').waitFor({ state: 'detached' });
  expect(await isFocused(first)).toBe(true);

  await page.keyboard.press('Enter');
  await page.getByRole('log').or(page.getByText('Write the first one')).first().waitFor();
  expect(await first.getAttribute('aria-current')).toBe('true');
});

it('the button in a row opens the same menu with Tab and Enter, and Escape closes it', async () => {
  const { anna } = await withTwoChats();
  const { page } = await openAs(anna);
  await expectTitles(page, ['Second', 'First']);

  await rowOf(page, 'Second').getByRole('button').first().focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Pin', exact: true }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Actions for Second',
  );
});

it('the menu above an open chat does the same', async () => {
  const { atAnna } = await openPair({ title: 'Order 40' });
  const { page } = atAnna;
  const choose = async (action: string) => {
    await page.getByRole('button', { name: 'Actions for this chat' }).click();
    await page.getByRole('menuitem', { name: action, exact: true }).click();
  };

  await choose('Pin');
  await rowOf(page, 'Order 40').getByText('Pinned', { exact: true }).waitFor();
  await choose('Mute');
  await rowOf(page, 'Order 40').getByText('Notifications are off').waitFor();
  await choose('Archive');
  await rowOf(page, 'Order 40').waitFor({ state: 'detached' });
  // It goes on being read, though it has left the list.
  await page.getByRole('log').waitFor();
});

it('what the server refuses is taken back, and the host is told', async () => {
  const { anna } = await withTwoChats();
  const { page, heard } = await openAs(anna);
  await expectTitles(page, ['Second', 'First']);
  await refuse(page, '**/pin*');

  await chooseFor(page, 'First', 'Pin');
  await heard('error');
  await expectTitles(page, ['Second', 'First']);
});

it('leaving is asked about first, can be thought over, and removes the chat for me alone', async () => {
  const { atAnna, atBoris, anna } = await openPair({ title: 'Order 41' });
  const { page } = atAnna;
  const question = page.getByRole('dialog', { name: 'Leave this chat?' });
  const otherTab = await openAs(anna, { besides: atAnna });
  await expectTitles(otherTab.page, ['Order 41']);

  await chooseFor(page, 'Order 41', 'Leave chat');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await question.waitFor({ state: 'detached' });
  await expectTitles(page, ['Order 41']);

  await chooseFor(page, 'Order 41', 'Leave chat');
  await question.getByRole('button', { name: 'Leave chat' }).click();
  await page.getByText('No chats yet').waitFor();
  await page.getByText('Select a chat').waitFor();
  await otherTab.page.getByText('No chats yet').waitFor();
  await atBoris.page.getByRole('log').getByText('Anna (Acme) left').waitFor();
  await expectTitles(atBoris.page, ['Order 41']);
  await expect
    .poll(async () => (await atAnna.events()).filter(({ name }) => name === 'dialog-left').length, patience)
    .toBe(1);
});

it('a chat that was left can be opened no more, and another one opens in its place', async () => {
  const { anna, boris, first, second } = await withTwoChats();
  await tell(boris, first.id, 'This one stays');
  const { page } = await openAs(anna, { props: { dialogId: second.id } });
  await expectTitles(page, ['First', 'Second']);

  await chooseFor(page, 'Second', 'Leave chat');
  await page.getByRole('dialog').getByRole('button', { name: 'Leave chat' }).click();
  await expectTitles(page, ['First']);
  await openDialog(page, 'First');
  await page.getByRole('log').getByText('This one stays').waitFor();
});
