import { splitLines } from './lines.ts';
import { unwrap } from './unwrap.ts';
import { wordLists } from './word-lists.ts';

/** What never holds text that a person copied. */
const unwanted = [
  'script, style, head, meta, link, title, template, noscript, iframe, object, embed, svg, canvas, audio, video',
  'img, picture, hr, input, select, textarea, button',
  '[hidden]',
  // Word's bullets are text of their own in a paragraph; lists have theirs from `wordLists`.
  '[style*="mso-list:Ignore" i], [style*="mso-hide:all" i], [style*="display:none" i], [style*="display: none" i]',
].join(',');

/**
 * HTML from the clipboard as the editor may parse it. The editor's schema drops the attributes, colours, classes and
 * tags that it does not know; here goes what it would get wrong: Word's lists, tables, headings, pictures, empty lines.
 * For browsers only.
 */
export function pastedHtml(html: string): string {
  const root = new DOMParser().parseFromString(html, 'text/html').body;
  removeComments(root);
  wordLists(root);
  for (const element of root.querySelectorAll(unwanted)) element.remove();
  for (const table of [...root.querySelectorAll('table')].reverse())
    table.replaceWith(...linesOfTable(table));
  for (const heading of root.querySelectorAll('h1, h2, h3, h4, h5, h6'))
    heading.replaceWith(boldLine(heading));
  // Google Docs and Word underline and colour their links by hand.
  for (const mark of root.querySelectorAll('a u, a ins, a [style]')) unwrap(mark);
  breaksAtTop(root);
  splitLines(root);
  normaliseSpaces(root);
  removeRepeatedBlanks(root);
  return root.innerHTML;
}

/** Between comments Word hides markup for itself, and browsers mark the beginning and end of what was copied. */
function removeComments(root: Element): void {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
}

/** A row is a line. What stands in its cells is parted by a bar, as one would write a table by hand. */
function linesOfTable(table: HTMLTableElement): Element[] {
  return [...table.querySelectorAll('caption, tr')]
    .filter((row) => row.closest('table') === table)
    .map((row) => lineOf(row.tagName === 'CAPTION' ? [row] : [...row.children], row.ownerDocument))
    .filter((line) => hasText(line));
}

function lineOf(cells: readonly Element[], document: Document): Element {
  const line = document.createElement('p');
  const filled = cells.slice(0, cells.findLastIndex(hasText) + 1);
  filled.forEach((cell, index) => {
    for (const lineBreak of cell.querySelectorAll('br')) lineBreak.replaceWith(' ');
    for (const block of cell.querySelectorAll(
      'p, div, li, ul, ol, h1, h2, h3, h4, h5, h6, blockquote, pre',
    )) {
      block.after(' ');
      unwrap(block);
    }
    if (index > 0) line.append(' | ');
    line.append(...trimmedContent(cell));
  });
  return line;
}

/** Cells are indented in the markup; the bar has its own spaces. */
function trimmedContent(cell: Element): ChildNode[] {
  cell.normalize();
  const { firstChild, lastChild } = cell;
  if (firstChild?.nodeType === Node.TEXT_NODE)
    firstChild.nodeValue = (firstChild.nodeValue ?? '').trimStart();
  if (lastChild?.nodeType === Node.TEXT_NODE) lastChild.nodeValue = (lastChild.nodeValue ?? '').trimEnd();
  return [...cell.childNodes];
}

/** Messages have no headings, but their readers see that there was one. */
function boldLine(heading: Element): Element {
  const line = heading.ownerDocument.createElement('p');
  const bold = heading.ownerDocument.createElement('strong');
  bold.append(...heading.childNodes);
  line.append(bold);
  return line;
}

/** Google Docs parts its paragraphs by a `<br>` between them, which stands for an empty line. */
function breaksAtTop(root: Element): void {
  for (const lineBreak of root.querySelectorAll('br')) {
    const isBetweenBlocks =
      lineBreak.previousElementSibling?.matches('p, ul, ol, blockquote, pre, div') === true;
    if (isBetweenBlocks && lineBreak.previousSibling === lineBreak.previousElementSibling) {
      lineBreak.replaceWith(root.ownerDocument.createElement('p'));
    }
  }
}

/** Browsers copy spaces as no-break ones. A single one between words may be meant: typographers set it. */
function normaliseSpaces(root: Element): void {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.parentElement?.closest('pre')) continue;
    const parentIsSpaces = text.parentElement?.matches('.Apple-converted-space') === true;
    const pattern = parentIsSpaces ? /\u00a0/g : /\u00a0(?=[\s\u00a0]|$)|(?<=^|\s)\u00a0/g;
    text.nodeValue = (text.nodeValue ?? '').replace(pattern, ' ');
  }
}

/** One empty line parts what is pasted; more of them are the layout of a page. */
function removeRepeatedBlanks(root: Element): void {
  for (const paragraph of root.querySelectorAll('p')) {
    const before = paragraph.previousElementSibling;
    if (!hasText(paragraph) && (before === null || (before.tagName === 'P' && !hasText(before))))
      paragraph.remove();
  }
}

function hasText(element: Element): boolean {
  return (element.textContent ?? '').trim() !== '';
}
