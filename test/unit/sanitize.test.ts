import { describe, expect, test } from 'vitest';
import { sanitizeContent } from '../../worker/content/sanitize.ts';

const linkSafety = 'target="_blank" rel="noopener noreferrer"';

function sanitized(html: string): string {
  return sanitizeContent(html).html;
}

describe('tags', () => {
  test.each(['p', 'strong', 'em', 'u', 's', 'ul', 'ol', 'li', 'blockquote', 'code', 'pre', 'span'])(
    '<%s> is kept',
    (tag) => {
      expect(sanitized(`<${tag}>text</${tag}>`)).toBe(`<${tag}>text</${tag}>`);
    },
  );

  test.each([
    ['<br> is kept', 'a<br>b<br/>c', 'a<br />b<br />c'],
    ['<b> becomes <strong>', '<b>x</b>', '<strong>x</strong>'],
    ['<i> becomes <em>', '<i>x</i>', '<em>x</em>'],
    ['<strike> becomes <s>', '<strike>x</strike>', '<s>x</s>'],
    ['<del> becomes <s>', '<del>x</del>', '<s>x</s>'],
    ['tags in capitals are the same tags', '<B>x</B><P>y</P>', '<strong>x</strong><p>y</p>'],
    ['attributes of plain tags go', '<p id=a class=b style="color:red" onclick=c()>x</p>', '<p>x</p>'],
    ['attributes of renamed tags go', '<b onclick=c() class="language-js">x</b>', '<strong>x</strong>'],
    ['unclosed tags are closed', '<p><strong>x', '<p><strong>x</strong></p>'],
    ['wrongly nested tags are put right', '<strong><em>x</strong>y</em>', '<strong><em>x</em></strong>y'],
    ['closing tags of nothing go', 'x</strong></div>', 'x'],
    ['lists keep their shape', '<ul><li>a<li>b</ul>', '<ul><li>a</li><li>b</li></ul>'],
  ])('%s', (_name, html, expected) => {
    expect(sanitized(html)).toBe(expected);
  });

  test.each([
    'div',
    'h1',
    'table',
    'font',
    'form',
    'button',
    'label',
    'select',
    'option',
    'video',
    'object',
    'center',
    'marquee',
    'svg',
    'math',
    'noembed',
    'noframes',
    'plaintext',
    'title',
    'textarea',
    'xmp',
    'html',
    'body',
    'head',
    'custom-tag',
    'constructor',
  ])('<%s> vanishes and its text stays', (tag) => {
    expect(sanitized(`a <${tag} id="x">b</${tag}> c`)).toBe('a b c');
  });

  test.each(['script', 'style', 'iframe', 'template', 'noscript'])(
    '<%s> vanishes with everything in it',
    (tag) => {
      expect(sanitized(`a <${tag} id="x">b <p>c</p></${tag}> d`)).toBe('a  d');
      expect(sanitized(`a <${tag.toUpperCase()}>b</${tag.toUpperCase()} > d`)).toBe('a  d');
      expect(sanitized(`<p>a <${tag}>never closed`)).toBe('<p>a </p>');
    },
  );

  test.each([
    '<img src=x>',
    '<input value=x>',
    '<hr>',
    '<embed src=x>',
    '<link href=x>',
    '<meta charset=x>',
    '<base href=x>',
  ])('%s leaves nothing', (html) => {
    expect(sanitized(`a${html}b`)).toBe('ab');
  });

  test.each([
    '<!-- x -->',
    '<!--[if IE]>x<![endif]-->',
    '<![CDATA[x]]>',
    '<!doctype html>',
    '<?php x ?>',
    '<!-- never closed',
  ])('%s is no text', (html) => {
    expect(sanitizeContent(html)).toEqual({ html: '', hasText: false, mentionedUserIds: [] });
  });

  test.each([
    ['paragraphs', '<p>a<x><p>b', '<p>a</p><p>b</p><p></p>'],
    ['list items', '<li>a<x><li>b', '<li>a</li><li>b</li>'],
  ])(
    'that vanish between two %s leave them side by side, and sanitising again changes nothing',
    (_name, html, expected) => {
      expect(sanitized(html)).toBe(expected);
      expect(sanitized(expected)).toBe(expected);
    },
  );

  test('nested deeper than 100 vanish, and their text stays', () => {
    const { html, hasText } = sanitizeContent(`${'<strong>'.repeat(500)}deep`);
    expect(html).toBe(`${'<strong>'.repeat(100)}deep${'</strong>'.repeat(100)}`);
    expect(hasText).toBe(true);
  });
});

