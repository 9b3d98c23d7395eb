import { vi } from 'vitest';
import type { FileStorage } from '../../../storage/file-storage.ts';

type Bytes = string | Uint8Array<ArrayBuffer>;

interface Upload {
  key: string;
  contentType?: string;
  bytes?: Bytes;
}

/** Stores a file as a client does; throws unless the storage takes it. */
export async function upload(
  storage: FileStorage,
  { key, contentType = 'text/plain', bytes = 'hello' }: Upload,
) {
  const size = Buffer.byteLength(bytes);
  const { url, headers } = await storage.presignUpload({ key, contentType, size });
  const status = await put(url, headers, bytes);
  if (status !== 200) throw new Error(`The upload was answered ${status}`);
}

/** The status of a PUT; `Content-Length` is that of the bytes. */
export async function put(url: string, headers: Record<string, string>, bytes: Bytes): Promise<number> {
  const answer = await fetch(url, { method: 'PUT', headers, body: bytes });
  await answer.text();
  return answer.status;
}

export async function get(url: string) {
  const answer = await fetch(url);
  return {
    status: answer.status,
    type: answer.headers.get('Content-Type'),
    disposition: answer.headers.get('Content-Disposition'),
    text: await answer.text(),
  };
}

/** What `work` returns when it is done that many seconds ago. */
export async function ago<Result>(seconds: number, work: () => Promise<Result>): Promise<Result> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - seconds * 1_000 });
  try {
    return await work();
  } finally {
    vi.useRealTimers();
  }
}
