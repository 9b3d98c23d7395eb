import type { Editor } from '@tiptap/core';

/** What the link dialog is opened on. */
export interface LinkAtSelection {
  /** For the DOM. */
  id: string;
  /** Where the link at the selection leads; empty where there is none. */
  href: string;
  /** Whether there is text that the link is put on; else its text is asked for too. */
  hasText: boolean;
}

/** Selects the whole link when the caret is in one, so that what is changed can be seen. */
export function linkAtSelection(editor: Editor, id: string): LinkAtSelection {
  if (editor.isActive('link')) editor.commands.extendMarkRange('link');
  const { href } = editor.getAttributes('link');
  return { id, href: typeof href === 'string' ? href : '', hasText: !editor.state.selection.empty };
}

/** Links the selection, or a new text where `text` is not empty. Null takes the link away. */
export function applyLink(editor: Editor, href: string | null, text: string): void {
  const chain = editor.chain().focus();
  if (href === null) {
    chain.unsetMark('link').run();
    return;
  }
  const link = { type: 'link', attrs: { href } };
  if (text !== '') chain.insertContent({ type: 'text', text, marks: [link] }).run();
  else chain.setMark('link', { href }).setTextSelection(editor.state.selection.to).run();
  // What is typed next is not part of the link.
  editor.commands.unsetMark('link');
}
