import { describe, expect, it } from 'vitest';
import { findLinks, linkTarget } from '../../../../sdk-vue/components/composer/editor/links.ts';

function found(text: string): string[] {
  return findLinks(text).map(({ start, end, href }) => `${text.slice(start, end)} → ${href}`);
}

describe('addresses in a text', () => {
  it.each([
    ['see https://example.com/a?b=1#c now', 'https://example.com/a?b=1#c → https://example.com/a?b=1#c'],
    ['(https://example.com)', 'https://example.com → https://example.com'],
    [
      'https://en.wikipedia.org/wiki/Tea_(drink).',
      'https://en.wikipedia.org/wiki/Tea_(drink) → https://en.wikipedia.org/wiki/Tea_(drink)',
    ],
    ['www.пример.рф!', 'www.пример.рф → https://www.пример.рф'],
    ['请看https://example.com/a，谢谢', 'https://example.com/a → https://example.com/a'],
    ['write to anna.p+x@example.co.uk.', 'anna.p+x@example.co.uk → mailto:anna.p+x@example.co.uk'],
  ])('%s', (text, link) => {
    expect(found(text)).toEqual([link]);
  });

  it.each(['file.md', 'example.com', '10:30', 'a@b', 'https://', 'javascript:alert(1)', 'www.'])(
    'leaves %s alone',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});

describe('what is typed as the address of a link', () => {
  it.each([
    ['example.com/x', 'https://example.com/x'],
    [' https://example.com ', 'https://example.com'],
    ['HTTP://example.com', 'HTTP://example.com'],
    ['localhost.test:8080/a', 'https://localhost.test:8080/a'],
    ['a@b.co', 'mailto:a@b.co'],
    ['mailto:a@b.co', 'mailto:a@b.co'],
  ])('%s leads to %s', (typed, target) => {
    expect(linkTarget(typed)).toBe(target);
  });

  it.each([
    '',
    'word',
    '/path',
    '#part',
    'javascript:x()',
    'data:text/html,x',
    'ftp://a.b',
    'tel:123',
    'a b.com',
    'mailto:x',
  ])('%s leads nowhere', (typed) => {
    expect(linkTarget(typed)).toBeNull();
  });
});
