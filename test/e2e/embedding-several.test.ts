import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { expectTitles, patience, tell } from './support/dialog-lists.ts';
import { type Person, somebody, unique } from './support/people.ts';
import { createDialog } from './support/server.ts';
import { expectNoViolations } from './support/violations.ts';

/** A page with the whole chat above and the chats of two objects below. */
async function withThree() {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const objects = [unique('110'), unique('111')];
  const dialogs = [];
  for (const id of objects) {
    const object = { type: 'order', id };
    const dialog = await createDialog({ participants: [anna, boris], title: `Order ${id}`, object });
    await tell(boris, dialog.id, `About ${id}`);
    dialogs.push({ ...dialog, title: `Order ${id}`, about: `About ${id}` });
  }
  const at = await openAs(anna);
  for (const objectId of objects) {
    await at.page.evaluate(
      (id) =>
        window.host.mountAnother({
          mode: 'inline',
          objectType: 'order',
          objectId: id,
          theme: 'dark',
          label: `Chat about ${id}`,
        }),
      objectId,
    );
  }
  const [first, second] = dialogs;
  if (!first || !second) throw new Error('there are two objects');
  const whole = at.page.locator('main .mtchat');
  const partAbout = (title: string) => at.page.locator('article > .mtchat').filter({ hasText: title });
  return { at, page: at.page, boris: boris as Person, first, second, whole, partAbout };
}

async function write(within: Locator, page: Page, text: string): Promise<void> {
  await within.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
}

it('several chats on one page show each its own, and what is said in one is heard in all that show it', async () => {
  const { page, boris, first, second, whole, partAbout } = await withThree();
  await partAbout(first.title).getByRole('log').getByText(first.about).waitFor();
  await partAbout(second.title).getByRole('log').getByText(second.about).waitFor();
  await expectTitles(page, [second.title, first.title]);

  await whole.getByRole('listitem').filter({ hasText: first.title }).getByRole('button').first().click();
  await whole.getByRole('log').getByText(first.about).waitFor();
  await write(partAbout(first.title), page, 'From the part');
  await whole.getByRole('log').getByText('From the part').waitFor();
  expect(await partAbout(second.title).getByText('From the part').count()).toBe(0);
  await tell(boris, second.id, 'To the second');
  await partAbout(second.title).getByRole('log').getByText('To the second').waitFor();
});

it('several chats on one page share no id, and each is sound for a screen reader', async () => {
  const { page, first, second, partAbout } = await withThree();
  await partAbout(first.title).getByRole('log').getByText(first.about).waitFor();
  await partAbout(second.title).getByRole('log').getByText(second.about).waitFor();
  await expect.poll(() => page.locator('.ProseMirror').count(), patience).toBe(2);

  const ids = await page.evaluate(() => [...document.querySelectorAll('.mtchat [id]')].map(({ id }) => id));
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
  await expectNoViolations(page);
});

it('a draft in one chat of the page is not in another, and Ctrl-K stays in the chat where the keyboard is', async () => {
  const { page, first, second, whole, partAbout } = await withThree();
  await partAbout(second.title).getByRole('textbox', { name: 'Message' }).fill('Only here');
  expect(await partAbout(first.title).getByText('Only here').count()).toBe(0);
  await page.keyboard.press('Control+k');
  const search = whole.getByRole('searchbox');
  expect(await search.evaluate((element) => element === document.activeElement)).toBe(false);
  await whole.getByRole('tab', { name: 'Available' }).focus();
  await page.keyboard.press('Control+k');
  await search.and(page.locator(':focus')).waitFor();
});

it('each chat of the page has its own theme, and its menus stay inside of it, beside their button when the page is scrolled', async () => {
  const { page, first, whole, partAbout } = await withThree();
  const background = (chat: Locator) => chat.evaluate((element) => getComputedStyle(element).backgroundColor);
  const part = partAbout(first.title);
  expect(await background(part)).not.toBe(await background(whole));
  await part.getByRole('button', { name: 'Actions for this chat' }).click();
  await part.getByRole('menu').waitFor();
  expect(await whole.getByRole('menu').count()).toBe(0);
  // Its button cannot be seen by assistive technology as long as the menu is open, but it is there.
  const isBeside = async () => {
    const menu = await part.getByRole('menu').boundingBox();
    const button = await part.locator('[aria-haspopup="menu"][aria-expanded="true"]').boundingBox();
    const distance = (menu?.y ?? 0) - ((button?.y ?? 0) + (button?.height ?? 0));
    return distance >= 0 && distance < 12;
  };
  await expect.poll(isBeside, patience).toBe(true);
  await page.evaluate(() => window.scrollBy(0, -120));
  await expect.poll(isBeside, patience).toBe(true);
});
