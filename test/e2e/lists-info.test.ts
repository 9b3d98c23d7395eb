import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { listsOf, patience, refuse, rowOf } from './support/dialog-lists.ts';
import { openPair } from './support/pair.ts';
import { somebody, unique } from './support/people.ts';
import { clientOf, createDialog, manage } from './support/server.ts';

async function openDetails(page: Page) {
  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menuitem', { name: 'Details' }).click();
  return page.getByRole('complementary', { name: 'Details' });
}

it('the details name everybody with their company and the contacts that they gave', async () => {
  const anna = somebody('Anna', { company: 'Acme' });
  const boris = somebody('Boris', { company: 'Borey' });
  Object.assign(boris.profile, { email: 'boris@example.com', phone: '+7 (495) 123-45-67' });
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 70' });
  const { page } = await openAs(anna, { props: { dialogId: dialog.id } });
  const details = await openDetails(page);

  const person = (name: string) => details.getByRole('listitem').filter({ hasText: name });
  await person('Boris').getByText('Borey').waitFor();
  const mail = person('Boris').getByRole('link', { name: 'Write to boris@example.com' });
  expect(await mail.getAttribute('href')).toBe('mailto:boris%40example.com');
  const call = person('Boris').getByRole('link', { name: 'Call +7 (495) 123-45-67' });
  expect(await call.getAttribute('href')).toBe('tel:+74951234567');
  await person('Anna').getByText('(you)').waitFor();
  expect(await person('Anna').getByRole('link').count()).toBe(0);
});

it('the details show who is online, as they come and go', async () => {
  const anna = somebody('Anna');
  const boris = somebody('Boris');
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 71' });
  const { page } = await openAs(anna, { props: { dialogId: dialog.id } });
  const details = await openDetails(page);
  const row = details.getByRole('listitem').filter({ hasText: 'Boris' });
  await row.getByText('Offline').waitFor();
  await details.getByText('1 online').waitFor();

  const atBoris = await openAs(boris);
  await row.getByText('Online').waitFor();
  await details.getByText('2 online').waitFor();
  await atBoris.page.close();
  await row.getByText('Offline').waitFor();
});

it('the details follow who is added and who is removed', async () => {
  const { atAnna, dialog, boris } = await openPair({ title: 'Order 72' });
  const details = await openDetails(atAnna.page);
  const names = () => details.getByRole('listitem').allInnerTexts();
  await expect.poll(async () => (await names()).length, patience).toBe(2);

  await manage('POST', `/dialogs/${dialog.id}/participants`, {
    user_id: unique('carla'),
    display_name: 'Carla',
    company: 'Carriers',
  });
  await details.getByText('Carriers').waitFor();
  await manage('DELETE', `/dialogs/${dialog.id}/participants/${boris.userId}`);
  await expect.poll(async () => (await names()).some((name) => name.includes('Boris')), patience).toBe(false);
  expect(await names()).toHaveLength(2);
});

it('the details lead to what the chat is about, in a new tab', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const url = 'https://shop.example.com/orders/73?tab=chat';
  const object = { type: 'order', id: unique('73'), url };
  const dialog = await createDialog({ participants: [anna, boris], title: 'About the order', object });
  const { page } = await openAs(anna, { props: { dialogId: dialog.id } });
  const link = (await openDetails(page)).getByRole('link', { name: `Order ${object.id}` });
  expect(await link.getAttribute('href')).toBe(url);
  expect(await link.getAttribute('target')).toBe('_blank');
  expect(await link.getAttribute('rel')).toContain('noopener');
});

it('notifications are switched off and on in the details, and the list shows it', async () => {
  const { atAnna, anna, dialog } = await openPair({ title: 'Order 74' });
  const details = await openDetails(atAnna.page);
  const notifications = details.getByRole('switch', { name: 'Notifications' });
  expect(await notifications.isChecked()).toBe(true);

  await notifications.click();
  await rowOf(atAnna.page, 'Order 74').getByText('Notifications are off').waitFor();
  // The list shows it at once; the server knows a moment later.
  await expect
    .poll(async () => (await clientOf(anna).getDialog(dialog.id)).notifications_enabled, patience)
    .toBe(false);
  await clientOf(anna).setNotifications(dialog.id, true);
  await expect.poll(() => notifications.isChecked(), patience).toBe(true);
});

it('a setting that could not be saved is put back, and the details say so', async () => {
  const { atAnna } = await openPair({ title: 'Order 75' });
  await refuse(atAnna.page, '**/notifications*');
  const details = await openDetails(atAnna.page);
  await details.getByRole('switch', { name: 'Notifications' }).click();
  await details.getByRole('alert').getByText('This setting could not be saved.').waitFor();
  expect(await details.getByRole('switch', { name: 'Notifications' }).isChecked()).toBe(true);
});

it('one leaves from the details after being asked', async () => {
  const { atAnna, atBoris } = await openPair({ title: 'Order 76' });
  const { page } = atAnna;
  const details = await openDetails(page);
  await details.getByRole('button', { name: 'Leave chat' }).click();
  await page
    .getByRole('dialog', { name: 'Leave this chat?' })
    .getByRole('button', { name: 'Leave chat' })
    .click();
  await listsOf(page).getByText('No chats yet').waitFor();
  await details.waitFor({ state: 'detached' });
  await atBoris.page.getByRole('log').getByText('Anna (Acme) left').waitFor();
});

it('on a telephone the details lie over the chat, take the focus and give it back', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 77' });
  const { page } = await openAs(anna, { width: 390, props: { dialogId: dialog.id } });
  const details = await openDetails(page);
  await details.and(page.locator(':focus')).waitFor();
  const box = await details.boundingBox();
  expect(box?.width).toBe(390);

  await page.keyboard.press('Escape');
  await details.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Actions for this chat' }).and(page.locator(':focus')).waitFor();
});
