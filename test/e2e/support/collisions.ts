import type { Page } from 'playwright-core';

interface Part {
  name: string;
  /** Which part this one is inside of, by its place in the list; none where -1. */
  within: number[];
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Texts, pictures and controls of the chat that lie over each other, or that reach out of the window. */
export async function collisions(page: Page): Promise<string[]> {
  const width = page.viewportSize()?.width ?? 0;
  // The button of a row's menu lies over its time as long as the pointer is there.
  await page.mouse.move(width / 2, 0);
  const parts = await partsOf(page);
  const outside = parts.filter(({ left, right }) => left < -1 || right > width + 1);
  const pairs = parts.flatMap((one, place) =>
    parts
      .slice(place + 1)
      .filter((other, further) => !other.within.includes(place) && overlap(one, other, place + 1 + further))
      .map((other) => `${one.name} and ${other.name}`),
  );
  return [...outside.map(({ name }) => `${name} reaches out`), ...pairs];
}

function overlap(one: Part, other: Part, placeOfOther: number): boolean {
  if (one.within.includes(placeOfOther)) return false;
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  // Less is rounding.
  return width > 1 && height > 1;
}

function partsOf(page: Page): Promise<Part[]> {
  return page.evaluate(() => {
    const unseen = '.mtchat-visually-hidden, [hidden], [aria-hidden="true"], .mtchat-message__actions';
    const isSeen = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      !element.closest(unseen);
    const controls = [...document.querySelectorAll('.mtchat :is(svg, button, a, input)')]
      .filter(isSeen)
      .map((element) => ({
        element,
        name: element.outerHTML.slice(0, 60),
        box: element.getBoundingClientRect(),
      }));

    const linesOf = (element: Element) =>
      [...element.childNodes].flatMap((node) => {
        const text = node.nodeType === Node.TEXT_NODE ? (node.textContent?.trim() ?? '') : '';
        if (text === '') return [];
        const range = document.createRange();
        range.selectNodeContents(node);
        // Of a text that is cut off, what is seen.
        const clip = (element.closest('.mtchat-truncate') ?? document.body).getBoundingClientRect();
        return [...range.getClientRects()].map((line) => {
          const [left, right] = [Math.max(line.left, clip.left), Math.min(line.right, clip.right)];
          return { element, name: text, box: new DOMRect(left, line.top, right - left, line.height) };
        });
      });
    const texts = [...document.querySelectorAll('.mtchat *')].filter(isSeen).flatMap(linesOf);

    const all = [...controls, ...texts];
    return all.map(({ element, name, box: { left, top, right, bottom } }) => {
      const within = all.flatMap((other, place) => (other.element.contains(element) ? [place] : []));
      return { name, within, left, top, right, bottom };
    });
  });
}
