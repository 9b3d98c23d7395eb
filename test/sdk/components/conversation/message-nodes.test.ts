import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConversationPages, startConversationPages } from './support/browser-page.ts';
import { me } from './support/builders.ts';

// In a real browser: what cleans HTML leans on how a browser parses it, which imitations get wrong.
let pages: ConversationPages;
let page: Page;

beforeAll(async () => {
  pages = await startConversationPages();
  page = await pages.open('scene=empty');
});
afterAll(() => pages.close());

function shown(html: string): Promise<string> {
  return page.evaluate(([html, userId]) => window.texts.markupOf(html, userId), [html, me] as const);
}

function plainText(html: string): Promise<string> {
  return page.evaluate((html) => window.texts.plainText(html), html);
}

function snippetText(html: string, length?: number): Promise<string> {
  return page.evaluate(([html, length]) => window.texts.snippetText(html, length), [html, length] as const);
}

describe('what a message may contain', () => {
  test('the formatting of the contract stays as it is', async () => {
    const html =
      '<p><strong>a</strong><em>b</em><u>c</u><s>d</s><br></p><ul><li>e</li></ul><ol><li>f</li></ol><blockquote>g</blockquote>';
    expect(await shown(html)).toBe(html);
  });

  test.each([
    ['a script vanishes with its text', '<p>a</p><script>alert(1)</script>', '<p>a</p>'],
    [
      'a picture cannot appear',
      '<p>a<img src="https://example.com/x.png" onerror="alert(1)"></p>',
      '<p>a</p>',
    ],
    ['an unknown tag loses itself and keeps its text', '<p><font color="red">a</font></p>', '<p>a</p>'],
    ['a handler is taken away', '<p onclick="alert(1)">a</p>', '<p>a</p>'],
    ['styles and classes are taken away', '<p style="position:fixed" class="x">a</p>', '<p>a</p>'],
    [
      'an attribute of one tag is none of another',
      '<p data-id="x" href="https://example.com">a</p>',
      '<p>a</p>',
    ],
  ])('%s', async (_, html, expected) => {
    expect(await shown(html)).toBe(expected);
  });

  test.each(['https://example.com/a', 'http://example.com', 'mailto:anna@example.com'])(
    'a link to %s opens elsewhere and knows nothing of this page',
    async (href) => {
      expect(await shown(`<a href="${href}">a</a>`)).toBe(
        `<a href="${href}" target="_blank" rel="noopener noreferrer">a</a>`,
      );
    },
  );

  test.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '/relative',
    'ftp://example.com',
  ])('a link to %s leads nowhere', async (href) => {
    expect(await shown(`<a href="${href}">a</a>`)).not.toContain('href');
  });

  test('a mention stands out, one of the reader more', async () => {
    const mention = (id: string) => `<span data-type="mention" data-id="${id}" data-label="A">@A</span>`;
    expect(await shown(mention('user-anna'))).toContain('class="mtchat-mention"');
    expect(await shown(mention(me))).toContain('class="mtchat-mention mtchat-mention--me"');
  });

  test('code keeps its language and can be scrolled by keyboard', async () => {
    expect(await shown('<pre><code class="language-ts evil">a</code></pre>')).toBe(
      '<pre tabindex="0"><code class="language-ts">a</code></pre>',
    );
  });
});

describe('the text of a message', () => {
  test('keeps its lines', async () => {
    expect(await plainText('<p>one<br>two</p><ul><li>three</li></ul>')).toBe('one\ntwo\nthree');
  });

  test('fits on one line where there is little room', async () => {
    expect(await snippetText('<p>one</p><p>two</p>')).toBe('one two');
    expect(await snippetText(`<p>${'long '.repeat(100)}</p>`, 20)).toBe('long long long long…');
  });
});
