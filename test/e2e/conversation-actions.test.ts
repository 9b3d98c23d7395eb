import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { chooseFor, messagesWith, say } from './support/composer.ts';
import { eventually } from './support/eventually.ts';
import { openPair } from './support/pair.ts';
import { expectNoViolations } from './support/violations.ts';

const headerMenu = (page: Page) => page.getByRole('button', { name: 'Actions for this chat' });

/** What has the focus, as a screen reader names it. */
function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim(),
  );
}

it('what a host adds to the menu of a conversation is an item like the others, by pointer and by keyboard', async () => {
  const { atAnna } = await openPair({ title: 'Order 4300' });
  const { page } = atAnna;
  await page.evaluate(() => window.host.fillSlots());
  const added = page.getByRole('menu').getByRole('menuitem', { name: 'Invoice for Order 4300' });
  expect(await page.getByText('Invoice for Order 4300').count()).toBe(0);

  await headerMenu(page).click();
  await expectNoViolations(page);
  await added.click();
  await page.getByRole('menu').waitFor({ state: 'detached' });

  await headerMenu(page).press('ArrowDown');
  await eventually(() => focused(page)).toBe('Details');
  await page.keyboard.press('ArrowUp');
  await eventually(() => focused(page)).toBe('Invoice for Order 4300');
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await eventually(() => focused(page)).toBe('Actions for this chat');
});

it('deleting is confirmed first, and the focus is back at the message, whichever way it ends', async () => {
  const { atAnna } = await openPair();
  const { page } = atAnna;
  await say(page, 'Too much');
  await chooseFor(messagesWith(page, 'Too much'), 'Delete');
  await page
    .getByRole('dialog', { name: 'Delete this message?' })
    .getByRole('button', { name: 'Cancel' })
    .click();
  await eventually(() => focused(page)).toMatch(/^You, Too much/);

  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');
  await eventually(() => focused(page)).toMatch(/^You, Too much/);

  await chooseFor(messagesWith(page, 'Too much'), 'Delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await eventually(() => focused(page)).toMatch(/^You, This message was deleted/);
  expect(await messagesWith(page, 'Too much').count()).toBe(0);
});
