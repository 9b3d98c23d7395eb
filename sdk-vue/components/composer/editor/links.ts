/**
 * A web or mail address in a text. Stops at the punctuation that Chinese sets without a space before it. What stands
 * before the `@` has its 64 characters at most: without an end, a long word would be read anew from each of its letters.
 */
const address =
  /(?:https?:\/\/|www\.)[^\s<>"'`，。！？；：、（）【】《》「」\uFFFC]+|[a-z0-9][\w.+-]{0,63}@[a-z0-9-]+(?:\.[a-z0-9-]+)+/giu;

const trailingPunctuation = /[.,;:!?*_~…»”’]/u;
const brackets: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** A link found in a text; `start` and `end` are UTF-16 positions in it. */
export interface FoundLink {
  start: number;
  end: number;
  href: string;
}

/** The addresses in a plain text, without the full stop or bracket that ends the sentence around them. */
export function findLinks(text: string): FoundLink[] {
  return [...text.matchAll(address)].flatMap((match) => {
    const found = withoutSentenceEnd(match[0]);
    const href = linkTarget(found);
    return href === null ? [] : [{ start: match.index, end: match.index + found.length, href }];
  });
}

/**
 * Where a link leads that a person typed or pasted: an absolute http, https or mailto address, completed where the
 * scheme was left out. Null for anything else, such as `javascript:`, paths and single words.
 */
export function linkTarget(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  if (/^mailto:/i.test(text)) return text.includes('@') ? text : null;
  if (/^https?:\/\//i.test(text)) return isWebAddress(text) ? text : null;
  if (/^[^@/:]+@[^@/:]+\.[^@/:]+$/.test(text)) return `mailto:${text}`;
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text) || !/^[^/?#]+\.[^/?#.]{2,}/.test(text)) return null;
  const completed = `https://${text}`;
  return isWebAddress(completed) ? completed : null;
}

function isWebAddress(text: string): boolean {
  const { hostname } = URL.canParse(text) ? new URL(text) : { hostname: '' };
  return hostname !== '' && hostname !== 'www.';
}

function withoutSentenceEnd(text: string): string {
  let end = text.length;
  while (end > 0 && endsSentence(text.slice(0, end))) end -= 1;
  return text.slice(0, end);
}

/** A closing bracket belongs to the address when it was opened there, as in Wikipedia's. */
function endsSentence(text: string): boolean {
  const last = text.at(-1) ?? '';
  const opening = brackets[last];
  if (opening !== undefined) return text.split(last).length > text.split(opening).length;
  return trailingPunctuation.test(last);
}