describe('text', () => {
  test.each([
    ['is what the user typed', 'x < y && y > "z"', 'x &lt; y &amp;&amp; y &gt; "z"'],
    [
      'stays escaped where it was',
      '&lt;script&gt;alert(1)&lt;/script&gt;',
      '&lt;script&gt;alert(1)&lt;/script&gt;',
    ],
    ['is escaped in raw elements', '<xmp><script>x</script></xmp>', '&lt;script&gt;x&lt;/script&gt;'],
    ['is escaped in text areas', '<textarea><img src=x></textarea>', '&lt;img src=x&gt;'],
    ['is escaped in titles', '<title><img src=x></title>', '&lt;img src=x&gt;'],
    ['keeps its characters, not their entities', '&eacute;&#x65E5;&nbsp;', '\u00e9\u65e5\u00a0'],
    ['has no NUL and no half of a pair', '&#0;&#xD800;&#xD83D;&#xDE00;&#x110000;', '\ufffd'.repeat(5)],
    ['keeps whole pairs', '\u{1f600}&#x1F600;', '\u{1f600}\u{1f600}'],
  ])('%s', (_name, html, expected) => {
    expect(sanitized(html)).toBe(expected);
  });
});

describe('links', () => {
  test.each([
    'http://example.com',
    'https://example.com/a?b=c#d',
    'HTTPS://EXAMPLE.COM',
    'mailto:ann@example.com',
    'https://example.com/日本',
  ])('to %s are kept, in a new window and without a trace of us', (href) => {
    expect(sanitized(`<a href="${href}">x</a>`)).toBe(`<a href="${href}" ${linkSafety}>x</a>`);
  });

  test.each([
    ['script', 'javascript:alert(1)'],
    ['script in capitals', 'JaVaScRiPt:alert(1)'],
    ['script after a space', ' javascript:alert(1)'],
    ['script after a control character', '&#1;javascript:alert(1)'],
    ['script with a tab in it', 'java&#9;script:alert(1)'],
    ['script with a line break in it', 'java\nscript:alert(1)'],
    ['script with an entity in it', 'javascript&colon;alert(1)'],
    ['script as numbers', '&#106;avascript:alert(1)'],
    ['script as numbers without semicolons', '&#0000106&#0000097vascript:alert(1)'],
    ['script with a comment', 'java<!-- -->script:alert(1)'],
    ['script that ends like an address', 'javascript://example.com/%0Aalert(1)'],
    ['VB script', 'vbscript:msgbox(1)'],
    ['data', 'data:text/html,<script>alert(1)</script>'],
    ['blob', 'blob:https://example.com/1'],
    ['file', 'file:///etc/passwd'],
    ['ftp', 'ftp://example.com'],
    ['tel', 'tel:+123'],
    ['view-source', 'view-source:https://example.com'],
    ['no scheme', 'example.com'],
    ['a relative address', '/admin'],
    ['a fragment', '#top'],
    ['a protocol-relative address', '//evil.example'],
    ['a protocol-relative address with backslashes', '\\\\evil.example'],
    ['a scheme without slashes, which is relative', 'https:evil.example'],
    ['a scheme with one slash', 'https:/evil.example'],
    ['a scheme with backslashes', 'https:\\\\evil.example'],
    ['a broken address', 'https://[x'],
    ['nothing', ''],
  ])('to %s lead nowhere', (_name, href) => {
    expect(sanitized(`<a href="${href}">x</a>`)).toBe(`<a ${linkSafety}>x</a>`);
  });

  test.each([
    ['their own target and rel go', '<a href="https://a.b" target="_self" rel="opener">x</a>', 'https://a.b'],
    [
      'other attributes go',
      '<a id=x onclick=y() href="https://a.b" ping="https://c.d" download>x</a>',
      'https://a.b',
    ],
    ['white space around the address goes', '<a href=" https://a.b\n">x</a>', 'https://a.b'],
    ['the first address counts', '<a href="https://a.b" href="javascript:c()">x</a>', 'https://a.b'],
    [
      'the address stays inside its quotes',
      `<a href='https://a.b/"onclick="c()'>x</a>`,
      'https://a.b/&quot;onclick=&quot;c()',
    ],
    [
      'ampersands are escaped once',
      '<a href="https://a.b/?c=1&amp;d=2&e=3">x</a>',
      'https://a.b/?c=1&amp;d=2&amp;e=3',
    ],
  ])('%s', (_name, html, href) => {
    expect(sanitized(html)).toBe(`<a href="${href}" ${linkSafety}>x</a>`);
  });
});

