import { ChatError, toChatError } from '../chat-error.ts';
import type { PresignedUpload } from '../contract.ts';
import { aborted } from './within-time.ts';

/** An upload that moves no byte for so long is given up. */
const stalledAfterMs = 60_000;

export interface UploadOptions {
  signal?: AbortSignal;
  /** How much is sent, 0 to 1. Only browsers report what lies between. */
  onProgress?(fraction: number): void;
}

/** Puts a file where it was presigned for. Rejects with `UPLOAD_FAILED`, `TIMEOUT` or `ABORTED`. */
export async function putFile(
  presigned: PresignedUpload,
  file: Blob,
  options: UploadOptions = {},
): Promise<void> {
  if (options.signal?.aborted) throw aborted();
  // fetch tells nothing of an upload's progress; XMLHttpRequest is in browsers alone.
  const put = typeof XMLHttpRequest === 'undefined' ? putByFetch : putByXhr;
  const status = await put(presigned, file, options);
  if (status >= 200 && status < 300) return options.onProgress?.(1);
  throw new ChatError(
    'UPLOAD_FAILED',
    `The storage refused the file (${status}). Where its address has expired, ask for another.`,
    { status },
  );
}

async function putByFetch(
  presigned: PresignedUpload,
  file: Blob,
  { signal }: UploadOptions,
): Promise<number> {
  try {
    const { upload_url: url, headers } = presigned;
    const response = await fetch(url, { method: 'PUT', headers, body: file, signal: signal ?? null });
    await response.body?.cancel();
    return response.status;
  } catch (thrown) {
    if (signal?.aborted) throw aborted();
    throw toChatError(thrown, 'UPLOAD_FAILED', unreachable);
  }
}

function putByXhr(
  presigned: PresignedUpload,
  file: Blob,
  { signal, onProgress }: UploadOptions,
): Promise<number> {
  return new Promise<number>((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    let stalled: ReturnType<typeof setTimeout>;
    const giveUp = (error: ChatError) => {
      reject(error);
      xhr.abort();
    };
    const onAbort = () => giveUp(aborted());
    const watch = () => {
      clearTimeout(stalled);
      stalled = setTimeout(
        () => giveUp(new ChatError('TIMEOUT', `The upload stood still for ${stalledAfterMs / 1_000} s`)),
        stalledAfterMs,
      );
    };
    xhr.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      watch();
      // The whole is reported by the storage's answer alone.
      if (lengthComputable) onProgress?.(Math.min(loaded / total, 0.99));
    };
    xhr.onload = () => resolve(xhr.status);
    xhr.onerror = () => reject(new ChatError('UPLOAD_FAILED', unreachable));
    xhr.onloadend = () => {
      clearTimeout(stalled);
      signal?.removeEventListener('abort', onAbort);
    };
    signal?.addEventListener('abort', onAbort);
    xhr.open('PUT', presigned.upload_url);
    for (const [name, value] of Object.entries(presigned.headers)) xhr.setRequestHeader(name, value);
    watch();
    xhr.send(file);
  });
}

const unreachable =
  "The storage cannot be reached. Check the network, and that the bucket's CORS rules allow PUT from this page's origin.";
