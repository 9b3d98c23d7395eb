import { limits } from '../../../contract/limits.ts';
import { contentTypeOf } from './content-type.ts';
import type { UploadProblem, UploadProblemCode } from './upload.ts';

/**
 * What keeps a file from being sent, or null. `alreadyThere` is how many files the message has.
 * Nothing is read or sent for this.
 */
export function problemOf(
  file: { name: string; type: string; size: number },
  alreadyThere: number,
): UploadProblem | null {
  const code = codeOf(file, alreadyThere);
  return code === null ? null : { code, canRetry: false };
}

function codeOf(
  file: { name: string; type: string; size: number },
  alreadyThere: number,
): UploadProblemCode | null {
  // The type before the emptiness: a folder that was dropped is a file without ending or bytes.
  if (contentTypeOf(file) === null) return 'type';
  if (file.size === 0) return 'empty';
  if (file.size > limits.fileBytes) return 'size';
  if (!isStorableName(file.name)) return 'name';
  if (alreadyThere >= limits.attachmentsPerMessage) return 'count';
  return null;
}

/** The contract's rule for a name: 1 to 255 UTF-16 units that every JSON parser and Postgres can hold. */
function isStorableName(name: string): boolean {
  const hasLoneSurrogate = /\p{Surrogate}/u.test(name);
  return name.length > 0 && name.length <= limits.filename && !name.includes('\0') && !hasLoneSurrogate;
}
