import type { Page } from 'playwright-core';

/** Words of Latin letters that are seen or heard, for a chat in which people write none. Keys are called so everywhere. */
export function latinWordsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const attributes = ['aria-label', 'placeholder', 'title', 'alt', 'aria-roledescription'];
    const elements = [...document.querySelectorAll('.mtchat, .mtchat *')];
    const said = elements.flatMap((element) => [
      ...attributes.map((name) => element.getAttribute(name) ?? ''),
      ...[...element.childNodes].map((node) =>
        node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '',
      ),
    ]);
    const withoutKeys = said.map((text) => text.replaceAll(/\(?(Ctrl|Shift|Alt|Enter|Esc)\b[^)]*\)?/g, ''));
    return withoutKeys.filter((text) => /[a-z]{2}/i.test(text));
  });
}
