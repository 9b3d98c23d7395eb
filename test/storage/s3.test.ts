import { describe } from 'vitest';
import { startS3rver } from './support/s3rver-server.ts';
import { promisesOfStorage } from './support/storage-promises.ts';

describe('an S3 server that is not R2', () =>
  promisesOfStorage(startS3rver, {
    signatures: 's3rver reads a version 4 signature, and checks its expiry, but does not compare it',
    copyConditions: 's3rver copies whatever x-amz-copy-source-if-match says',
  }));
