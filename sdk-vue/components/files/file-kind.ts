import { isShownInline } from '../../../contract/content-types.ts';
import { isRasterImage } from '../../store/uploads/content-type.ts';

export type FileKind =
  | 'image'
  | 'pdf'
  | 'document'
  | 'spreadsheet'
  | 'presentation'
  | 'code'
  | 'archive'
  | 'audio'
  | 'video'
  | 'file';

/** Found in this order in the type's name. */
const kindsByWord: readonly (readonly [RegExp, FileKind])[] = [
  [/^application\/pdf$/, 'pdf'],
  [/^image\//, 'image'],
  [/^text\/csv$|sheet|excel/, 'spreadsheet'],
  [/presentation|powerpoint/, 'presentation'],
  [/zip|rar|7z|tar/, 'archive'],
  [/html|xml$|json/, 'code'],
  [/^text\/|word|rtf/, 'document'],
  [/^audio\//, 'audio'],
  [/^video\//, 'video'],
];

/** What a file is to a person, for its icon. An SVG is an image here, though it is never shown as one. */
export function fileKind(contentType: string): FileKind {
  const opendocumentText = 'application/vnd.oasis.opendocument.text';
  if (contentType === opendocumentText || contentType.endsWith('wordprocessingml.document'))
    return 'document';
  return kindsByWord.find(([words]) => words.test(contentType))?.[1] ?? 'file';
}

export type ViewerKind = 'image' | 'pdf' | 'video';

/**
 * How the viewer shows a file, or null where it does not: only what can run no script in the page or in the storage's
 * origin. SVG, HTML and XML are downloads, whatever they claim.
 */
export function viewerKind(contentType: string): ViewerKind | null {
  if (!isShownInline(contentType)) return null;
  if (isRasterImage(contentType)) return 'image';
  if (contentType === 'application/pdf') return 'pdf';
  return contentType.startsWith('video/') ? 'video' : null;
}
