// @vitest-environment happy-dom
import type { Editor } from '@tiptap/core';
import { afterEach, describe, expect, it } from 'vitest';
import type { ComposerKeys } from '../../../../sdk-vue/components/composer/editor/keys.ts';
import { editorOf } from './editor-of.ts';

let editor: Editor | undefined;
afterEach(() => editor?.destroy());

/** Presses keys at the end of `content`; gives what was asked of the composer, and the editor. */
function press(content: string, keys: readonly string[], answers: Partial<ComposerKeys> = {}) {
  const asked: string[] = [];
  const note = (name: string) => {
    asked.push(name);
    return true;
  };
  editor = editorOf(content, {
    keys: {
      send: () => void note('send'),
      editLast: () => note('edit last'),
      cancel: () => note('cancel'),
      openLink: () => void note('link'),
      isTouch: () => false,
      ...answers,
    },
  });
  editor.commands.focus('end');
  for (const key of keys) editor.commands.keyboardShortcut(key);
  return { asked, html: editor.getHTML() };
}

const list = '<ul><li><p>one</p></li></ul>';

describe('Enter', () => {
  it.each([
    ['in a line', '<p>Hello</p>'],
    ['in a quote', '<blockquote><p>said</p></blockquote>'],
  ])('sends %s', (_where, content) => {
    expect(press(content, ['Enter']).asked).toEqual(['send']);
  });

  it('begins the next item in a list', () => {
    const { asked, html } = press(list, ['Enter']);
    expect(asked).toEqual([]);
    expect(html).toBe('<ul><li><p>one</p></li><li><p></p></li></ul>');
  });

  it('leaves the list on an empty item, and sends then', () => {
    const { asked, html } = press(list, ['Enter', 'Enter', 'Enter']);
    expect(html).toBe('<ul><li><p>one</p></li></ul><p></p>');
    expect(asked).toEqual(['send']);
  });

  it('begins the next line in a code block', () => {
    const { asked, html } = press('<pre><code>a</code></pre>', ['Enter']);
    expect(asked).toEqual([]);
    expect(html).toBe('<pre><code>a\n</code></pre>');
  });

  it('breaks the line on a touch screen', () => {
    const { asked, html } = press('<p>Hello</p>', ['Enter'], { isTouch: () => true });
    expect(asked).toEqual([]);
    expect(html).toBe('<p>Hello</p><p></p>');
  });

  it.each([list, '<pre><code>a</code></pre>', '<p>a</p>'])(
    'with Mod sends from everywhere: %s',
    (content) => {
      expect(press(content, ['Mod-Enter']).asked).toEqual(['send']);
    },
  );
});

describe('Shift-Enter', () => {
  it('begins a new line', () => {
    expect(press('<p>a</p>', ['Shift-Enter'])).toEqual({ asked: [], html: '<p>a</p><p></p>' });
  });

  it('breaks the line inside an item of a list', () => {
    expect(press(list, ['Shift-Enter']).html).toBe('<ul><li><p>one<br></p></li></ul>');
  });

  it('twice leaves a quote', () => {
    const { html } = press('<blockquote><p>said</p></blockquote>', ['Shift-Enter', 'Shift-Enter']);
    expect(html).toBe('<blockquote><p>said</p></blockquote><p></p>');
  });
});

describe('other keys', () => {
  it('Up edits the last message when nothing is written', () => {
    expect(press('', ['ArrowUp']).asked).toEqual(['edit last']);
    expect(press('<p>a</p>', ['ArrowUp']).asked).toEqual([]);
    expect(press('<ul><li><p></p></li></ul>', ['ArrowUp']).asked).toEqual([]);
  });

  it('Escape cancels, Mod-K links what is selected, and is left to the search where nothing is', () => {
    const { asked } = press('<p>a</p>', ['Escape', 'Mod-k']);
    expect(asked).toEqual(['cancel']);
    editor?.commands.selectAll();
    editor?.commands.keyboardShortcut('Mod-k');
    expect(asked).toEqual(['cancel', 'link']);
  });
});
