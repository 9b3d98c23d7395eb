import { h, render } from 'vue';
import { messageNodes } from './message-nodes.ts';
import { plainText } from './plain-text.ts';

/**
 * Puts a message on the clipboard, with its formatting for what can paste it and as text for the rest. Rejects where
 * the browser refuses, as outside a secure context.
 */
export async function copyMessage(html: string): Promise<void> {
  const text = plainText(html);
  // Firefox before 127 has no ClipboardItem.
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(text);
  const blob = (type: string, content: string) => new Blob([content], { type });
  const item = new ClipboardItem({
    'text/plain': blob('text/plain', text),
    'text/html': blob('text/html', markupOf(html)),
  });
  return navigator.clipboard.write([item]);
}

/** A message as markup, without the reader's own marks. */
export function markupOf(html: string, userId = ''): string {
  const holder = document.createElement('div');
  render(h('div', messageNodes(html, userId)), holder);
  return holder.firstElementChild?.innerHTML ?? '';
}
