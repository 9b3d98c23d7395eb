import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { expectText, fieldOf, messagesWith, richFieldOf } from './support/composer.ts';
import { openPair } from './support/pair.ts';
import { somebody } from './support/people.ts';
import { createDialog } from './support/server.ts';

async function openTwoDialogs() {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const bolts = await createDialog({ participants: [anna, boris], title: 'Bolts' });
  await createDialog({ participants: [anna, boris], title: 'Nuts' });
  const atAnna = await openAs(anna, { props: { dialogId: bolts.id } });
  const goTo = async (title: string) => {
    await atAnna.page.locator('.mtchat-dialog-item', { hasText: title }).click();
    await atAnna.page.getByRole('textbox', { name: `Message in “${title}”` }).waitFor();
  };
  return { atAnna, goTo };
}

it('each dialog has its own draft, with its formats', async () => {
  const { atAnna, goTo } = await openTwoDialogs();
  await richFieldOf(atAnna.page);
  await atAnna.page.keyboard.type('about **bolts**');
  await goTo('Nuts');
  await expectText(atAnna.page, '');
  await fieldOf(atAnna.page).focus();
  await atAnna.page.keyboard.type('about nuts');

  await goTo('Bolts');
  await expectText(atAnna.page, 'about bolts');
  expect(await fieldOf(atAnna.page).locator('strong').textContent()).toBe('bolts');
  // What was undone here is not the other dialog's.
  await fieldOf(atAnna.page).press('Control+Z');
  await expectText(atAnna.page, 'about bolts');
  await goTo('Nuts');
  await expectText(atAnna.page, 'about nuts');
});

it('a draft survives a reload, up to the last letter, and a sent one does not come back', async () => {
  const { atAnna, goTo } = await openTwoDialogs();
  const reload = async (page: Page) => {
    await page.reload();
    await richFieldOf(page);
  };
  await richFieldOf(atAnna.page);
  await atAnna.page.keyboard.type('half a **word** and a lett');
  // Nobody waits before they close a page.
  await reload(atAnna.page);
  await expectText(atAnna.page, 'half a word and a lett');
  expect(await fieldOf(atAnna.page).locator('strong').textContent()).toBe('word');
  await goTo('Nuts');
  await expectText(atAnna.page, '');
  await goTo('Bolts');

  await fieldOf(atAnna.page).press('Control+End');
  await atAnna.page.keyboard.type('er');
  await atAnna.page.keyboard.press('Enter');
  await messagesWith(atAnna.page, 'half a word and a letter').waitFor();
  await reload(atAnna.page);
  await messagesWith(atAnna.page, 'half a word and a letter').waitFor();
  await expectText(atAnna.page, '');
});

it('a draft is nobody else’s in the same browser', async () => {
  const { atAnna, boris, dialog } = await openPair();
  await richFieldOf(atAnna.page);
  await atAnna.page.keyboard.type('between us');
  const besides = await openAs(boris, { props: { dialogId: dialog.id }, besides: atAnna });
  await richFieldOf(besides.page);
  await expectText(besides.page, '');
});
