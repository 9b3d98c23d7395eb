import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import type { R2Binding } from '../../../storage/r2-index.ts';
import type { StorageServer } from './storage-server.ts';

const name = 'test-files';
const credentials = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-key' };

/** Stores a byte under each key that it is sent. */
const filling = `export default {
  async fetch(request, { FILES }) {
    const keys = await request.json();
    await Promise.all(keys.map((key) => FILES.put(key, 'x')));
    return new Response('stored');
  },
};`;

interface MiniflareServer extends StorageServer {
  bucket: R2Binding;
  /** Stores a small object under each key, much faster than uploads would. */
  fill(keys: readonly string[]): Promise<void>;
}

/** R2 as `wrangler dev` serves it: its own S3 endpoint, and the binding. */
export async function startMiniflare(): Promise<MiniflareServer> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      modules: true,
      script: filling,
      r2Buckets: { FILES: { id: name, s3Credentials: credentials } },
    }),
  );
  const url = await miniflare.ready;
  return {
    settings: {
      endpoint: new URL('/cdn-cgi/local/r2/s3', url).href,
      bucket: name,
      accessKey: credentials.accessKeyId,
      secretKey: credentials.secretAccessKey,
      region: 'auto',
    },
    bucket: await miniflare.getR2Bucket('FILES'),
    async fill(keys) {
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify(keys) });
      if (!answer.ok) throw new Error(`Filling was answered ${answer.status}`);
    },
    stop: () => miniflare.dispose(),
  };
}
