import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectNoViolations } from './violations.ts';

/** The chat in another theme, as when the host's own page changes its looks. */
export async function changeTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((theme) => window.host.change({ props: { theme } }), theme);
  await page.locator(`.mtchat--${theme}`).waitFor();
}

/**
 * Fails with what axe finds wrong in the chat as it is now, in light and in dark, and leaves it light. What is faded in
 * has no colour of its own yet, so the page should ask for reduced motion.
 */
export async function expectNoViolationsInLightAndDark(page: Page): Promise<void> {
  await expectNoViolations(page);
  await changeTheme(page, 'dark');
  // Names, roles and the rest are the same in both; a second look at all of them takes as long as the first.
  const axe = new AxeBuilder({ page })
    .include('.mtchat')
    .withRules(['color-contrast', 'link-in-text-block'])
    // For pages without frames; otherwise it opens another page each time.
    .setLegacyMode();
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ nodes }) =>
    nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
  );
  expect(found, 'in the dark').toEqual([]);
  await changeTheme(page, 'light');
}