describe('code', () => {
  test.each(['code', 'pre'])('<%s> keeps its language', (tag) => {
    const html = `<${tag} class="language-c++">x</${tag}>`;
    expect(sanitized(html)).toBe(html);
    expect(sanitized(`<${tag} id=a class="hljs language-c++ language-js dark" style=b>x</${tag}>`)).toBe(
      html,
    );
  });

  test.each([
    'hljs',
    'language-',
    `language-${'x'.repeat(51)}`,
    'Language-js',
    'language-a"b',
    'xlanguage-js',
    '',
  ])('the class %j is dropped', (name) => {
    expect(sanitized(`<code class='${name}'>x</code>`)).toBe('<code>x</code>');
  });

  test('other tags have no language', () => {
    expect(sanitized('<p class="language-js">x</p><span class="language-js">y</span>')).toBe(
      '<p>x</p><span>y</span>',
    );
  });
});

describe('mentions', () => {
  test('are kept, and tell who is mentioned', () => {
    const html = '<span data-type="mention" data-id="ann" data-label="Ann A.">@Ann</span>';
    expect(sanitizeContent(html)).toEqual({ html, hasText: true, mentionedUserIds: ['ann'] });
  });

  test('are told in order of appearance, each user once', () => {
    const html = ['bob', 'ann', 'bob', 'cid']
      .map((id) => `<span data-type="mention" data-id="${id}">@</span>`)
      .join('');
    expect(sanitizeContent(html).mentionedUserIds).toEqual(['bob', 'ann', 'cid']);
  });

  test('name the user as the host does, not as HTML does', () => {
    const html = '<span data-type="mention" data-id="a&amp;b &quot;&lt;c&gt;&quot;">@A</span>';
    expect(sanitizeContent(html)).toMatchObject({
      html,
      mentionedUserIds: ['a&b "<c>"'],
    });
  });

  test('lose all other attributes', () => {
    const html =
      '<span class=m onclick=x() data-type=mention data-id=ann data-evil=y style="color:red">@Ann</span>';
    expect(sanitized(html)).toBe('<span data-type="mention" data-id="ann">@Ann</span>');
  });

  test.each([
    'data-id=ann data-label=Ann',
    'data-type data-id=ann',
    'data-type=Mention data-id=ann',
    'data-type=" mention" data-id=ann',
  ])('are not made by <span %s>', (attributes) => {
    const { html, mentionedUserIds } = sanitizeContent(`<span ${attributes}>@Ann</span>`);
    expect(html).toBe('<span>@Ann</span>');
    expect(mentionedUserIds).toEqual([]);
  });

  test('are not made by other tags', () => {
    const { html, mentionedUserIds } = sanitizeContent('<p data-type="mention" data-id="ann">@Ann</p>');
    expect(html).toBe('<p>@Ann</p>');
    expect(mentionedUserIds).toEqual([]);
  });

  test.each(['', 'x'.repeat(256), 'a&#10;b'])('name nobody by an id that no user can have: %j', (id) => {
    const html = `<span data-type="mention" data-id="${id}">@Ann</span>`;
    expect(sanitizeContent(html).mentionedUserIds).toEqual([]);
  });

  test('name nobody where they vanish', () => {
    const mention = '<span data-type="mention" data-id="ann">@Ann</span>';
    for (const html of [
      `<template>${mention}</template>`,
      `<!-- ${mention} -->`,
      `${'<u>'.repeat(100)}${mention}`,
    ]) {
      expect(sanitizeContent(html).mentionedUserIds).toEqual([]);
    }
  });
});

describe('there is text', () => {
  test.each([
    'x',
    '<p>x</p>',
    '0',
    '.',
    '&lt;',
    '&amp;',
    '\u{1f600}',
    '<span data-type="mention" data-id="a">@A</span>',
    '<div>x</div>',
    '\u0600',
    '<a href="x">y</a>',
    '&#0;',
  ])('in %j', (html) => {
    expect(sanitizeContent(html).hasText).toBe(true);
  });

  test.each([
    '',
    ' \n\t',
    '<br>',
    '<p></p>',
    '<p><br></p>',
    '<p>&nbsp;</p>',
    '<ul><li></li></ul>',
    '&#8203;',
    '\u200b\u200c\u200d\u2060\ufeff',
    '\u00ad',
    '\u3000\u2003',
    '\u3164\uffa0',
    '\u2800',
    '\u202e\u2066',
    '&#1;',
    '\ufe0f',
    '<script>x</script>',
    '<!-- x -->',
    '<img alt=x>',
    '<a href="https://a.b"></a>',
    '<span data-type="mention" data-id="a" data-label="A"></span>',
  ])('but not in %j', (html) => {
    expect(sanitizeContent(html).hasText).toBe(false);
  });
});
