/** The HTML of a message from plain text: its lines, with what HTML would take for tags escaped. */
export function htmlOfText(text: string): string {
  const trimmed = escaped(text).trim();
  return trimmed === '' ? '' : `<p>${trimmed.replaceAll('\n', '<br>')}</p>`;
}

/** The same as the editor has it, with spaces and empty lines as they were typed: each line a paragraph. */
export function editorHtmlOfText(text: string): string {
  return escaped(text)
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('');
}

function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
