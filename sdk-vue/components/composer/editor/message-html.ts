import { joinLines, splitLines } from './lines.ts';
import { findLinks } from './links.ts';

/**
 * The HTML of a message (contract §5) from the HTML of the editor: lines joined, nothing empty at either end, addresses
 * linked that nothing had linked yet. Empty when there is nothing to read. For browsers only.
 */
export function messageHtml(html: string): string {
  const root = parse(html);
  trimEnds(root);
  linkAddresses(root);
  joinLines(root);
  trimText(root);
  return root.innerHTML;
}

/** The HTML for the editor from that of a message or a draft. For browsers only. */
export function editorHtml(html: string): string {
  const root = parse(html);
  splitLines(root);
  return root.innerHTML;
}

function parse(html: string): Element {
  return new DOMParser().parseFromString(html, 'text/html').body;
}

/** Takes empty blocks away from both ends, also those inside a list or a quote at an end. */
function trimEnds(root: Element): void {
  trimEnd(root, 'firstElementChild');
  trimEnd(root, 'lastElementChild');
}

function trimEnd(parent: Element, end: 'firstElementChild' | 'lastElementChild'): void {
  for (let block = parent[end]; block !== null; block = parent[end]) {
    if (!isBlock(block)) return;
    trimEnd(block, end);
    if (hasText(block)) return;
    block.remove();
  }
}

function isBlock(element: Element): boolean {
  return /^(?:P|UL|OL|LI|BLOCKQUOTE|PRE)$/.test(element.tagName);
}

/** As the server judges it: it refuses messages without a visible character. */
const visibleCharacter = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u;

function hasText(element: Element): boolean {
  return visibleCharacter.test(element.textContent ?? '');
}

/** What is typed before the first word and after the last one of a block is not meant. */
function trimText(root: Element): void {
  for (const block of root.querySelectorAll('p')) {
    trimEdge(block, 'firstChild');
    trimEdge(block, 'lastChild');
  }
}

function trimEdge(parent: Node, edge: 'firstChild' | 'lastChild'): void {
  for (let node = parent[edge]; node !== null; node = parent[edge]) {
    const isText = node.nodeType === Node.TEXT_NODE;
    if (isText) node.nodeValue = trimmed(node.nodeValue ?? '', edge);
    const isEmpty = isText ? node.nodeValue === '' : node.nodeName === 'BR';
    if (!isEmpty) {
      // Not into a mention or code: what stands there is meant.
      if (/^(?:STRONG|EM|U|S)$/.test(node.nodeName)) trimEdge(node, edge);
      return;
    }
    parent.removeChild(node);
  }
}

function trimmed(text: string, edge: 'firstChild' | 'lastChild'): string {
  return edge === 'firstChild' ? text.trimStart() : text.trimEnd();
}

/** The editor links an address when a space follows it. The last one of a message is sent before that. */
function linkAddresses(root: Element): void {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  // SHOW_TEXT walks over text nodes alone.
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    if (text.parentElement?.closest('a, code, pre, span') === null) linkIn(text);
  }
}

function linkIn(text: Text): void {
  // Backwards, so that the positions of those before stay right.
  for (const { start, end, href } of findLinks(text.data).reverse()) {
    const address = text.splitText(start);
    address.splitText(end - start);
    const link = text.ownerDocument.createElement('a');
    link.setAttribute('href', href);
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
    address.replaceWith(link);
    link.append(address);
  }
}
