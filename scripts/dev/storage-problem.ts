import { Problem, systemCode } from '../problem.ts';

/** What is wrong with a path, and what to do about it, by the system's code. */
const explanations = new Map<unknown, (path: string, dataDirectory: string) => string>([
  ['EACCES', ofAnotherUser],
  ['EPERM', ofAnotherUser],
  ['EROFS', (path) => `${path} is on a disk that can only be read: set DATA_DIR to a directory elsewhere`],
  ['ENOSPC', noRoom],
  ['EDQUOT', noRoom],
  ['ENOTDIR', isFile],
  ['EEXIST', isFile],
]);

function ofAnotherUser(path: string, dataDirectory: string) {
  return (
    `This user may not write to ${path}: it may belong to another, after a start with sudo. Take it back ` +
    `(sudo chown -R "$(id -un)" ${dataDirectory}), or set DATA_DIR to a directory of your own`
  );
}

function noRoom(_path: string, dataDirectory: string) {
  return `The disk of ${dataDirectory} is full: make room (about 200 MB), or set DATA_DIR to a directory on another`;
}

function isFile(path: string) {
  return `${path} cannot be a directory, because there is a file in its way: set DATA_DIR to another`;
}

/** An error of the file system as a `Problem` that says what to do. Undefined for any other error. */
export function storageProblem(error: unknown, dataDirectory: string): Problem | undefined {
  if (!(error instanceof Error) || !('syscall' in error)) return undefined;
  // Ports and programs have errors of the same codes.
  if (/^(listen|bind|connect|spawn|kill)/.test(String(error.syscall))) return undefined;
  const path = 'path' in error ? String(error.path) : dataDirectory;
  const text = explanations.get(systemCode(error))?.(path, dataDirectory);
  return text === undefined ? undefined : new Problem(text, { cause: error });
}
