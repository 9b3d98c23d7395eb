import {
  AtSign,
  Bold,
  Code,
  Italic,
  Link,
  List,
  ListOrdered,
  Quote,
  SquareCode,
  Strikethrough,
  Underline,
} from '@lucide/vue';
import type { Editor } from '@tiptap/core';
import type { Component } from 'vue';
import type { MessageKey } from '../../../i18n/locale.ts';

/** A button of the toolbar. */
export interface Format {
  id: string;
  label: MessageKey;
  icon: Component;
  /** As Tiptap writes keys; empty where there is none. */
  keys: string;
  /** Whether a gap parts it from the one before. */
  startsGroup?: boolean;
  /** What of the schema it switches on and off; without, it only does something. */
  switches?: string;
  run(editor: Editor, openLink: () => void): void;
}

export const formats: readonly Format[] = [
  {
    id: 'bold',
    label: 'composer.toolbar.bold',
    icon: Bold,
    keys: 'Mod-B',
    switches: 'bold',
    run: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    id: 'italic',
    label: 'composer.toolbar.italic',
    icon: Italic,
    keys: 'Mod-I',
    switches: 'italic',
    run: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    id: 'underline',
    label: 'composer.toolbar.underline',
    icon: Underline,
    keys: 'Mod-U',
    switches: 'underline',
    run: (editor) => editor.chain().focus().toggleUnderline().run(),
  },
  {
    id: 'strike',
    label: 'composer.toolbar.strike',
    icon: Strikethrough,
    keys: 'Mod-Shift-X',
    switches: 'strike',
    run: (editor) => editor.chain().focus().toggleStrike().run(),
  },
  {
    id: 'link',
    label: 'composer.toolbar.link',
    icon: Link,
    keys: 'Mod-K',
    switches: 'link',
    startsGroup: true,
    run: (_editor, openLink) => openLink(),
  },
  {
    id: 'mention',
    label: 'composer.toolbar.mention',
    icon: AtSign,
    keys: '@',
    run: startMention,
  },
  {
    id: 'bulletList',
    label: 'composer.toolbar.bulletList',
    icon: List,
    keys: 'Mod-Shift-8',
    switches: 'bulletList',
    startsGroup: true,
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    id: 'orderedList',
    label: 'composer.toolbar.orderedList',
    icon: ListOrdered,
    keys: 'Mod-Shift-7',
    switches: 'orderedList',
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    id: 'blockquote',
    label: 'composer.toolbar.blockquote',
    icon: Quote,
    keys: 'Mod-Shift-B',
    switches: 'blockquote',
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
  {
    id: 'code',
    label: 'composer.toolbar.code',
    icon: Code,
    keys: 'Mod-E',
    switches: 'code',
    startsGroup: true,
    run: (editor) => editor.chain().focus().toggleCode().run(),
  },
  {
    id: 'codeBlock',
    label: 'composer.toolbar.codeBlock',
    icon: SquareCode,
    keys: 'Mod-Alt-C',
    switches: 'codeBlock',
    run: (editor) => editor.chain().focus().toggleCodeBlock().run(),
  },
];

/** The ids of the formats that are on at the selection. */
export function activeFormats(editor: Editor): ReadonlySet<string> {
  const active = formats.filter(({ switches }) => switches !== undefined && editor.isActive(switches));
  return new Set(active.map(({ id }) => id));
}

/** An `@` right after a Latin letter would be that of a mail address. */
function startMention(editor: Editor): void {
  const { $from } = editor.state.selection;
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 1), $from.parentOffset);
  editor
    .chain()
    .focus()
    .insertContent(/\S/.test(before) ? ' @' : '@')
    .run();
}

const macNames: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
const otherNames: Readonly<Record<string, string>> = { Mod: 'Ctrl' };

/** `Mod-Shift-X` as the keyboards of this machine name it: `⌘⇧X` or `Ctrl+Shift+X`. */
export function shortcutText(keys: string, isMac: boolean): string {
  const names = isMac ? macNames : otherNames;
  return keys
    .split('-')
    .map((key) => names[key] ?? key)
    .join(isMac ? '' : '+');
}
