// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { messageHtml } from '../../../../sdk-vue/components/composer/editor/message-html.ts';
import { editorOf } from './editor-of.ts';

/** What a message holds after `html` was pasted into an empty composer and sent. */
function pasted(html: string): string {
  const editor = editorOf();
  editor.view.pasteHTML(html);
  const sent = messageHtml(editor.getHTML());
  editor.destroy();
  return sent;
}

/** The same for plain text. */
function pastedText(text: string, before = ''): string {
  const editor = editorOf(before);
  editor.commands.focus('end');
  editor.view.pasteText(text);
  const sent = messageHtml(editor.getHTML());
  editor.destroy();
  return sent;
}

const wordHead = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal { margin:0cm; font-size:11.0pt } --></style></head>`;

const link = (href: string, text: string) =>
  `<a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a>`;

describe('pasting from Word', () => {
  it('keeps words and emphasis, and nothing of their look', () => {
    const word = `${wordHead}<body lang=EN-US><!--StartFragment-->
<p class=MsoNormal style='margin-bottom:8.0pt'><b style='mso-bidi-font-weight:normal'><span lang=EN-US style='font-size:14.0pt;color:#C00000;mso-ansi-language:EN-US'>Dear Anna,<o:p></o:p></span></b></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal><span style='background:yellow'>the price is </span><i><span style='font-family:"Times New Roman",serif'>final</span></i>.<o:p></o:p></p>
<!--EndFragment--></body></html>`;
    expect(pasted(word)).toBe('<p><strong>Dear Anna,</strong><br><br>the price is <em>final</em>.</p>');
  });

  it('makes lists of what Word writes as paragraphs with bullets', () => {
    const item = (level: number, marker: string, text: string) =>
      `<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>${marker}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${text}<o:p></o:p></p>`;
    const word = `${wordHead}<body><p class=MsoNormal>Needed:<o:p></o:p></p>
${item(1, '·', 'coffee')}
${item(2, '1.', 'green')}
${item(2, '2.', 'roasted')}
${item(1, '·', 'cups')}
<p class=MsoNormal>Thanks</p></body></html>`;
    expect(pasted(word)).toBe(
      '<p>Needed:</p><ul><li><p>coffee</p><ol><li><p>green</p></li><li><p>roasted</p></li></ol></li><li><p>cups</p></li></ul><p>Thanks</p>',
    );
  });

  it('makes lines of a table, its cells parted by bars', () => {
    const cell = (text: string) =>
      `<td width=200 valign=top style='border:solid windowtext 1.0pt'><p class=MsoNormal style='margin:0'>${text}<o:p></o:p></p></td>`;
    const word = `${wordHead}<body><table class=MsoTableGrid border=1 style='mso-yfti-tbllook:1184'>
 <tr style='mso-yfti-irow:0'>${cell('Item')}${cell('Price')}</tr>
 <tr>${cell('<b>Santos</b> 60&nbsp;kg')}${cell('240 €')}</tr>
 <tr>${cell('&nbsp;')}${cell('&nbsp;')}</tr>
</table></body></html>`;
    expect(pasted(word)).toBe('<p>Item | Price<br><strong>Santos</strong> 60&nbsp;kg | 240 €</p>');
  });
});

describe('pasting from Google Docs', () => {
  it('is not all bold because of its wrapper, and keeps what is', () => {
    const docs = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1f2e"><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-family:Arial;color:#000000;font-weight:400;font-style:normal;text-decoration:none;">plain </span><span style="font-weight:700;text-decoration:none;">bold</span><span style="font-style:italic;"> slanted</span></p><br /><p dir="ltr"><span style="text-decoration:line-through;">old</span></p></b>`;
    expect(pasted(docs)).toBe('<p>plain <strong>bold</strong><em> slanted</em><br><br><s>old</s></p>');
  });

  it('keeps links without the underline that is drawn by hand', () => {
    const docs = `<a href="https://example.com/" style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">our site</span></a>`;
    expect(pasted(docs)).toBe(`<p>${link('https://example.com/', 'our site')}</p>`);
  });

  it('keeps lists, nested ones too', () => {
    const docs = `<b style="font-weight:normal;"><ul style="margin-top:0;"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>one</span></p></li><ul><li dir="ltr" aria-level="2"><p><span>deeper</span></p></li></ul></ul></b>`;
    expect(pasted(docs)).toContain('<li><p>one</p>');
    expect(pasted(docs)).toContain('<li><p>deeper</p></li>');
  });
});

describe('pasting from web pages', () => {
  const cases: [promise: string, html: string, message: string][] = [
    [
      'headings become bold lines',
      '<h1>Terms</h1><div>All of them</div>',
      '<p><strong>Terms</strong><br>All of them</p>',
    ],
    [
      'scripts, styles and hidden text vanish',
      '<style>p{}</style><script>x()</script><p>Seen<span style="display:none">unseen</span></p>',
      '<p>Seen</p>',
    ],
    [
      'pictures, rules and controls vanish',
      '<p>A<img src="https://x.org/t.gif"><button>Buy</button></p><hr><p>B</p>',
      '<p>A<br>B</p>',
    ],
    [
      'links that run or point nowhere become text',
      '<p><a href="javascript:x()">one</a> <a href="/two">two</a></p>',
      '<p>one two</p>',
    ],
    [
      'classes, ids, handlers and colours vanish',
      '<p id="a" class="b" onclick="x()" style="color:red"><font color="red">text</font></p>',
      '<p>text</p>',
    ],
    [
      'old tags become the new ones',
      '<p><b>b</b><i>i</i><strike>s</strike><del>d</del></p>',
      '<p><strong>b</strong><em>i</em><s>sd</s></p>',
    ],
    [
      'quotes and code stay',
      '<blockquote>said</blockquote><pre><code class="language-js">a\n b</code></pre>',
      '<blockquote><p>said</p></blockquote><pre><code class="language-js">a\n b</code></pre>',
    ],
    [
      'a table of the page becomes lines',
      '<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>',
      '<p>A | B<br>1</p>',
    ],
    [
      'a table in a table becomes one line of it',
      '<table><tr><td>x</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>',
      '<p>x | 1 | 2</p>',
    ],
    [
      'spaces of the browser become spaces',
      '<p>a<span class="Apple-converted-space">&nbsp;</span>b &nbsp; c</p>',
      '<p>a b c</p>',
    ],
    [
      'mentions stay',
      '<p>Hi <span data-type="mention" data-id="u1" data-label="Anna" class="mtchat-mention">@Anna</span></p>',
      '<p>Hi <span data-type="mention" data-id="u1" data-label="Anna">@Anna</span></p>',
    ],
    [
      'addresses become links',
      '<p>see https://example.com/a, please</p>',
      `<p>see ${link('https://example.com/a', 'https://example.com/a')}, please</p>`,
    ],
  ];
  it.each(cases)('%s', (_promise, html, message) => {
    expect(pasted(html)).toBe(message);
  });
});

describe('pasting plain text', () => {
  it('keeps its lines, also the empty ones', () => {
    expect(pastedText('Dear Anna,\r\n\r\nyes.\nBoris\n')).toBe('<p>Dear Anna,<br><br>yes.<br>Boris</p>');
  });

  it('goes on in the line where the caret stands', () => {
    expect(pastedText('two\nthree', '<p>one </p>')).toBe('<p>one two<br>three</p>');
  });

  it('shows tags as they were written', () => {
    expect(pastedText('<b>no</b> & co')).toBe('<p>&lt;b&gt;no&lt;/b&gt; &amp; co</p>');
  });
});
