import { InputRule, Mark, markPasteRule } from '@tiptap/core';
import { findLinks, linkTarget } from './links.ts';

/**
 * Links to http, https and mailto addresses. Typing a space after an address links it, as does pasting one; an address
 * at the end of a message is linked when it is sent (messageHtml).
 *
 * Our own mark: the one of Tiptap brings a parser with all top-level domains, 12 KiB that every chat would load, and
 * with `.md` and `.zip` among them it links names of files.
 */
export const Link = Mark.create({
  name: 'link',
  // Outside all other marks, so that a link with a bold word in it stays one link.
  priority: 1000,
  keepOnSplit: false,
  inclusive: false,

  addAttributes() {
    return { href: { default: null } };
  },

  parseHTML() {
    // Only whole addresses: in markup, `shop.example` is a path of the page that holds it.
    const isWhole = (address: string) => linkTarget(address) === address.trim();
    const given = (element: HTMLElement) => element.getAttribute('href') ?? '';
    return [{ tag: 'a[href]', getAttrs: (element) => (isWhole(given(element)) ? null : false) }];
  },

  renderHTML({ HTMLAttributes }) {
    return ['a', { ...HTMLAttributes, target: '_blank', rel: 'noopener noreferrer' }, 0];
  },

  addInputRules() {
    return [
      new InputRule({
        find: (text) => {
          const word = /(\S+) $/.exec(text)?.[1];
          const link = word === undefined ? undefined : findLinks(word).at(-1);
          if (word === undefined || link === undefined) return null;
          const address = word.slice(link.start);
          return {
            index: text.length - address.length - 1,
            text: `${address} `,
            data: { href: link.href, length: link.end - link.start },
          };
        },
        handler: ({ state, range, match }) => {
          const to = range.from + Number(match.data?.length);
          if (state.doc.rangeHasMark(range.from, to, this.type)) return null;
          const mark = this.type.create({ href: match.data?.href });
          state.tr.addMark(range.from, to, mark).insertText(' ', range.to).removeStoredMark(mark);
        },
      }),
    ];
  },

  addPasteRules() {
    return [
      markPasteRule({
        find: (text) =>
          findLinks(text).map(({ start, end, href }) => ({
            index: start,
            text: text.slice(start, end),
            data: { href },
          })),
        type: this.type,
        getAttributes: (match) => ({ href: match.data?.href }),
      }),
    ];
  },
});
