import type { Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';

/** Where a message is written, whichever of the two fields stands there. */
export function fieldOf(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Message/ });
}

/** The same, with the focus, once the rich editor has taken the plain field's place. */
export async function richFieldOf(page: Page): Promise<Locator> {
  await page.getByRole('toolbar', { name: 'Text formatting' }).waitFor();
  const field = fieldOf(page);
  await field.focus();
  return field;
}

/** The messages that contain the text, as they stand in the conversation. */
export function messagesWith(page: Page, text: string | RegExp): Locator {
  return page.getByRole('log').getByRole('article').filter({ hasText: text });
}

/** The HTML in which a person sees a message, without what is there for the eye and the screen reader alone. */
export async function htmlOf(message: Locator): Promise<string> {
  return message
    .locator('.mtchat-content')
    .evaluate((content) =>
      content.innerHTML.replaceAll(/ (?:class="mtchat-[^"]*"|tabindex="0"|target="_blank"|rel="[^"]*")/g, ''),
    );
}

/** Writes a message and sends it with Enter; resolves when the server has it. */
export async function say(page: Page, text: string): Promise<void> {
  const field = fieldOf(page);
  await field.fill(text);
  await field.press('Enter');
  await page
    .getByRole('article', { name: /, (?:Sent|Read by .*)$/ })
    .filter({ hasText: text })
    .waitFor();
}

/** Presses one of the buttons that a message has while the pointer is on it. */
export async function pressOn(message: Locator, name: string): Promise<void> {
  await vi.waitFor(
    async () => {
      // Again for each try: a message that has just come may still move from under the pointer.
      await message.hover();
      await message.getByRole('button', { name }).click({ timeout: 2_000 });
    },
    { timeout: 15_000 },
  );
}

/** Chooses from the menu of a message. */
export async function chooseFor(message: Locator, action: string): Promise<void> {
  await pressOn(message, 'Actions for this message');
  await message.page().getByRole('menuitem', { name: action }).click();
}

/** What stands in the field, line by line as its writer sees it. */
export async function expectText(page: Page, text: string): Promise<void> {
  await expect
    .poll(() =>
      fieldOf(page).evaluate((field) =>
        field instanceof HTMLTextAreaElement
          ? field.value
          : // A line is a paragraph here.
            [...field.children].map((line) => line.textContent ?? '').join('\n'),
      ),
    )
    .toBe(text);
}

/** Resolves when the page says this to those who hear it, and shows it to those who see. */
export async function said(page: Page, text: string): Promise<void> {
  await page.getByRole('status').filter({ hasText: text }).first().waitFor();
}
