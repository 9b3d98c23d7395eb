import { expect, it } from 'vitest';
import { type ChatPage, openAs } from './support/chat-page.ts';
import {
  chooseFor,
  expectTitles,
  expectUnread,
  openDialog,
  patience,
  rowOf,
  tell,
} from './support/dialog-lists.ts';
import { somebody } from './support/people.ts';
import { clientOf, createDialog } from './support/server.ts';

/** What the host was told last of the sum of unread messages. */
async function unreadTotal(at: ChatPage): Promise<unknown> {
  return (await at.events()).findLast(({ name }) => name === 'unread-change')?.payload;
}

/** Two tabs of one browser and a telephone, all with the same person's lists. */
async function onThreeScreens() {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 50' });
  const quiet = await createDialog({ participants: [anna, boris], title: 'Order 49' });
  const tab = await openAs(anna);
  const [otherTab, phone] = await Promise.all([openAs(anna, { besides: tab }), openAs(anna, { width: 390 })]);
  const screens = [tab, otherTab, phone];
  for (const { page } of screens) await expectTitles(page, ['Order 49', 'Order 50']);
  return { anna, boris, dialog, quiet, tab, otherTab, phone, screens };
}

it('what is read in one tab is read in the other tab and on the other device', async () => {
  const { boris, dialog, tab, screens } = await onThreeScreens();
  await tell(boris, dialog.id, 'First');
  await tell(boris, dialog.id, 'Second');
  for (const { page } of screens) await expectUnread(page, 'Order 50', 2);

  await openDialog(tab.page, 'Order 50');
  await tab.page.getByRole('log').getByText('Second').waitFor();
  for (const { page } of screens) await expectUnread(page, 'Order 50', 0);
});

it('what I write in one place reads the chat and shows in the lists of all others', async () => {
  const { boris, dialog, phone, screens } = await onThreeScreens();
  await tell(boris, dialog.id, 'Shall we?');
  for (const { page } of screens) await expectUnread(page, 'Order 50', 1);

  await openDialog(phone.page, 'Order 50');
  await phone.page.getByRole('textbox', { name: 'Message' }).fill('Yes, from the road');
  await phone.page.keyboard.press('Enter');
  for (const { page } of screens.slice(0, 2)) {
    await rowOf(page, 'Order 50').getByText('You: Yes, from the road').waitFor();
    await expectUnread(page, 'Order 50', 0);
  }
});

it('pinned, muted and archived on one device is so on the other', async () => {
  const { tab, phone, otherTab } = await onThreeScreens();
  await chooseFor(tab.page, 'Order 50', 'Pin');
  await expectTitles(phone.page, ['Order 50', 'Order 49']);
  await chooseFor(otherTab.page, 'Order 50', 'Mute');
  await rowOf(phone.page, 'Order 50').getByText('Notifications are off').waitFor();
  await chooseFor(tab.page, 'Order 49', 'Archive');
  await expectTitles(phone.page, ['Order 50']);
  await expectTitles(otherTab.page, ['Order 50']);
});

it('the host is told the sum of all unread messages whenever it changes, wherever they are read', async () => {
  const { boris, dialog, quiet, tab, phone } = await onThreeScreens();
  await tell(boris, dialog.id, 'One');
  await tell(boris, quiet.id, 'Two');
  await tell(boris, quiet.id, 'Three');
  for (const at of [tab, phone]) await expect.poll(() => unreadTotal(at), patience).toBe(3);

  await openDialog(phone.page, 'Order 49');
  for (const at of [tab, phone]) await expect.poll(() => unreadTotal(at), patience).toBe(1);
  await openDialog(tab.page, 'Order 50');
  for (const at of [tab, phone]) await expect.poll(() => unreadTotal(at), patience).toBe(0);
});

it('unread messages of archived chats are not in the sum, and a page that opens knows it from the beginning', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const [kept, put] = [
    await createDialog({ participants: [anna, boris], title: 'Kept' }),
    await createDialog({ participants: [anna, boris], title: 'Put away' }),
  ];
  await tell(boris, kept.id, 'One');
  await tell(boris, put.id, 'Two');
  await clientOf(anna).setArchived(put.id, true);

  const at = await openAs(anna);
  await expect.poll(() => unreadTotal(at), patience).toBe(1);
  await at.page.getByRole('button', { name: 'Archived' }).click();
  await expectUnread(at.page, 'Put away', 1);
  expect(await unreadTotal(at)).toBe(1);
  await chooseFor(at.page, 'Kept', 'Archive');
  await expect.poll(() => unreadTotal(at), patience).toBe(0);
});

it('a muted chat counts its unread messages all the same, and more than 99 are not counted out', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialog = await createDialog({ participants: [anna, boris], title: 'Busy' });
  await clientOf(anna).setNotifications(dialog.id, false);
  for (let number = 1; number <= 100; number += 1) await tell(boris, dialog.id, `Message ${number}`);

  const { page } = await openAs(anna);
  await expectUnread(page, 'Busy', 100);
  await rowOf(page, 'Busy').getByText('99+').waitFor();
  await rowOf(page, 'Busy').getByText('Notifications are off').waitFor();
});
