import type { Editor } from '@tiptap/core';
import {
  createEditor,
  type EditorOptions,
} from '../../../../sdk-vue/components/composer/editor/create-editor.ts';

/** An editor as the composer has it, with what it asks of the composer recorded or left out. */
export function editorOf(content = '', options: Partial<EditorOptions> = {}): Editor {
  return createEditor({
    element: document.body.appendChild(document.createElement('div')),
    content,
    attributes: {},
    keys: { send() {}, editLast: () => false, cancel: () => false, openLink() {}, isTouch: () => false },
    mentions: { hasCandidates: () => false, show() {}, keyDown: () => false },
    pasteFiles: () => false,
    onChange() {},
    onTransaction() {},
    ...options,
  });
}
