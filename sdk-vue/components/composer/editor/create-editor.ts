import { Editor, type Extensions } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Code } from '@tiptap/extension-code';
import { CodeBlock } from '@tiptap/extension-code-block';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Italic } from '@tiptap/extension-italic';
import { BulletList } from '@tiptap/extension-list/bullet-list';
import { ListItem } from '@tiptap/extension-list/item';
import { ListKeymap } from '@tiptap/extension-list/keymap';
import { OrderedList } from '@tiptap/extension-list/ordered-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Strike } from '@tiptap/extension-strike';
import { Text } from '@tiptap/extension-text';
import { Underline } from '@tiptap/extension-underline';
import { UndoRedo } from '@tiptap/extensions/undo-redo';
import { Fragment, type Node, type ResolvedPos, Slice } from '@tiptap/pm/model';
import { EditorState, Selection } from '@tiptap/pm/state';
import type { TypedText } from '../composer-field.ts';
import { editorHtmlOfText } from '../plain-html.ts';
import { type ComposerKeys, Keys } from './keys.ts';
import { Link } from './link-mark.ts';
import { Mention, type MentionList } from './mention.ts';
import { editorHtml } from './message-html.ts';
import { pastedHtml } from './pasted-html.ts';

export interface EditorOptions {
  element: HTMLElement;
  /** HTML of a message, or of a draft. */
  content: string;
  /** Of the element that is edited: its name, role and id. */
  attributes: Record<string, string>;
  keys: ComposerKeys;
  mentions: MentionList;
  /** A paste that carries files. Whether it took them. */
  pasteFiles(data: DataTransfer): boolean;
  /** After every change of the text. */
  onChange(): void;
  /** After every change of the text, the selection or the formats that are on. */
  onTransaction(): void;
}

/** What a message may hold, and nothing else: the schema is the contract's (§5, "Content is HTML"). */
function extensions(keys: ComposerKeys | null, mentions: MentionList | null): Extensions {
  return [
    Document,
    Paragraph,
    Text,
    // Shift-Enter and Mod-Enter are the composer's own.
    HardBreak.extend({ addKeyboardShortcuts: () => ({}) }),
    Bold,
    Italic,
    Underline,
    Strike,
    Code,
    Link,
    Blockquote,
    CodeBlock,
    BulletList,
    OrderedList,
    ListItem,
    ListKeymap,
    UndoRedo,
    Mention.configure({ list: mentions }),
    Keys.configure({ keys }),
  ];
}

/** Spaces in a row are seen as they were typed; those between tags are markup. */
const parseOptions = { preserveWhitespace: true } as const;

/** An editor for messages on `element`. To be destroyed by the caller. */
export function createEditor(options: EditorOptions): Editor {
  return new Editor({
    element: options.element,
    content: editorHtml(options.content),
    parseOptions,
    extensions: extensions(options.keys, options.mentions),
    // Styles are ours, under `.mtchat`; Tiptap would put some into the page.
    injectCSS: false,
    coreExtensionOptions: { clipboardTextSerializer: { blockSeparator: '\n' } },
    editorProps: {
      attributes: options.attributes,
      transformPastedHTML: pastedHtml,
      clipboardTextParser: linesOfText,
      handlePaste: (_view, { clipboardData }) => clipboardData !== null && options.pasteFiles(clipboardData),
    },
    onUpdate: options.onChange,
    onTransaction: options.onTransaction,
  });
}

/** Names the editor anew, as in another language. */
export function setAttributes(editor: Editor, attributes: Record<string, string>): void {
  editor.setOptions({ editorProps: { ...editor.options.editorProps, attributes } });
}

/** Puts another text into the editor, without a way back to the one before: undo is not to bring it into this dialog. */
export function loadInto(editor: Editor, content: string): void {
  replaceAll(editor, editorHtml(content));
  const { doc, plugins } = editor.state;
  editor.view.updateState(EditorState.create({ doc, plugins, selection: Selection.atEnd(doc) }));
}

/** Goes on with what was typed in the plain field, the caret where it was. */
export function continueFrom(editor: Editor, { text, caret }: TypedText): void {
  replaceAll(editor, editorHtmlOfText(text));
  const lines = text.slice(0, caret ?? text.length).split('\n');
  // A line begins with one position and ends with another; there is one character between lines.
  editor.commands.setTextSelection((caret ?? text.length) + lines.length);
}

function replaceAll(editor: Editor, html: string): void {
  editor.commands.setContent(html, { emitUpdate: false, parseOptions });
}

/** Plain text from the clipboard: each line one of ours, also the empty ones, which ProseMirror would leave out. */
function linesOfText(text: string, $context: ResolvedPos): Slice {
  const { schema } = $context.doc.type;
  const marks = $context.marks();
  const lines = text
    .replace(/[\r\n]+$/, '')
    .split(/\r\n?|\n/)
    .map((line): Node => schema.node('paragraph', null, line === '' ? [] : [schema.text(line, marks)]));
  return new Slice(Fragment.from(lines), 1, 1);
}
