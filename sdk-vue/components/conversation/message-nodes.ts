import { h, type VNode } from 'vue';
import {
  absoluteAddress,
  keptTags,
  languageClass,
  tagsDroppedWhole,
} from '../../../contract/message-html.ts';

/** What a message is made of: elements of the contract's list, and text. */
export type MessageNode = VNode | string;

/**
 * A message's HTML as nodes to render. The server has cleaned it already; a page must not have to trust that. Nothing of
 * the given markup is ever put into the page: it is parsed into an inert document, and what the contract allows is built
 * anew from it, so there is no cleaned markup that a browser could read in another way (docs/decisions/0010).
 * Mentions get classes: `mtchat-mention`, and `mtchat-mention--me` where they name `userId`. For browsers only.
 */
export function messageNodes(html: string, userId: string): MessageNode[] {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  return nodesOf(parsed.body, userId);
}

function nodesOf(parent: Element, userId: string): MessageNode[] {
  const nodes: MessageNode[] = [];
  for (const node of parent.childNodes) {
    if (node instanceof Text) nodes.push(node.data);
    if (node instanceof Element) nodes.push(...nodesFrom(node, userId));
  }
  return nodes;
}

function nodesFrom(element: Element, userId: string): MessageNode[] {
  const tag = element.localName;
  if (tagsDroppedWhole.includes(tag)) return [];
  const children = nodesOf(element, userId);
  // Only HTML has these tags: an `a` of SVG, for one, is another thing.
  if (!(element instanceof HTMLElement) || !keptTags.includes(tag)) return children;
  return [h(tag, attributesOf(element, userId), children)];
}

function attributesOf(element: HTMLElement, userId: string): Record<string, string> {
  switch (element.localName) {
    case 'a':
      return linkAttributes(element);
    case 'pre':
      // Code scrolls sideways, and what scrolls must be reachable without a pointer.
      return { ...languageOf(element), tabindex: '0' };
    case 'code':
      return languageOf(element);
    case 'span':
      return mentionAttributes(element, userId);
    default:
      return {};
  }
}

function linkAttributes(element: HTMLElement): Record<string, string> {
  const address = element.getAttribute('href') ?? '';
  const opened = { target: '_blank', rel: 'noopener noreferrer' };
  return absoluteAddress.test(address) && URL.canParse(address) ? { href: address, ...opened } : opened;
}

function languageOf(element: HTMLElement): Record<string, string> {
  const language = [...element.classList].find((name) => languageClass.test(name));
  return language === undefined ? {} : { class: language };
}

function mentionAttributes({ dataset }: HTMLElement, userId: string): Record<string, string> {
  if (dataset.type !== 'mention') return {};
  return {
    'data-type': 'mention',
    'data-id': dataset.id ?? '',
    'data-label': dataset.label ?? '',
    class: dataset.id === userId ? 'mtchat-mention mtchat-mention--me' : 'mtchat-mention',
  };
}
