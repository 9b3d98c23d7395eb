import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openFileStorage } from '../../storage/file-storage.ts';
import { StorageUnavailable } from '../../storage/storage-unavailable.ts';
import { freePort } from '../support/free-port.ts';

function storageAt(endpoint: string) {
  const settings = { endpoint, bucket: 'files', accessKey: 'key', secretKey: 'secret', region: 'auto' };
  const storage = openFileStorage(settings);
  if (storage === undefined) throw new Error('The storage is not configured');
  return storage;
}

type Storage = ReturnType<typeof storageAt>;

const copy = { from: 'a', key: 'b', etag: '"1"', filename: 'notes.txt', contentType: 'text/plain' };
const requests: [string, (storage: Storage) => Promise<unknown>][] = [
  ['looking at a file', (storage) => storage.head('a')],
  ['copying a file', (storage) => storage.copy(copy)],
  ['removing files', (storage) => storage.remove(['a'])],
  ['removing all files', (storage) => storage.removeAll('a/')],
];

test.for(requests)('%s says so when the storage cannot be reached', async ([, request]) => {
  const storage = storageAt(`http://127.0.0.1:${await freePort()}`);
  await expect(request(storage)).rejects.toThrow(StorageUnavailable);
});

describe('a storage', () => {
  const server = createServer();
  let storage: Storage;

  beforeEach(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port was given');
    storage = storageAt(`http://127.0.0.1:${address.port}`);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    server.removeAllListeners('request');
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  function answers(listener: RequestListener) {
    const listening = vi.fn(listener);
    server.on('request', listening);
    return listening;
  }

  test.for(requests)('that hangs does not hold up %s for ever', async ([, request]) => {
    const deadline = new AbortController();
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal);
    answers(() => deadline.abort(new DOMException('Too late', 'TimeoutError')));
    await expect(request(storage)).rejects.toThrow(/got no answer/);
  });

  test.for(requests)('that answers 503 is asked again before %s fails', async ([, request]) => {
    const asked = answers((_, response) => response.writeHead(503).end());
    await expect(request(storage)).rejects.toThrow(/was answered 503/);
    expect(asked).toHaveBeenCalledTimes(3);
  });

  test.for(requests)(
    'that refuses our key is not taken for one without the file: %s',
    async ([, request]) => {
      answers((_, response) => response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>'));
      await expect(request(storage)).rejects.toThrow(StorageUnavailable);
    },
  );

  test('that has no such bucket is not taken for one without the file to copy', async () => {
    answers((_, response) => response.writeHead(404).end('<Error><Code>NoSuchBucket</Code></Error>'));
    await expect(storage.copy(copy)).rejects.toThrow('CopyObject was answered 404 NoSuchBucket');
  });

  test('that reports a failure under the status 200 has not copied', async () => {
    answers((_, response) =>
      response.end('<?xml version="1.0"?>\n<Error><Code>InternalError</Code></Error>'),
    );
    await expect(storage.copy(copy)).rejects.toThrow('CopyObject was answered 200 InternalError');
  });

  test('that reports a failure under the status 200 has not removed', async () => {
    const failure = '<Error><Key>a</Key><Code>AccessDenied</Code></Error>';
    answers((_, response) => response.end(`<DeleteResult>${failure}</DeleteResult>`));
    await expect(storage.remove(['a'])).rejects.toThrow('DeleteObjects was answered 200 AccessDenied');
  });

  test('that goes on listing what was removed is not asked for ever', async () => {
    answers(({ method }, response) => {
      const listing = '<ListBucketResult><Contents><Key>a/1</Key></Contents></ListBucketResult>';
      response.end(method === 'GET' ? listing : '<DeleteResult/>');
    });
    await expect(storage.removeAll('a/')).rejects.toThrow('Objects that were removed are still listed');
  });

  test('is never told the secret, and no failure tells it either', async () => {
    const asked = answers((request, response) => {
      response.writeHead(500).end(`${request.url} ${request.headers.authorization}`);
    });
    const failure = await storage.head('a').catch((error: Error) => error.message);
    expect(JSON.stringify(asked.mock.calls.map(([{ url, headers }]) => [url, headers]))).not.toContain(
      'secret',
    );
    expect(failure).toBe('HEAD was answered 500');
  });
});
