import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ConversationPages, startConversationPages } from './support/browser-page.ts';
import { message, messageId } from './support/builders.ts';

let pages: ConversationPages;
let page: Page;

beforeAll(async () => {
  pages = await startConversationPages();
});
afterEach(() => page.close());
afterAll(() => pages.close());

const viewport = '.mtchat-message-list__viewport';
const shownRows = `${viewport}--placed [data-row]`;

async function open(query: string, size?: { width: number; height: number }): Promise<void> {
  page = await pages.open(query, size);
  await page.locator(shownRows).first().waitFor();
}

/** How far the list is from its end, in pixels. */
function distanceToEnd(): Promise<number> {
  return page.locator(viewport).evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight);
}

function placeOf(id: string): Promise<number> {
  return page
    .locator(`[data-message-id="${id}"]`)
    .evaluate((row) => Math.round(row.getBoundingClientRect().top));
}

function calls(): Promise<string[]> {
  return page.evaluate(() => window.fake.calls);
}

function receive(number: number): Promise<void> {
  return page.evaluate(
    (message) => window.fake.receive(message),
    message(number, { content: '<p>News</p>' }),
  );
}

/** Moves through the list frame by frame; tells how far rows in sight moved besides, and how many elements there were. */
function scrollThrough(by: number, frames: number): Promise<{ strayed: number; elements: number }> {
  return page.locator(viewport).evaluate(
    async (list, [by, frames]) => {
      const tops = () =>
        new Map(
          [...list.querySelectorAll('[data-row]')].map((row) => [row, row.getBoundingClientRect().top]),
        );
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      let strayed = 0;
      let elements = 0;
      for (let at = 0; at < frames; at += 1) {
        const [before, offset] = [tops(), list.scrollTop];
        list.scrollBy(0, by);
        await frame();
        const moved = [...tops()].find(([row, top]) => top > 60 && top < 600 && before.has(row));
        const isAtEdge = list.scrollTop === 0 || offset + by > list.scrollHeight - list.clientHeight;
        if (moved && !isAtEdge)
          strayed = Math.max(strayed, Math.abs(moved[1] - (before.get(moved[0]) ?? 0) + by));
        elements = Math.max(elements, list.querySelectorAll('*').length);
      }
      return { strayed, elements };
    },
    [by, frames] as const,
  );
}

describe('a conversation of 10,000 messages', () => {
  test('renders only what is near, and does not jump while earlier pages come in', async () => {
    await open('scene=many&count=10000');
    const { strayed, elements } = await scrollThrough(-150, 300);
    expect(strayed).toBeLessThan(2);
    expect(elements).toBeLessThan(600);
    expect((await calls()).filter((call) => call === 'loadOlder').length).toBeGreaterThan(4);
  });

  test('jumps to a quoted message far away, back to the reply, and to the newest', async () => {
    await open('scene=many&count=10000');
    const quote = page.locator('.mtchat-reply-snippet').first();
    await page.locator(viewport).evaluate(async (list) => {
      while (!list.querySelector('.mtchat-reply-snippet')) {
        list.scrollBy(0, -300);
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      }
    });
    const reply = await page
      .locator('[data-message-id]:has(.mtchat-reply-snippet)')
      .first()
      .getAttribute('data-row');
    await quote.evaluate((button: HTMLButtonElement) => button.click());
    await page.locator('.mtchat-message--highlighted').waitFor();
    expect(await calls()).toContainEqual(expect.stringMatching(/^jumpToMessage /));

    await page.getByRole('button', { name: 'Go back to the reply' }).click();
    await page.locator(`.mtchat-message--highlighted[data-row="${reply}"]`).waitFor();

    await page.getByRole('button', { name: 'Go to the newest message' }).click();
    await page.locator(`[data-message-id="${messageId(9_999)}"]`).waitFor();
    await expect.poll(distanceToEnd).toBeLessThan(2);
  });
});

describe('where the list stands', () => {
  test('at the end it follows what arrives', async () => {
    await open('scene=many&count=200');
    await receive(200);
    await page.getByText('News').locator('visible=true').first().waitFor();
    await expect.poll(distanceToEnd).toBeLessThan(2);
  });

  test('at the end it stays there when the room for it changes', async () => {
    await open('scene=many&count=200');
    await page.setViewportSize({ width: 900, height: 400 });
    await expect.poll(distanceToEnd).toBeLessThan(2);
    await page.setViewportSize({ width: 390, height: 700 });
    await expect.poll(distanceToEnd).toBeLessThan(2);
  });

  test('further up it stays where its reader is, and offers the way down', async () => {
    await open('scene=many&count=200');
    await scrollThrough(-200, 6);
    const inSight = messageId(190);
    const before = await placeOf(inSight);
    await receive(200);
    await page.getByRole('button', { name: 'Go to the newest message' }).waitFor();
    expect(await placeOf(inSight)).toBe(before);
  });

  test('it starts at the first unread message, and is found where it was left', async () => {
    await open('scene=unread');
    const divider = page.getByText('New messages');
    expect((await divider.boundingBox())?.y).toBeLessThan(200);
    await scrollThrough(-100, 3);
    const inSight = await page.locator('[data-message-id]').nth(3).getAttribute('data-message-id');
    const before = await placeOf(inSight ?? '');
    await page.evaluate(() => {
      window.page.isShown = false;
    });
    await page.locator(viewport).waitFor({ state: 'detached' });
    await page.evaluate(() => {
      window.page.isShown = true;
    });
    await page.locator(shownRows).first().waitFor();
    expect(Math.abs((await placeOf(inSight ?? '')) - before)).toBeLessThan(3);
  });
});

test('only what was seen is marked as read', async () => {
  await open('scene=unread');
  await expect.poll(calls).toContainEqual(expect.stringMatching(/^markRead /));
  const marked = (await calls()).findLast((call) => call.startsWith('markRead '))?.slice('markRead '.length);
  const newestInSight = await page.locator('[data-message-id]').evaluateAll((rows) => {
    const bottom =
      document.querySelector('.mtchat-message-list__viewport')?.getBoundingClientRect().bottom ?? 0;
    const seen = rows.filter((row) => row.getBoundingClientRect().bottom <= bottom + 1);
    return seen.at(-1)?.getAttribute('data-message-id');
  });
  expect(marked).toBe(newestInSight);
  expect(marked).not.toBe(messageId(199));
});

describe('by keyboard', () => {
  test('arrows move between messages, Enter opens the actions, Escape gives the focus back', async () => {
    await open('scene=trade');
    await page.locator('article[tabindex="0"]').focus();
    await page.keyboard.press('ArrowUp');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-message-id'));
    await expect.poll(focused).toBe(messageId(14));
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Reply' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe(messageId(14));
  });

  test('R answers, E edits and Delete asks before it deletes', async () => {
    await open('scene=trade');
    const own = page.locator(`[data-message-id="${messageId(13)}"]`);
    await own.focus();
    await page.keyboard.press('Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(calls).toContain(`delete ${messageId(13)}`);
    await own.focus();
    await page.keyboard.press('e');
    await page.getByText('Perfect').nth(1).waitFor();
  });
});

test.each(['light', 'dark'])('axe finds nothing in the %s theme', async (theme) => {
  for (const scene of ['trade', 'empty', 'failed']) {
    page = await pages.open(`scene=${scene}&theme=${theme}`);
    await page.waitForFunction(() => document.fonts.status === 'loaded');
    const { violations } = await new AxeBuilder({ page }).include('.mtchat').analyze();
    expect(violations.map(({ id, nodes }) => `${scene}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
    if (scene !== 'failed') await page.close();
  }
});
