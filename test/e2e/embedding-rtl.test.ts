import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { collisions } from './support/collisions.ts';
import { chooseFor, expectTitles, openDialog, rowOf, tell } from './support/dialog-lists.ts';
import { somebody } from './support/people.ts';
import { createDialog } from './support/server.ts';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

async function boxOf(page: Page, selector: string): Promise<Box> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} is not seen`);
  return box;
}

function overlap(one: Box, other: Box): boolean {
  // Half a pixel is rounding.
  const apart = 0.5;
  return (
    one.x + apart < other.x + other.width &&
    other.x + apart < one.x + one.width &&
    one.y + apart < other.y + other.height &&
    other.y + apart < one.y + one.height
  );
}

/** A page that is written from right to left, with a conversation that both have written in. */
async function openRightToLeft(width: number) {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialog = await createDialog({
    participants: [anna, boris],
    title: 'طلب رقم 130',
    object: { type: 'order', id: `130-${anna.userId}`, url: 'https://shop.example.com/130' },
  });
  await createDialog({
    participants: [anna, boris],
    title: 'A rather long title of a chat that does not fit into its line',
  });
  await tell(boris, dialog.id, 'صباح الخير، هل وصلت الشحنة؟');
  await tell(anna, dialog.id, 'Yes, this morning, all twelve pallets of it');
  const { page } = await openAs(anna, { width });
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  await rowOf(page, 'طلب رقم 130').waitFor();
  return page;
}

it('on a page from right to left the lists stand on the right, mine on the left, and nothing overlaps', async () => {
  const page = await openRightToLeft(1440);
  await openDialog(page, 'طلب رقم 130');
  await page.getByRole('log').getByText('Yes, this morning').waitFor();
  await page.locator('.ProseMirror').waitFor();

  const [lists, conversation] = [
    await boxOf(page, '.mtchat-sidebar'),
    await boxOf(page, '.mtchat-conversation'),
  ];
  expect(lists.x).toBeGreaterThanOrEqual(conversation.x + conversation.width - 1);
  expect(overlap(lists, conversation)).toBe(false);
  const mine = await page.getByRole('log').getByText('Yes, this morning').boundingBox();
  const theirs = await page.getByRole('log').getByText('صباح الخير').boundingBox();
  expect(mine?.x ?? 0).toBeLessThan(theirs?.x ?? 0);
  expect(await collisions(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1440);
});

it('from right to left, the details, the menu and the form open without overlapping either', async () => {
  const page = await openRightToLeft(1440);
  await openDialog(page, 'طلب رقم 130');
  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menuitem', { name: 'Details' }).click();
  await page.getByRole('complementary').getByText('(you)').waitFor();
  expect(await collisions(page)).toEqual([]);
  const [details, conversation] = [
    await boxOf(page, '.mtchat-info'),
    await boxOf(page, '.mtchat-conversation'),
  ];
  expect(overlap(details, conversation)).toBe(false);
  expect(details.x).toBeLessThan(conversation.x);

  await rowOf(page, 'طلب رقم 130').hover();
  await page.getByRole('button', { name: /^Actions for .*طلب رقم 130/ }).click();
  const menu = await boxOf(page, '.mtchat-menu');
  expect(menu.x).toBeGreaterThanOrEqual(0);
  expect(menu.x + menu.width).toBeLessThanOrEqual(1440);
});

it('from right to left on a telephone, the list and the conversation each fit', async () => {
  const page = await openRightToLeft(390);
  expect(await collisions(page)).toEqual([]);
  await openDialog(page, 'طلب رقم 130');
  await page.getByRole('log').getByText('Yes, this morning').waitFor();
  expect(await collisions(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

it('from right to left, arrows among the tabs go the way that they point', async () => {
  const page = await openRightToLeft(1440);
  await page.getByRole('tab', { name: 'My chats' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('tab', { name: 'Available', selected: true }).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('tab', { name: 'My chats', selected: true }).waitFor();
  await chooseFor(page, 'طلب رقم 130', 'Pin');
  await expectTitles(page, ['طلب رقم 130', 'A rather long title of a chat that does not fit into its line']);
});
