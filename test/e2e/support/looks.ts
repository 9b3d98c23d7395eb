import type { Page } from 'playwright-core';

/** How everything within `.mtchat` looks and where it is: a line for each element, in the order of the document. */
export function looksOf(page: Page, within = '.mtchat'): Promise<string[]> {
  return page.evaluate((selector) => {
    const properties = [
      'background-color',
      'border-block-end',
      'border-block-start',
      'border-inline-end',
      'border-inline-start',
      'border-radius',
      'box-shadow',
      'color',
      'cursor',
      'display',
      'fill',
      'float',
      'font-family',
      'font-size',
      'font-style',
      'font-variant-caps',
      'font-weight',
      'letter-spacing',
      'line-height',
      'list-style-type',
      'opacity',
      'position',
      'text-align',
      'text-decoration-line',
      'text-indent',
      'text-shadow',
      'text-transform',
      'white-space',
      'word-spacing',
    ];
    const round = (pixels: number) => Math.round(pixels * 2) / 2;
    return [...document.querySelectorAll(`${selector}, ${selector} *`)].map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const before = getComputedStyle(element, '::before').content;
      const name = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
      const place = [left, top, width, height].map(round).join(' ');
      const looks = properties.map((property) => `${property}: ${style.getPropertyValue(property)}`);
      return [name, place, `before: ${before}`, ...looks].join('; ');
    });
  }, within);
}

/** What differs between two such lists, as `element: before → after`, each kind of difference once. */
export function differences(before: string[], after: string[]): string[] {
  const found = new Set<string>();
  before.forEach((line, index) => {
    const [one, other] = [line.split('; '), (after[index] ?? '').split('; ')];
    one.forEach((part, place) => {
      if (part !== other[place]) found.add(`${one[0]}: ${part} → ${other[place]}`);
    });
  });
  if (before.length !== after.length) found.add(`${before.length} → ${after.length} elements`);
  return [...found];
}
