import type { Locator, Page } from 'playwright-core';
import { fieldOf, messagesWith } from './composer.ts';
import type { Person } from './people.ts';
import { clientOf } from './server.ts';

/** Writes a message and presses Enter; resolves when it is seen, whether or not it gets any further. */
export async function write(page: Page, text: string): Promise<void> {
  const field = fieldOf(page);
  await field.fill(text);
  await field.press('Enter');
  await messagesWith(page, text).waitFor();
}

/** Texts of the messages that are drawn, from top to bottom; of a long conversation, those around what is in sight. */
export function textsOn(page: Page): Promise<string[]> {
  return page.getByRole('log').locator('.mtchat-content').allInnerTexts();
}

/** Texts of the latest messages that people wrote, as the server has them. */
export async function textsStored(dialogId: string, reader: Person): Promise<string[]> {
  const { messages } = await clientOf(reader).listMessages(dialogId, { limit: 100 });
  return messages
    .filter((message) => message.message_type === 'user')
    .map(({ content }) => content.replace(/<[^>]*>/g, ''));
}

/** How far a message of one's own has come, as a screen reader says it. */
export async function stateOf(message: Locator): Promise<string | undefined> {
  return (await message.getAttribute('aria-label'))?.split(', ').at(-1);
}

/** A dialog in the lists. */
export function itemOf(page: Page, title: string): Locator {
  return page.locator('.mtchat-dialog-item').filter({ hasText: title });
}
