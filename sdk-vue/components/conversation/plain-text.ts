const endOfLine = /<br\s*\/?>|<\/(?:p|li|blockquote|pre|ul|ol)>/gi;

/**
 * What a reader sees of a message's HTML, with a line break where a block ends. Nothing in the HTML runs or loads:
 * the document it is parsed into is inert. For browsers only.
 */
export function plainText(html: string): string {
  const parsed = new DOMParser().parseFromString(
    html.replace(endOfLine, (tag) => `${tag}\n`),
    'text/html',
  );
  return (parsed.body.textContent ?? '').replace(/\n{2,}/g, '\n').trim();
}

/** The same on one line, at most `length` characters. */
export function snippetText(html: string, length = 160): string {
  const line = plainText(html).replace(/\s+/g, ' ');
  return line.length > length ? `${line.slice(0, length - 1).trimEnd()}…` : line;
}
