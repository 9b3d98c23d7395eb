// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { messageHtml } from '../../../../sdk-vue/components/composer/editor/message-html.ts';
import { editorHtmlOfText, htmlOfText } from '../../../../sdk-vue/components/composer/plain-html.ts';
import { editorOf } from './editor-of.ts';

describe('what is sent', () => {
  const cases: [promise: string, written: string, sent: string][] = [
    ['plain text is one paragraph', '<p>Hello</p>', '<p>Hello</p>'],
    ['nothing written is nothing', '<p></p>', ''],
    ['spaces and invisible characters are nothing', '<p>  \u200b</p><p> </p>', ''],
    ['an empty list is nothing', '<ul><li><p></p></li></ul>', ''],
    ['empty lines at both ends go', '<p></p><p>a</p><p> </p><p></p>', '<p>a</p>'],
    [
      'an empty last item goes',
      '<ul><li><p>a</p></li><li><p></p></li></ul><p></p>',
      '<ul><li><p>a</p></li></ul>',
    ],
    ['lines are parted by breaks', '<p>a</p><p>b</p>', '<p>a<br>b</p>'],
    ['an empty line between stays', '<p>a</p><p></p><p>b</p>', '<p>a<br><br>b</p>'],
    [
      'a list parts paragraphs',
      '<p>a</p><ul><li><p>1</p></li></ul><p>b</p>',
      '<p>a</p><ul><li><p>1</p></li></ul><p>b</p>',
    ],
    [
      'lines of a quote are joined in it',
      '<blockquote><p>a</p><p>b</p></blockquote>',
      '<blockquote><p>a<br>b</p></blockquote>',
    ],
    ['spaces at both ends go', '<p> <strong> a</strong> </p>', '<p><strong>a</strong></p>'],
    ['spaces of code stay', '<pre><code>  a\n</code></pre>', '<pre><code>  a\n</code></pre>'],
  ];
  it.each(cases)('%s', (_promise, written, sent) => {
    expect(messageHtml(written)).toBe(sent);
  });

  it('links an address at the end, which no space followed', () => {
    expect(messageHtml('<p>www.example.com</p>')).toBe(
      '<p><a href="https://www.example.com" target="_blank" rel="noopener noreferrer">www.example.com</a></p>',
    );
  });

  it('links nothing in code, in links and in mentions', () => {
    const written =
      '<p><code>https://a.com</code> <span data-type="mention" data-id="1" data-label="www.x.org">@www.x.org</span></p>';
    expect(messageHtml(written)).toBe(written);
  });
});

describe('a message that is edited', () => {
  it.each([
    '<p>one<br>two<br><br>three</p>',
    '<p>a <strong>b</strong><br><strong>c</strong></p>',
    '<p>two  spaces</p>',
    '<ul><li><p>a<br>b</p></li></ul>',
    '<blockquote><p>a<br>b</p></blockquote><p>c</p>',
    '<pre><code class="language-js">a\n\n  b</code></pre>',
    '<p><span data-type="mention" data-id="u-1" data-label="Li &quot;Bo&quot;">@Li "Bo"</span> yes</p>',
    '<p><u>u</u><s>s</s><em>e</em><code>c</code></p>',
  ])('comes out of the editor as it went in: %s', (html) => {
    const editor = editorOf(html);
    const saved = messageHtml(editor.getHTML());
    editor.destroy();
    expect(saved).toBe(html);
  });

  it('has each line in a paragraph, so that a list can begin on it', () => {
    const editor = editorOf('<p>one<br>two</p>');
    expect(editor.getHTML()).toBe('<p>one</p><p>two</p>');
    editor.destroy();
  });
});

describe('text from before the rich editor came', () => {
  it('is sent as it was typed', () => {
    expect(htmlOfText(' 1 < 2\r\n& so on\n')).toBe('<p>1 &lt; 2<br>&amp; so on</p>');
    expect(htmlOfText(' \n ')).toBe('');
  });

  it('goes over into the editor with its spaces and empty lines', () => {
    const editor = editorOf();
    editor.commands.setContent(editorHtmlOfText('a  b \n\n<c>'), {
      parseOptions: { preserveWhitespace: true },
    });
    expect(editor.getHTML()).toBe('<p>a  b </p><p></p><p>&lt;c&gt;</p>');
    editor.destroy();
  });
});
