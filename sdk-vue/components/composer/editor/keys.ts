import { type Editor, Extension } from '@tiptap/core';

/** What the keys of the editor ask of the composer. Those that give a boolean say whether there was anything to do. */
export interface ComposerKeys {
  send(): void;
  editLast(): boolean;
  cancel(): boolean;
  openLink(): void;
  /** A keyboard on a screen has no Shift-Enter: there Enter breaks the line and the button sends. */
  isTouch(): boolean;
}

/**
 * Which keys do what:
 * - Enter sends. In a list it begins the next item (on an empty one it leaves the list), and in a code block the next
 *   line, because that is what one wants there, and sends with Mod or by the button. On touch screens it never sends.
 * - Shift-Enter begins a new line everywhere; twice in a quote leaves it. Mod-Enter sends from everywhere.
 * - Up in an empty composer edits the last message, Escape cancels, Mod-Shift-X strikes through. Mod-K links what is
 *   selected, or changes the link that one stands in; with nothing to link it is the search's, as everywhere else.
 * While an input method composes, none of these arrive: ProseMirror keeps them back.
 */
export const Keys = Extension.create<{ keys: ComposerKeys | null }>({
  name: 'composerKeys',
  // Before the keys of lists and breaks, after those of the list of people.
  priority: 1050,

  addOptions() {
    return { keys: null };
  },

  addKeyboardShortcuts() {
    const { keys } = this.options;
    if (keys === null) return {};
    const send = () => {
      keys.send();
      return true;
    };
    return {
      Enter: ({ editor }) => {
        if (keys.isTouch() || editor.isActive('codeBlock') || editor.isActive('listItem')) return false;
        return send();
      },
      'Mod-Enter': send,
      'Shift-Enter': ({ editor }) => newLine(editor),
      ArrowUp: ({ editor }) => isBlank(editor) && keys.editLast(),
      Escape: () => keys.cancel(),
      'Mod-k': ({ editor }) => {
        if (editor.state.selection.empty && !editor.isActive('link')) return false;
        keys.openLink();
        return true;
      },
      'Mod-Shift-x': ({ editor }) => editor.commands.toggleStrike(),
    };
  },
});

/** Whether nothing has been written, not even an empty list begun. */
export function isBlank(editor: Editor): boolean {
  const { doc } = editor.state;
  return doc.childCount === 1 && doc.firstChild?.type.name === 'paragraph' && doc.content.size === 2;
}

/** A line is a paragraph (see lines.ts) except in a list, where a paragraph would stand apart from its item. */
function newLine(editor: Editor): boolean {
  return editor.commands.first(({ commands }) => [
    () => commands.newlineInCode(),
    () => editor.isActive('listItem') && commands.setHardBreak(),
    () => commands.createParagraphNear(),
    () => commands.liftEmptyBlock(),
    () => commands.splitBlock(),
  ]);
}
