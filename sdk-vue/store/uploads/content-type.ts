import { type ContentType, isAllowedContentType } from '../../../contract/content-types.ts';

/**
 * What a file's ending says of its type, for files whose type the browser does not know or calls by another name.
 * Only types that may be stored.
 */
const byEnding: Readonly<Record<string, ContentType>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  jfif: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  rtf: 'application/rtf',
  txt: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  md: 'text/markdown',
  markdown: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
  xml: 'text/xml',
  json: 'application/json',
  zip: 'application/zip',
  rar: 'application/vnd.rar',
  '7z': 'application/x-7z-compressed',
  gz: 'application/gzip',
  tgz: 'application/gzip',
  tar: 'application/x-tar',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  webm: 'video/webm',
  ogv: 'video/ogg',
  mov: 'video/quicktime',
};

/** A file's ending in lower case without the dot; empty where it has none. `.profile` has none. */
export function endingOf(filename: string): string {
  const dot = filename.lastIndexOf('.');
  return dot > 0 ? filename.slice(dot + 1).toLowerCase() : '';
}

/**
 * The type under which a file can be stored, or null where none fits.
 * The browser's own answer first, without its parameters; else what the ending says.
 */
export function contentTypeOf(file: { name: string; type: string }): ContentType | null {
  const [type = ''] = file.type.split(';');
  const declared = type.trim().toLowerCase();
  if (isAllowedContentType(declared)) return declared;

  const ending = endingOf(file.name);
  return Object.hasOwn(byEnding, ending) ? (byEnding[ending] ?? null) : null;
}

/** For `<input type="file" accept>`: what a file dialog may offer. By ending, which every system knows. */
export const acceptedFiles: string = Object.keys(byEnding)
  .map((ending) => `.${ending}`)
  .join(',');

const rasterImages: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/bmp',
]);

/**
 * Whether every browser draws this type as a picture. TIFF is missing, which only Safari draws, and so is SVG, which
 * can carry scripts and is never shown in place.
 */
export function isRasterImage(contentType: string): boolean {
  return rasterImages.has(contentType);
}
