import { Node } from '@tiptap/core';
import type { ResolvedPos } from '@tiptap/pm/model';
import { Suggestion, type SuggestionProps } from '@tiptap/suggestion';

/** Whom a mention names. `label` is the name at the time. */
export interface MentionTarget {
  id: string;
  label: string;
}

export type MentionSuggestion = SuggestionProps<never, MentionTarget>;

/** What the editor tells the list of people, and asks it. */
export interface MentionList {
  /** Whether there is anyone to show for what was typed after the `@`. */
  hasCandidates(query: string): boolean;
  /** Shows the list, or shows it for another query; null closes it. */
  show(suggestion: MentionSuggestion | null): void;
  /** A key pressed while the list is open. Whether the list took it. */
  keyDown(event: KeyboardEvent): boolean;
}

/**
 * A person named in the text, in the form of the contract: `<span data-type="mention" data-id data-label>@Label</span>`.
 * Not Tiptap's own extension, which adds an attribute that the contract does not have.
 */
export const Mention = Node.create<{ list: MentionList | null }>({
  name: 'mention',
  // Its keys before those of the composer: Enter takes a name before it sends.
  priority: 1100,
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,

  addOptions() {
    return { list: null };
  },

  addAttributes() {
    return {
      id: attribute('data-id'),
      label: attribute('data-label'),
    };
  },

  parseHTML() {
    return [{ tag: 'span[data-type="mention"][data-id][data-label]' }];
  },

  renderHTML({ node, HTMLAttributes }) {
    return ['span', { 'data-type': 'mention', ...HTMLAttributes }, `@${node.attrs.label}`];
  },

  renderText({ node }) {
    return `@${node.attrs.label}`;
  },

  addKeyboardShortcuts() {
    return {
      // Browsers disagree about what Backspace does to what cannot be edited.
      Backspace: ({ editor }) => {
        const { empty, $from } = editor.state.selection;
        if (!empty || $from.nodeBefore?.type !== this.type) return false;
        return editor.commands.deleteRange({ from: $from.pos - $from.nodeBefore.nodeSize, to: $from.pos });
      },
    };
  },

  addProseMirrorPlugins() {
    const { list } = this.options;
    if (list === null) return [];
    return [
      Suggestion<never, MentionTarget>({
        editor: this.editor,
        decorationClass: 'mtchat-editor__query',
        placement: 'top-start',
        offset: { mainAxis: 8 },
        findSuggestionMatch: ({ $position }) => mentionQuery($position),
        allow: ({ state, range }) => !state.doc.resolve(range.from).parent.type.spec.code,
        shouldShow: ({ query }) => list.hasCandidates(query),
        command: ({ editor, range, props: { id, label } }) => {
          const content = [
            { type: 'mention', attrs: { id, label } },
            { type: 'text', text: ' ' },
          ];
          editor.chain().focus().insertContentAt(range, content).run();
        },
        render: () => ({
          onStart: (suggestion) => list.show(suggestion),
          onUpdate: (suggestion) => list.show(suggestion),
          onExit: () => list.show(null),
          onKeyDown: ({ event }) => list.keyDown(event),
        }),
      }),
    ];
  },
});

function attribute(name: string) {
  return {
    default: null,
    parseHTML: (element: HTMLElement) => element.getAttribute(name),
    renderHTML: (attributes: Record<string, unknown>) => ({ [name]: attributes[name.replace('data-', '')] }),
  };
}

/**
 * What follows the last `@` before the cursor: a name may have three words. An `@` after a Latin letter belongs to a
 * mail address; after a Chinese one, which sets no space before it, it does not. Chinese keyboards type a wide `＠`.
 */
const query = /(?:^|[^A-Za-z0-9._%+-])([@＠])((?:[^\s@＠\uFFFC]+(?: [^\s@＠\uFFFC]*){0,2})?)$/;

function mentionQuery($position: ResolvedPos) {
  const { parent, parentOffset, pos } = $position;
  const before = parent.textBetween(Math.max(0, parentOffset - 100), parentOffset, undefined, '\uFFFC');
  const [, sign, typed] = query.exec(before) ?? [];
  if (sign === undefined || typed === undefined) return null;
  return { range: { from: pos - typed.length - 1, to: pos }, query: typed, text: sign + typed };
}
