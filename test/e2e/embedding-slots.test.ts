import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { expectTitles, openDialog, tell } from './support/dialog-lists.ts';
import { openPair } from './support/pair.ts';
import { somebody, unique } from './support/people.ts';
import { createDialog } from './support/server.ts';
import { expectNoViolations } from './support/violations.ts';

it('the host puts its own into the lists, the header, the messages and the empty place', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 100' });
  await tell(boris, dialog.id, 'Twelve <strong>pallets</strong>');
  const { page } = await openAs(anna);
  await page.getByText('Select a chat').waitFor();
  await page.evaluate(() => window.host.fillSlots());

  await page.getByText('The host has nothing to show').waitFor();
  expect(await page.getByText('Select a chat').count()).toBe(0);
  const lists = page.getByRole('navigation', { name: 'Lists of chats' });
  await lists.getByRole('button', { name: 'New order' }).waitFor();

  await openDialog(page, 'Order 100');
  await page.getByRole('log').getByText("In the host's words: Twelve pallets").waitFor();
  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menu').getByText('Invoice for Order 100').waitFor();
});

it('slots that come later change nothing of what is being written', async () => {
  const { atAnna, boris, dialog } = await openPair({ title: 'Order 101' });
  const { page } = atAnna;
  await tell(boris, dialog.id, 'Before');
  await page.getByRole('log').getByText('Before').waitFor();
  await page.getByRole('textbox', { name: 'Message' }).fill('Half a sentence');
  await page.evaluate(() => window.host.fillSlots());
  await page.getByRole('log').getByText("In the host's words: Before").waitFor();
  await page.getByRole('textbox', { name: 'Message' }).getByText('Half a sentence').waitFor();
});

it('what the host adds to the menu of the header is reached by keyboard, chosen, and closes the menu', async () => {
  const { atAnna } = await openPair({ title: 'Order 102' });
  const { page } = atAnna;
  await page.evaluate(() => window.host.fillSlots());
  await page.getByRole('button', { name: 'Actions for this chat' }).focus();
  await page.keyboard.press('Enter');
  const ofHost = page.getByRole('menuitem', { name: 'Invoice for Order 102' });
  await ofHost.waitFor();
  await expectNoViolations(page);
  await page.keyboard.press('End');
  await ofHost.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Actions for this chat' }).and(page.locator(':focus')).waitFor();
  expect((await atAnna.events()).filter(({ name }) => name === 'slot.invoice')).toHaveLength(1);
});

it('inline, too, the host fills the empty place and the header', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const object = { type: 'order', id: unique('103') };
  const { page } = await openAs(anna, {
    props: { mode: 'inline', objectType: object.type, objectId: object.id },
  });
  await page.getByText('No conversation yet').waitFor();
  await page.evaluate(() => window.host.fillSlots());
  await page.getByText('The host has nothing to show').waitFor();
  await createDialog({ participants: [anna, boris], title: 'Order 103', object });
  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menu').getByText('Invoice for Order 103').waitFor();
});

it('colours, corners and widths follow the variables of the host, wherever it sets them', async () => {
  const { atAnna, boris, dialog } = await openPair({ title: 'Order 104' });
  const { page } = atAnna;
  await tell(boris, dialog.id, 'Good morning');
  await page.getByRole('log').getByText('Good morning').waitFor();
  await expectTitles(page, ['Order 104']);
  await page.addStyleTag({
    content: `main .mtchat { --mtchat-accent: rgb(200, 10, 20); --mtchat-on-accent: rgb(255, 250, 240);
      --mtchat-radius-md: 3px; --mtchat-sidebar-width: 260px; --mtchat-font-size: 15px; --mtchat-bubble-other: rgb(1, 2, 3); }`,
  });
  const styleOf = (selector: string, property: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  expect(await styleOf('.mtchat', 'font-size')).toBe('15px');
  expect(await styleOf('.mtchat-sidebar', 'inline-size')).toBe('260px');
  expect(await styleOf('.mtchat-dialog-item__main', 'border-radius')).toBe('3px');
  expect(await styleOf('.mtchat-bubble', 'background-color')).toBe('rgb(1, 2, 3)');
  await page.getByRole('textbox', { name: 'Message' }).fill('Red now');
  await expect
    .poll(() =>
      page
        .getByRole('button', { name: 'Send' })
        .evaluate((element) => getComputedStyle(element).backgroundColor),
    )
    .toBe('rgb(200, 10, 20)');
});
