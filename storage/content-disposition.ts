import { create } from 'content-disposition';
import { isShownInline } from '../contract/content-types.ts';

// Control characters; the separators of paths on any system; and what turns the direction of the text around it, by which
// "photo_gpj.exe" can be made to look like a picture.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const unsafeCharacters = /[\u0000-\u001f\u007f-\u009f/\\\u202a-\u202e\u2066-\u2069]/g;

/**
 * The `Content-Disposition` of a download (RFC 6266): `inline` for what a browser may show in place, else `attachment`. The name is
 * there in any language (RFC 8187), less what no file system or header may be given; the value is printable ASCII.
 */
export function contentDisposition(filename: string, contentType: string): string {
  return create(safeFilename(filename), { type: isShownInline(contentType) ? 'inline' : 'attachment' });
}

/** The name with `_` in place of each character that could harm whoever saves the file. */
function safeFilename(filename: string): string {
  const name = filename.toWellFormed().replace(unsafeCharacters, '_');
  return /^[. ]*$/.test(name) ? 'file' : name;
}
