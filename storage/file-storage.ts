import type { Settings } from '../contract/settings.ts';
import { contentDisposition } from './content-disposition.ts';
import { createR2Index, type R2Binding } from './r2-index.ts';
import { configuredBucket, presign } from './s3-bucket.ts';
import { createS3Requests } from './s3-requests.ts';
import { StorageUnavailable } from './storage-unavailable.ts';
import { largestBatch, type ObjectIndex, type StoredObject } from './stored-object.ts';

const uploadSeconds = 300;
const downloadSeconds = 3_600;

interface Upload {
  key: string;
  contentType: string;
  /** Bytes. */
  size: number;
}

interface Download {
  key: string;
  filename: string;
  contentType: string;
}

interface Copy extends Download {
  from: string;
  /** What `head` said of the source when it was checked. */
  etag: string;
}

/** Where the bytes of files are. They go between the storage and the client; here are only keys, addresses and conditions. */
export interface FileStorage {
  /**
   * An address that takes a PUT of exactly this type and size. `headers` are those that the client must name itself;
   * `Content-Length` is signed too, and every HTTP client sends it of its own accord (a page may not set it).
   */
  presignUpload(upload: Upload): Promise<{ url: string; headers: Record<string, string>; expiresIn: number }>;
  /** An address to GET the file from, which answers with its type and how to open it, under its own name. */
  presignDownload(download: Download): Promise<{ url: string; expiresIn: number }>;
  head(key: string): Promise<StoredObject | undefined>;
  /**
   * Copies the object `from` to `key` if it still has this ETag: else 'changed', or 'missing' if it is gone. The copy
   * carries its type and disposition with it, for storages that do not follow those in the address (miniflare's).
   */
  copy(copy: Copy): Promise<'copied' | 'changed' | 'missing'>;
  /** Removes the objects; those that are not there are no error. */
  remove(keys: readonly string[]): Promise<void>;
  /** Removes every object whose key begins with the prefix. */
  removeAll(prefix: string): Promise<void>;
}

/**
 * The file storage that the settings name; undefined when it is not configured. Presigning makes no request; everything else has
 * a timeout and throws `StorageUnavailable` where it gets no good answer. `bucket` is the same one by its binding: it
 * is used where the endpoint is R2's, and ignored where the settings name another storage.
 */
export function openFileStorage(settings: Settings['storage'], bucket?: R2Binding): FileStorage | undefined {
  const s3Bucket = configuredBucket(settings);
  if (s3Bucket === undefined) return undefined;
  const requests = createS3Requests(s3Bucket);
  const index = bucket !== undefined && isR2(s3Bucket.address()) ? createR2Index(bucket) : requests;

  return {
    async presignUpload({ key, contentType, size }) {
      const headers = { 'Content-Type': contentType };
      const url = await presign(s3Bucket, {
        method: 'PUT',
        address: s3Bucket.address(key),
        headers: { ...headers, 'Content-Length': String(size) },
        expiresIn: uploadSeconds,
      });
      return { url, headers, expiresIn: uploadSeconds };
    },

    async presignDownload({ key, filename, contentType }) {
      const address = s3Bucket.address(key);
      address.searchParams.set('response-content-disposition', contentDisposition(filename, contentType));
      address.searchParams.set('response-content-type', contentType);
      const url = await presign(s3Bucket, { method: 'GET', address, expiresIn: downloadSeconds });
      return { url, expiresIn: downloadSeconds };
    },

    head: (key) => index.head(key),

    copy: ({ from, key, etag, filename, contentType }) =>
      requests.copy({
        from,
        to: key,
        etag,
        contentType,
        contentDisposition: contentDisposition(filename, contentType),
      }),

    async remove(keys) {
      for (let start = 0; start < keys.length; start += largestBatch) {
        await index.remove(keys.slice(start, start + largestBatch));
      }
    },

    removeAll: (prefix) => removeAll(index, prefix),
  };
}

/** Real R2, or the R2 that miniflare serves on the machine of a developer. */
function isR2({ hostname, pathname }: URL): boolean {
  return hostname.endsWith('.r2.cloudflarestorage.com') || pathname.startsWith('/cdn-cgi/local/r2/s3/');
}

/** Always asks for the first page, because what was on it before is gone: so a call that was cut short can be repeated. */
async function removeAll(index: ObjectIndex, prefix: string): Promise<void> {
  let lastFirst: string | undefined;
  for (;;) {
    const keys = await index.list(prefix);
    const [first] = keys;
    if (first === undefined) return;
    if (first === lastFirst) throw new StorageUnavailable('Objects that were removed are still listed');
    await index.remove(keys);
    lastFirst = first;
  }
}
