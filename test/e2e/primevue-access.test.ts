import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { presetNames } from './primevue-host/wire.ts';
import { openDemo } from './support/demo-page.ts';
import { openDialog } from './support/dialog-lists.ts';
import { beDark, openWithPrimeVue, usePreset, withConversation } from './support/primevue-page.ts';
import { expectNoViolations } from './support/violations.ts';

/** Text that is too faint for what it stands on, in every preset of PrimeVue, light and dark. Leaves the page light. */
async function faintTexts(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const preset of presetNames) {
    await usePreset(page, preset);
    for (const isDark of [false, true]) {
      await beDark(page, isDark);
      const axe = new AxeBuilder({ page }).include('.mtchat').withRules(['color-contrast']).setLegacyMode();
      const { violations } = await axe.analyze();
      const texts = violations.flatMap(({ nodes }) =>
        nodes.map(
          ({ html, failureSummary }) => `${preset}, ${isDark ? 'dark' : 'light'}: ${html}\n${failureSummary}`,
        ),
      );
      found.push(...texts);
    }
  }
  await beDark(page, false);
  return found;
}

it('a conversation, its details and its menu are for everyone, in every preset, light and dark', async () => {
  const { wang, dialog } = await withConversation();
  const { page } = await openWithPrimeVue(wang, { props: { dialogId: dialog.id } });
  await page.getByRole('textbox', { name: 'Message' }).click();
  await page.keyboard.type('Ready to be sent');
  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menuitem', { name: 'Details' }).click();
  await page.getByRole('complementary').getByText('Borey').waitFor();
  await page.getByRole('button', { name: 'Actions for this chat' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('menuitem', { name: 'Leave chat' }).waitFor();
  await expectNoViolations(page);
  expect(await faintTexts(page)).toEqual([]);
});

it('so are a dialog, and the form to join with what is wrong in it', async () => {
  const { wang, dialog } = await withConversation();
  const { page } = await openWithPrimeVue(wang, { props: { dialogId: dialog.id } });
  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menuitem', { name: 'Leave chat' }).click();
  await page.getByRole('dialog', { name: 'Leave this chat?' }).waitFor();
  await expectNoViolations(page);
  expect(await faintTexts(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: 'Available' }).click();
  await openDialog(page, 'Open tender');
  await page.getByRole('textbox', { name: 'Company' }).fill('');
  await page.getByRole('button', { name: 'Join chat' }).click();
  await page.getByText('Please fill this in.').waitFor();
  await expectNoViolations(page);
  expect(await faintTexts(page)).toEqual([]);
});

it('a file is looked at on dark, and what is written around it is legible', async () => {
  const page = await openDemo('anna', { path: '/primevue' });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.locator('.mtchat-dialog-item').first().click();
  await page.locator('.mtchat-attachment-image').last().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).waitFor();
  await expectNoViolations(page);
});
