import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Person, somebody, unique } from './people.ts';
import { clientOf } from './server.ts';

/** How long what others do may take to be seen. */
export const patience = { timeout: 15_000 };

/** A dialog in the lists, by its title. */
export function rowOf(page: Page, title: string): Locator {
  return listsOf(page).getByRole('listitem').filter({ hasText: title });
}

export function listsOf(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Lists of chats' });
}

export function searchField(page: Page): Locator {
  return page.getByRole('searchbox', { name: 'Search chats' });
}

/** Resolves when a list shows these titles in this order, and no others. */
export async function expectTitles(page: Page, titles: string[], list = 'My chats'): Promise<void> {
  const shown = page.getByRole('list', { name: list, exact: true }).locator('.mtchat-dialog-item__title');
  await expect.poll(() => shown.allTextContents(), patience).toEqual(titles);
}

/** Resolves when a dialog is marked with so many unread messages. */
export async function expectUnread(page: Page, title: string, count: number): Promise<void> {
  const badge = rowOf(page, title).getByText(/^\d+ unread messages?$/);
  const words = count === 1 ? '1 unread message' : `${count} unread messages`;
  await expect.poll(() => badge.allTextContents(), patience).toEqual(count === 0 ? [] : [words]);
}

export async function openDialog(page: Page, title: string): Promise<void> {
  await rowOf(page, title).getByRole('button').first().click();
}

/** Chooses from the menu that the right mouse button opens on a dialog. */
export async function chooseFor(page: Page, title: string, action: string): Promise<void> {
  await rowOf(page, title).getByRole('button').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

/** Says something in a dialog without a browser, and gives the message's id. */
export async function tell(person: Person, dialogId: string, text: string): Promise<string> {
  const { id } = await clientOf(person).sendMessage(dialogId, { content: `<p>${text}</p>` });
  return id;
}

/** Somebody of a tenant of their own, with what makes dialogs joinable for them. */
export function insider(displayName: string, levels: { departments?: string[]; roles?: string[] } = {}) {
  const scope = {
    tenant_uid: unique('tenant'),
    scope_level1: levels.departments ?? ['sales'],
    scope_level2: levels.roles ?? ['manager'],
  };
  return { ...somebody(displayName, { company: 'Acme', scope }), scope };
}

/** Refuses from now on what the page asks of such addresses, as the server refuses what is not allowed. */
export async function refuse(page: Page, addresses: string): Promise<void> {
  await page.route(addresses, (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/json',
      headers: { 'Access-Control-Allow-Origin': '*' },
      body: JSON.stringify({ error: { code: 'FORBIDDEN', message: 'Refused by a test' } }),
    }),
  );
}
