import type { Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/** Resolves when nothing is wider than the place it has, and all that can be pressed is large enough to be. */
export async function expectFits(page: Page): Promise<void> {
  await eventually(() => tooWide(page)).toEqual([]);
  await eventually(() => tooSmall(page)).toEqual([]);
}

/** What would have to be scrolled sideways to be read, or is cut off. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // These say by themselves that there is more, or are meant to be scrolled, or are there for the ear alone.
    const cutOnPurpose = 'input, textarea, pre, .mtchat-visually-hidden';
    const isMeantTo = (element: Element) =>
      element.closest(cutOnPurpose) !== null || getComputedStyle(element).textOverflow === 'ellipsis';
    const parts = [...document.querySelectorAll('.mtchat, .mtchat *')].filter((element) => {
      const clips = getComputedStyle(element).overflowX !== 'visible' || element.matches('.mtchat');
      return clips && element.checkVisibility() && !isMeantTo(element);
    });
    return [document.documentElement, ...parts]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.className}: ${element.scrollWidth} in ${element.clientWidth}`);
  });
}

/** What a finger or an unsteady hand would miss: WCAG asks for 24 pixels. Links within a text may be as high as it is. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pressable =
      'button, a[href], input, textarea, [contenteditable="true"], [role="tab"], [role="option"], [role^="menuitem"]';
    const isSeen = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest('.mtchat-content, .mtchat-visually-hidden, [inert], [aria-hidden="true"]') === null;
    /** Also what takes its clicks without being of its size. */
    const reaches = (element: Element, x: number, y: number) =>
      element.contains(document.elementFromPoint(x, y)?.closest('label, button, a') ?? null);

    // Behind a question nothing can be pressed.
    const area = document.querySelector('.mtchat dialog[open]') ?? document.querySelector('.mtchat');
    const all = [...(area?.querySelectorAll(`:is(${pressable})`) ?? [])];
    return all.filter(isSeen).flatMap((element) => {
      const target = element.closest('label') ?? element;
      const { left, top, width, height } = target.getBoundingClientRect();
      const [x, y, half] = [left + width / 2, top + height / 2, 11.5];
      const isWide = width >= 24 || (reaches(target, x - half, y) && reaches(target, x + half, y));
      const isHigh = height >= 24 || (reaches(target, x, y - half) && reaches(target, x, y + half));
      return isWide && isHigh ? [] : [`${element.outerHTML.slice(0, 120)}: ${width} × ${height}`];
    });
  });
}
