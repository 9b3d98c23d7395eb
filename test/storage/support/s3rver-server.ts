import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { StorageServer } from './storage-server.ts';

const name = 'test-files';

/** An S3 server that has nothing to do with R2. Its objects are files in a directory that goes with it. */
export async function startS3rver(): Promise<StorageServer> {
  const directory = await mkdtemp(join(tmpdir(), 's3rver-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    vhostBuckets: false,
    configureBuckets: [{ name, configs: [] }],
  });
  const { port } = await server.run();
  return {
    settings: {
      endpoint: `http://127.0.0.1:${port}`,
      bucket: name,
      // The only account that it knows.
      accessKey: 'S3RVER',
      secretKey: 'S3RVER',
      region: 'us-east-1',
    },
    async stop() {
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}
