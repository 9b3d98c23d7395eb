import { StorageUnavailable } from './storage-unavailable.ts';
import { largestBatch, type ObjectIndex } from './stored-object.ts';

const timeoutMs = 10_000;

/** What is used of an `R2Bucket` binding. */
export interface R2Binding {
  head(key: string): Promise<{
    size: number;
    httpEtag: string;
    httpMetadata?: { contentType?: string };
  } | null>;
  list(options: { prefix: string; limit: number }): Promise<{ objects: { key: string }[] }>;
  delete(keys: string[]): Promise<void>;
}

/** The same as by S3 requests, through the binding: no signatures, no network of our own. */
export function createR2Index(bucket: R2Binding): ObjectIndex {
  return {
    async head(key) {
      const object = await answered('head', bucket.head(key));
      if (object === null) return undefined;
      const { size, httpEtag, httpMetadata } = object;
      return { size, contentType: httpMetadata?.contentType ?? '', etag: httpEtag };
    },

    async list(prefix) {
      const { objects } = await answered('list', bucket.list({ prefix, limit: largestBatch }));
      return objects.map(({ key }) => key);
    },

    async remove(keys) {
      await answered('delete', bucket.delete([...keys]));
    },
  };
}

async function answered<Answer>(name: string, work: Promise<Answer>): Promise<Answer> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer in ${timeoutMs} ms`)), timeoutMs);
  try {
    return await Promise.race([work, tooLate]);
  } catch (error) {
    throw new StorageUnavailable(`R2 ${name} got no answer`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
