import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export interface Stop {
  /** As a screen reader names it. */
  name: string;
  /** Whether it is drawn so that one sees where the keyboard is. */
  isMarked: boolean;
}

/** What has the focus. */
export function stopOf(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const focused = document.activeElement ?? document.body;
    if (focused === document.body) return { name: 'nothing', isMarked: false };
    const labels = focused instanceof HTMLInputElement ? focused.labels : null;
    const heard = focused.cloneNode(true);
    for (const silent of heard instanceof Element ? heard.querySelectorAll('[aria-hidden="true"]') : [])
      silent.remove();
    const name = focused.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? heard.textContent ?? '';

    const probe = document.createElement('span');
    probe.style.color = 'var(--mtchat-focus-color)';
    document.querySelector('.mtchat')?.append(probe);
    const ringColour = getComputedStyle(probe).color;
    probe.remove();
    const isRing = ({ outlineStyle, outlineWidth, outlineColor, boxShadow }: CSSStyleDeclaration) =>
      (outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 2 && outlineColor === ringColour) ||
      boxShadow.includes(ringColour);

    // A message is marked at its bubble, the field at the box around it.
    const around = focused.closest('.mtchat-composer__box');
    const within = [...focused.querySelectorAll('.mtchat-bubble')];
    const marked = [focused, ...within, ...(around ? [around] : [])];
    const styles = marked.flatMap((element) => [
      getComputedStyle(element),
      getComputedStyle(element, '::after'),
    ]);
    return { name: name.trim().replaceAll(/\s+/g, ' '), isMarked: styles.some(isRing) };
  });
}

/** Presses a key, and fails where one does not see afterwards what has the focus. */
export async function press(page: Page, key: string, before: readonly string[] = []): Promise<string> {
  await page.keyboard.press(key);
  const stop = await stopOf(page);
  const way = [...before, stop.name].join(' → ');
  expect(stop.isMarked, `the focus is seen after ${key}: ${way}`).toBe(true);
  return stop.name;
}

/** Presses a key until something of the name has the focus; gives the names of all that had it on the way. */
export async function pressUntil(page: Page, key: string, name: string | RegExp): Promise<string[]> {
  const passed: string[] = [];
  const isThere = (stop: string) => (typeof name === 'string' ? stop === name : name.test(stop));
  while (passed.length < 40) {
    const stop = await press(page, key, passed);
    passed.push(stop);
    if (isThere(stop)) return passed;
  }
  throw new Error(`${key} does not lead to ${name}, but to ${passed.join(' → ')}`);
}

/** Resolves when something of the name has the focus, and one sees that it has. */
export async function expectFocus(page: Page, name: string | RegExp): Promise<void> {
  const wanted = { name: typeof name === 'string' ? name : expect.stringMatching(name), isMarked: true };
  await expect.poll(() => stopOf(page), { timeout: 15_000 }).toEqual(wanted);
}
