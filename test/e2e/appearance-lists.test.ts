import { expect, it } from 'vitest';
import { type ChatPage, openAs } from './support/chat-page.ts';
import { said } from './support/composer.ts';
import {
  chooseFor,
  expectTitles,
  expectUnread,
  insider,
  listsOf,
  openDialog,
  rowOf,
  searchField,
  tell,
} from './support/dialog-lists.ts';
import { hold } from './support/hold.ts';
import { takeTokensOver } from './support/host-tokens.ts';
import { somebody } from './support/people.ts';
import { clientOf, createDialog } from './support/server.ts';
import { expectNoViolationsInLightAndDark } from './support/themes.ts';

/** Without anything that moves, so that all is looked at as it is in the end. */
async function still(chat: ChatPage): Promise<ChatPage> {
  await chat.page.emulateMedia({ reducedMotion: 'reduce' });
  return chat;
}

it('lists that are empty, load, or cannot be loaded are for everyone, in light and dark', async () => {
  const { page, line } = await still(await openAs(somebody('Anna')));
  await listsOf(page).getByText('No chats yet').waitFor();
  await expectNoViolationsInLightAndDark(page);

  const lists = await hold(page, /\/dialogs\?/);
  await page.reload();
  await page.getByRole('status').filter({ hasText: 'Loading chats' }).waitFor({ state: 'attached' });
  await expectNoViolationsInLightAndDark(page);
  lists.letGo();
  await listsOf(page).getByText('No chats yet').waitFor();

  line.cut();
  await page.reload();
  await listsOf(page).getByText('The chats could not be loaded.').waitFor();
  await said(page, 'Reconnecting');
  await expectNoViolationsInLightAndDark(page);
});

it('that one is offline, or is refused, is said to everyone, in light and dark', async () => {
  const anna = somebody('Anna');
  const dialog = await createDialog({ participants: [anna], title: 'Order 5001' });
  const chat = await still(await openAs(anna, { props: { dialogId: dialog.id } }));
  const { page } = chat;
  const tokens = await takeTokensOver(page);
  await rowOf(page, 'Order 5001').waitFor();

  await chat.goOffline();
  await said(page, 'You are offline');
  await expectNoViolationsInLightAndDark(page);
  await chat.goOnline();
  await said(page, 'Connected again');
  await expectNoViolationsInLightAndDark(page);

  tokens.replace('not-a-token');
  await page.reload();
  await said(page, 'The connection was refused.');
  await expectNoViolationsInLightAndDark(page);
});

/** Somebody with chats of every kind, who may join one more. */
async function withEveryKindOfChat() {
  const [wang, boris] = [insider('Wang'), somebody('Boris', { company: 'Borey' })];
  const titles = ['Archived long ago', 'Muted', 'Pinned', 'Of the tender'];
  const made = titles.map((title) => createDialog({ participants: [wang, boris], title }));
  const [archived, muted, pinned] = await Promise.all(made);
  const client = clientOf(wang);
  for (const dialog of [muted, pinned]) await tell(boris, dialog?.id ?? '', 'Is it under way?');
  await client.setNotifications(muted?.id ?? '', false);
  await client.setPinned(pinned?.id ?? '', true);
  await client.setArchived(archived?.id ?? '', true);
  await createDialog({ participants: [boris], title: 'Open tender', scopes: [wang.scope] });
  return wang;
}

it('my chats, their menu, the search and the form to join are for everyone, in light and dark', async () => {
  const { page } = await still(await openAs(await withEveryKindOfChat()));
  await page.getByRole('button', { name: 'Archived' }).click();
  await expectTitles(page, ['Archived long ago'], 'Archived chats');
  await expectUnread(page, 'Muted', 1);
  await expectNoViolationsInLightAndDark(page);

  await rowOf(page, 'Pinned').getByRole('button').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Unpin' }).waitFor();
  await expectNoViolationsInLightAndDark(page);
  await page.keyboard.press('Escape');

  await chooseFor(page, 'Muted', 'Leave chat');
  await page.getByRole('dialog', { name: 'Leave this chat?' }).waitFor();
  await expectNoViolationsInLightAndDark(page);
  await page.keyboard.press('Escape');

  await searchField(page).fill('no such thing');
  await listsOf(page).getByText('No chat matches').waitFor();
  await expectNoViolationsInLightAndDark(page);
  await searchField(page).fill('');

  await page.getByRole('tab', { name: 'Available' }).click();
  await openDialog(page, 'Open tender');
  await page.getByRole('textbox', { name: 'Company' }).fill('');
  await page.getByRole('textbox', { name: 'Email' }).fill('nowhere');
  await page.getByRole('button', { name: 'Join chat' }).click();
  await page.getByText('Please fill this in.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Company' }).getAttribute('aria-invalid')).toBe('true');
  await expectNoViolationsInLightAndDark(page);
});
