import type { Locator, Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { newContext } from './support/browser.ts';
import { openDialog, rowOf } from './support/dialog-lists.ts';
import { openWithPrimeVue, withConversation } from './support/primevue-page.ts';

const actions = (page: Page) => page.getByRole('button', { name: 'Actions for this chat' });
const item = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true });

async function expectFocus(place: Locator): Promise<void> {
  await expect.poll(() => place.evaluate((element) => element === document.activeElement)).toBe(true);
}

const classOf = (place: Locator) => place.getAttribute('class');

it('a conversation goes from the list to a message, a menu and a dialog, and all of it is PrimeVue', async () => {
  const { wang } = await withConversation();
  const { page, heard } = await openWithPrimeVue(wang);
  expect(await classOf(page.getByRole('searchbox'))).toContain('p-inputtext');
  expect(await classOf(page.getByRole('tab', { name: 'My chats' }))).toContain('p-tab-active');
  await openDialog(page, 'Order 2001');
  await page.getByRole('log').getByText('Are the crates ready?').waitFor();

  await page.getByRole('textbox', { name: 'Message' }).click();
  await page.keyboard.type('On their way');
  const send = page.getByRole('button', { name: 'Send' });
  expect(await classOf(send)).toContain('p-button');
  await send.click();
  await page.getByRole('log').getByText('On their way').waitFor();

  await actions(page).click();
  expect(await classOf(item(page, 'Details'))).toContain('p-menu-item');
  await item(page, 'Details').click();
  const notifications = page.getByRole('switch', { name: 'Notifications' });
  await notifications.click();
  expect(await page.locator('.p-toggleswitch').count()).toBe(1);
  await expect.poll(() => notifications.isChecked()).toBe(false);

  await actions(page).click();
  await item(page, 'Unmute').waitFor();
  await item(page, 'Leave chat').click();
  const dialog = page.getByRole('dialog', { name: 'Leave this chat?' });
  expect(await classOf(dialog)).toContain('p-dialog');
  await dialog.getByRole('button', { name: 'Leave chat' }).click();
  await heard('dialog-left');
  await dialog.waitFor({ state: 'detached' });
});

it('a menu is worked by keys as ever, and gives the focus back', async () => {
  const { wang, dialog } = await withConversation();
  const { page } = await openWithPrimeVue(wang, { props: { dialogId: dialog.id } });
  await actions(page).focus();
  await page.keyboard.press('ArrowDown');
  await expectFocus(item(page, 'Details'));
  await page.keyboard.press('End');
  await expectFocus(item(page, 'Leave chat'));
  await page.keyboard.press('ArrowDown');
  await expectFocus(item(page, 'Details'));
  await page.keyboard.press('ArrowUp');
  await expectFocus(item(page, 'Leave chat'));
  await page.keyboard.press('m');
  await expectFocus(item(page, 'Mute'));
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await expectFocus(actions(page));

  await page.keyboard.press('Enter');
  await expectFocus(item(page, 'Details'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await actions(page).click();
  await item(page, 'Unpin').waitFor();
});

it('the arrows choose among the tabs', async () => {
  const { wang } = await withConversation();
  const { page } = await openWithPrimeVue(wang);
  await page.getByRole('tab', { name: 'My chats' }).focus();
  await page.keyboard.press('ArrowRight');
  const available = page.getByRole('tab', { name: 'Available' });
  await expectFocus(available);
  await rowOf(page, 'Open tender').waitFor();
  expect(await available.getAttribute('aria-selected')).toBe('true');
});

it('a dialog begins with the safe button, keeps the focus, and gives it back', async () => {
  const { wang, dialog } = await withConversation();
  const { page } = await openWithPrimeVue(wang, { props: { dialogId: dialog.id } });
  await actions(page).click();
  await item(page, 'Leave chat').click();
  const leave = page.getByRole('dialog', { name: 'Leave this chat?' });
  await expectFocus(leave.getByRole('button', { name: 'Cancel' }));
  for (const name of ['Leave chat', 'Close', 'Cancel', 'Leave chat']) {
    await page.keyboard.press('Tab');
    await expectFocus(leave.getByRole('button', { name }));
  }
  await page.keyboard.press('Escape');
  await leave.waitFor({ state: 'detached' });
  await expectFocus(actions(page));

  // The chat takes this one away while it is open.
  await page.getByRole('textbox', { name: 'Message' }).click();
  await page.getByRole('button', { name: 'Link' }).click();
  const link = page.getByRole('dialog', { name: 'Link' });
  await expectFocus(link.getByRole('textbox').first());
  await page.keyboard.press('Escape');
  await link.waitFor({ state: 'detached' });
  await expectFocus(page.getByRole('textbox', { name: 'Message' }));
});

it('menus and dialogs are within the chat, above all of the page, and in its direction', async () => {
  const { wang, dialog } = await withConversation();
  const { page } = await openWithPrimeVue(wang, { props: { dialogId: dialog.id } });
  await page.getByRole('log').getByText('They are').waitFor();
  await page.addStyleTag({
    content:
      'main { position: relative; z-index: 0; transform: scale(1); } #bar { position: fixed; inset: 0; z-index: 9999; background: red; }',
  });
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
    document.body.append(Object.assign(document.createElement('div'), { id: 'bar' }));
  });
  await actions(page).evaluate((button) => button instanceof HTMLElement && button.click());
  const details = item(page, 'Details');
  await details.click({ trial: true });
  const [menu, trigger] = [await details.boundingBox(), await actions(page).boundingBox()];
  expect(menu?.x).toBeLessThan((trigger?.x ?? 0) + 40);
  await item(page, 'Leave chat').click();
  const leave = page.getByRole('dialog', { name: 'Leave this chat?' });
  expect(await leave.evaluate((element) => element.closest('.mtchat')?.className)).toContain('mtchat-prime');
  await leave.getByRole('button', { name: 'Close' }).click();
});

it('what a host puts into a menu is an item of it', async () => {
  const { wang, dialog } = await withConversation();
  const { page } = await openWithPrimeVue(wang, { props: { dialogId: dialog.id } });
  await page.evaluate(() => window.host.fillSlots());
  await actions(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await expectFocus(item(page, 'Invoice for Order 2001'));
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => window.host.events)).toContainEqual({
    name: 'slot.invoice',
    payload: null,
  });
});

it('where PrimeVue is not installed, an error says what to do', async () => {
  const page = await (await newContext({})).newPage();
  await page.exposeFunction('hostSettings', () => ({ config: {}, props: {} }));
  await page.goto(`${inject('primevueHostUrl')}?bare=on`);
  await page.waitForFunction(() => window.host?.events.length);
  const [thrown] = await page.evaluate(() => window.host.events);
  expect(thrown?.payload).toContain('app.use(PrimeVue, { theme: { preset: Aura } })');
});
