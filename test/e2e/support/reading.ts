import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ChatPage } from './chat-page.ts';
import { eventually } from './eventually.ts';

const viewport = '.mtchat-message-list__viewport--placed';

/** The list of messages, once it stands where it starts. */
export function listOf(page: Page): Locator {
  return page.locator(viewport);
}

/** The message that says exactly this. */
export function messageOf(page: Page, text: string): Locator {
  return page.getByRole('article').filter({ has: page.getByText(text, { exact: true }) });
}

/** Where a message stands on the page, in pixels from the top. */
export function placeOf(page: Page, text: string): Promise<number> {
  return messageOf(page, text).evaluate((row) => row.getBoundingClientRect().top);
}

/** What the reader sees from top to bottom: days, the line before new messages, who speaks and what they say. */
export function outlineOf(page: Page): Promise<string[]> {
  return listOf(page)
    .locator('.mtchat-message-list__row')
    .evaluateAll((rows) =>
      rows.map((row) => {
        const textIn = (part: string) => row.querySelector(`.mtchat-${part}`)?.textContent?.trim();
        const heading =
          textIn('day-divider__label') ?? textIn('unread-divider') ?? textIn('system-message > span');
        if (heading) return `— ${heading}`;
        const name = textIn('bubble__name');
        return `${name ? `${name}: ` : ''}${textIn('content')}`;
      }),
    );
}

/** Whether all of a message is in sight. */
export function isInSight(page: Page, text: string): Promise<boolean> {
  return messageOf(page, text).evaluateAll(([row], viewport) => {
    const view = row?.closest(viewport)?.getBoundingClientRect();
    const place = row?.getBoundingClientRect();
    return view !== undefined && place !== undefined && place.top >= view.top && place.bottom <= view.bottom;
  }, viewport);
}

/** What the message says that stands in the middle of the list. */
export function textInMiddle(page: Page): Promise<string> {
  return listOf(page).evaluate((list) => {
    const { top, height } = list.getBoundingClientRect();
    const texts = [...list.querySelectorAll('.mtchat-content')];
    const middle = texts.find((text) => text.getBoundingClientRect().top > top + height / 2);
    return middle?.textContent ?? '';
  });
}

/** Resolves when a message is in sight. */
export function seen(page: Page, text: string): Promise<void> {
  return eventually(() => isInSight(page, text)).toBe(true);
}

/** How far the list is from its end, in pixels. */
export function distanceToEnd(page: Page): Promise<number> {
  return listOf(page).evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight);
}

/** Resolves when the list stands at its end. */
export async function expectAtEnd(page: Page): Promise<void> {
  await eventually(() => distanceToEnd(page)).toBeLessThanOrEqual(2);
}

/** How many messages of all dialogs are unread, as the host heard it last. */
export async function unreadTotalAt(chat: ChatPage): Promise<unknown> {
  return (await chat.events()).findLast(({ name }) => name === 'unread-change')?.payload;
}

export async function expectUnreadTotal(chat: ChatPage, total: number): Promise<void> {
  await eventually(() => unreadTotalAt(chat)).toBe(total);
}

export interface Passage {
  /** How far what is in sight moved besides what was scrolled, at most, in pixels. */
  strayed: number;
  /** How many elements the list held, at most. */
  elements: number;
  milliseconds: number;
}

/** Scrolls frame by frame until the message is in sight, as somebody who turns the wheel does. */
export async function scrollUntil(page: Page, text: string, by: number): Promise<Passage> {
  const passage = await listOf(page).evaluate(
    async (list, [text, by]) => {
      const { top, bottom } = list.getBoundingClientRect();
      const textsInSight = () =>
        [...list.querySelectorAll('.mtchat-content')]
          .map((element) => ({ element, at: element.getBoundingClientRect().top }))
          .filter(({ at }) => at > top && at < bottom);
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const isThere = () => textsInSight().some(({ element }) => element.textContent === text);
      const begin = performance.now();
      let [strayed, elements] = [0, 0];
      while (!isThere() && performance.now() - begin < 50_000) {
        const [before, offset] = [
          new Map(textsInSight().map(({ element, at }) => [element, at])),
          list.scrollTop,
        ];
        list.scrollBy(0, by);
        const isAtEdge = list.scrollTop !== offset + by;
        await frame();
        for (const { element, at } of isAtEdge ? [] : textsInSight()) {
          const was = before.get(element);
          if (was !== undefined) strayed = Math.max(strayed, Math.abs(at - was + by));
        }
        elements = Math.max(elements, list.querySelectorAll('*').length);
      }
      return { strayed, elements, milliseconds: performance.now() - begin, isThere: isThere() };
    },
    [text, by] as const,
  );
  expect(passage.isThere, `${text} came into sight`).toBe(true);
  return passage;
}
