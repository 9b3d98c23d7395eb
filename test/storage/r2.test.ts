import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFileStorage } from '../../storage/file-storage.ts';
import { dialogPrefix, pendingKey } from '../../storage/keys.ts';
import { startMiniflare } from './support/miniflare-server.ts';
import { promisesOfStorage } from './support/storage-promises.ts';

const cannot = {
  responseHeaders:
    'miniflare checks that response-content-… are signed, and then does not follow them; R2 does',
};

describe('R2 with its binding', () => promisesOfStorage(startMiniflare, cannot));

async function startWithoutBinding() {
  const { settings, stop } = await startMiniflare();
  return { settings, stop };
}

describe('R2 by S3 requests alone', () => promisesOfStorage(startWithoutBinding, cannot));

// Not among the promises to every server: s3rver cannot list more than a page, for want of a cipher that OpenSSL 3 dropped.
describe('a dialog with more files than one page of a listing', () => {
  let server: Awaited<ReturnType<typeof startMiniflare>>;
  beforeAll(async () => {
    server = await startMiniflare();
  });
  afterAll(() => server.stop());

  test.for([
    ['the binding', true],
    ['S3 requests', false],
  ] as const)('loses all of them at once by %s', async ([, bound]) => {
    const { settings, bucket } = server;
    const storage = openFileStorage(settings, bound ? bucket : undefined);
    const id = crypto.randomUUID();
    const neighbour = pendingKey(crypto.randomUUID(), 'notes.txt');
    await server.fill([neighbour, ...Array.from({ length: 1_001 }, () => pendingKey(id, 'notes.txt'))]);
    const listed = async () => (await bucket.list({ prefix: dialogPrefix(id), limit: 1_000 })).objects.length;
    expect(await listed()).toBe(1_000);

    await storage?.removeAll(dialogPrefix(id));
    expect(await listed()).toBe(0);
    expect(await bucket.head(neighbour)).not.toBeNull();
  });
});
