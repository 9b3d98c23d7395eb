/**
 * The content types that may be stored (contract §5, "Files"), and how a browser is told to open each. Inline is only
 * what cannot run a script in the origin it is served from: SVG, HTML and XML can, so they are downloads.
 */
const openedAs = {
  'image/jpeg': 'inline',
  'image/png': 'inline',
  'image/gif': 'inline',
  'image/webp': 'inline',
  'image/bmp': 'inline',
  'image/tiff': 'inline',
  'image/svg+xml': 'attachment',

  'application/pdf': 'inline',
  'application/msword': 'attachment',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'attachment',
  'application/vnd.ms-excel': 'attachment',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'attachment',
  'application/vnd.ms-powerpoint': 'attachment',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'attachment',
  'application/vnd.oasis.opendocument.text': 'attachment',
  'application/vnd.oasis.opendocument.spreadsheet': 'attachment',
  'application/vnd.oasis.opendocument.presentation': 'attachment',
  'application/rtf': 'attachment',
  // What browsers on macOS call RTF.
  'text/rtf': 'attachment',

  'text/plain': 'attachment',
  'text/csv': 'attachment',
  'text/markdown': 'attachment',
  'text/html': 'attachment',
  'text/xml': 'attachment',
  'application/json': 'attachment',

  'application/zip': 'attachment',
  // What browsers on Windows call a zip file.
  'application/x-zip-compressed': 'attachment',
  'application/vnd.rar': 'attachment',
  // The name from before the registered one, which many systems still send.
  'application/x-rar-compressed': 'attachment',
  'application/x-7z-compressed': 'attachment',
  'application/gzip': 'attachment',
  // As with rar: the older name.
  'application/x-gzip': 'attachment',
  'application/x-tar': 'attachment',

  'audio/mpeg': 'inline',
  'audio/wav': 'inline',
  'audio/ogg': 'inline',
  'audio/mp4': 'inline',

  'video/mp4': 'inline',
  'video/webm': 'inline',
  'video/ogg': 'inline',
  'video/quicktime': 'inline',
} as const satisfies Record<string, 'inline' | 'attachment'>;

export type ContentType = keyof typeof openedAs;

/** Every type that may be stored, for messages and documents that list them. */
export const allowedContentTypes: readonly string[] = Object.keys(openedAs);

/**
 * Whether a file of this type may be stored. Only the type itself in lower case, without parameters such as
 * `; charset=utf-8`: it is signed, stored and compared as text, so each type has one spelling. Browsers send this one.
 */
export function isAllowedContentType(contentType: string): contentType is ContentType {
  return Object.hasOwn(openedAs, contentType);
}

/** Whether a browser may show a file of this type in place. A type that is not allowed may not. */
export function isShownInline(contentType: string): boolean {
  return isAllowedContentType(contentType) && openedAs[contentType] === 'inline';
}
