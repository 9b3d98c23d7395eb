import type { Page } from 'playwright-core';
import type { DemoPreferences } from '../browser/demo-preferences.ts';

type Width = 1440 | 820 | 390;

/** What a picture shows: a page of the demo, as one of its people sees it once `prepare` is done. */
export interface State {
  name: string;
  person: string;
  path: string;
  prepare?(page: Page): Promise<void>;
  /** @default all three */
  widths?: Width[];
  /** @default light and dark */
  themes?: DemoPreferences['theme'][];
  /** @default English */
  locales?: DemoPreferences['locale'][];
}

const firstDialog = '.mtchat-dialog-item';

async function openFirstDialog(page: Page): Promise<void> {
  await page.locator(firstDialog).first().click();
  await page.getByRole('log').waitFor();
  await page.locator('.mtchat-bubble').last().waitFor();
  // What the pointer stands on is no part of the state.
  await page.mouse.move(0, 0);
}

async function openInfo(page: Page): Promise<void> {
  await openFirstDialog(page);
  await page
    .locator('.mtchat-conversation-header__title, .mtchat-conversation-header__about')
    .first()
    .click();
  await page.locator('.mtchat-info').waitFor();
}

async function openJoinForm(page: Page): Promise<void> {
  const available = page.getByRole('tab').nth(1);
  await available.click();
  await page.locator('.mtchat-sidebar').getByText('Inverters').click();
  await page.locator('.mtchat-join-form').waitFor();
}

async function openMenu(page: Page): Promise<void> {
  await page.locator(firstDialog).nth(2).click({ button: 'right' });
  await page.getByRole('menu').waitFor();
}

async function openViewer(page: Page): Promise<void> {
  await openFirstDialog(page);
  const picture = page.locator('.mtchat-attachment-image').last();
  await picture.scrollIntoViewIfNeeded();
  await picture.click();
  await page.locator('dialog[open] img').first().waitFor();
}

async function mentionSomebody(page: Page): Promise<void> {
  await openFirstDialog(page);
  const field = page.getByRole('textbox').last();
  await field.click();
  await page.keyboard.type('Please send the list of crates today. ');
  await page.keyboard.press('ControlOrMeta+b');
  await page.keyboard.type('Before 16:00');
  await page.keyboard.press('ControlOrMeta+b');
  await page.keyboard.type(', @');
  await page.getByRole('listbox').waitFor();
}

async function openFirstDialogInNora(page: Page): Promise<void> {
  await page.locator('#primevue-preset').click();
  await page.getByRole('option', { name: 'Nora' }).click();
  await openFirstDialog(page);
}

const chats = { person: 'anna', path: '/chats' };

export const states: State[] = [
  { name: 'lists', ...chats, widths: [390] },
  { name: 'conversation', ...chats, prepare: openFirstDialog },
  {
    name: 'conversation',
    ...chats,
    prepare: openFirstDialog,
    widths: [1440],
    themes: ['light'],
    locales: ['ru'],
  },
  {
    name: 'conversation',
    person: 'wang',
    path: '/chats',
    prepare: openFirstDialog,
    widths: [1440, 390],
    themes: ['dark'],
    locales: ['zh'],
  },
  { name: 'order', person: 'anna', path: '/orders/SO-2041' },
  { name: 'info', ...chats, prepare: openInfo },
  { name: 'menu', ...chats, prepare: openMenu, widths: [1440, 390] },
  { name: 'join', ...chats, prepare: openJoinForm },
  { name: 'writing', ...chats, prepare: mentionSomebody, widths: [1440, 390] },
  { name: 'viewer', ...chats, prepare: openViewer, widths: [1440, 390], themes: ['light'] },
  { name: 'orders', person: 'boris', path: '/orders', widths: [1440, 390], locales: ['ru'] },
  { name: 'webhooks', person: 'anna', path: '/webhooks', widths: [1440], themes: ['light'] },
  {
    name: 'primevue',
    person: 'anna',
    path: '/primevue',
    prepare: openFirstDialog,
    widths: [1440, 390],
    themes: ['light'],
  },
  {
    name: 'primevue-nora',
    person: 'anna',
    path: '/primevue',
    prepare: openFirstDialogInNora,
    widths: [1440],
    themes: ['dark'],
  },
];
