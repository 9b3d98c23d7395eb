import { AwsClient } from 'aws4fetch';
import type { S3Bucket } from './s3-bucket.ts';
import { StorageUnavailable } from './storage-unavailable.ts';
import { largestBatch, type ObjectIndex, type StoredObject } from './stored-object.ts';

const requestTimeoutMs = 10_000;
/** The storage answers when the copy is made, which for the largest file takes a while. */
const copyTimeoutMs = 60_000;
/** After an answer that says "later" (429 or 5xx). Every request here may be repeated. */
const retries = 2;

interface Copy {
  from: string;
  to: string;
  /** The copy is made only while the source still has this one. */
  etag: string;
  contentType: string;
  contentDisposition: string;
}

export interface S3Requests extends ObjectIndex {
  /** Copies inside the storage: the bytes do not come here. */
  copy(copy: Copy): Promise<'copied' | 'changed' | 'missing'>;
}

/** The requests that the service makes itself, over the S3 protocol. All throw `StorageUnavailable` where they cannot be answered. */
export function createS3Requests(bucket: S3Bucket): S3Requests {
  const client = new AwsClient({ ...bucket.credentials, retries });

  async function request(name: string, address: URL, init: RequestInit, timeoutMs = requestTimeoutMs) {
    try {
      const answer = await client.fetch(address.href, { ...init, signal: AbortSignal.timeout(timeoutMs) });
      return { status: answer.status, headers: answer.headers, body: await answer.text() };
    } catch (error) {
      throw new StorageUnavailable(`${name} got no answer`, { cause: error });
    }
  }

  return {
    async head(key) {
      const answer = await request('HEAD', bucket.address(key), { method: 'HEAD' });
      if (answer.status === 404) return undefined;
      if (answer.status !== 200) throw refused('HEAD', answer);
      return described(answer.headers);
    },

    async list(prefix) {
      const address = bucket.address();
      address.searchParams.set('list-type', '2');
      address.searchParams.set('prefix', prefix);
      address.searchParams.set('max-keys', String(largestBatch));
      const answer = await request('ListObjectsV2', address, { method: 'GET' });
      if (answer.status !== 200) throw refused('ListObjectsV2', answer);
      return keysIn(answer.body);
    },

    async remove(keys) {
      const address = bucket.address();
      address.searchParams.set('delete', '');
      const body = deletionOf(keys);
      // S3 refuses this request without a checksum. It takes Content-MD5 too, but WebCrypto knows no MD5.
      const headers = { 'x-amz-checksum-sha256': await sha256(body) };
      const answer = await request('DeleteObjects', address, { method: 'POST', headers, body });
      if (answer.status !== 200 || failed(answer.body)) throw refused('DeleteObjects', answer);
    },

    async copy({ from, to, etag, contentType, contentDisposition }) {
      const headers = {
        'x-amz-copy-source': `/${bucket.name}/${from}`,
        'x-amz-copy-source-if-match': etag,
        'x-amz-metadata-directive': 'REPLACE',
        'Content-Type': contentType,
        'Content-Disposition': contentDisposition,
      };
      const answer = await request(
        'CopyObject',
        bucket.address(to),
        { method: 'PUT', headers },
        copyTimeoutMs,
      );
      if (answer.status === 412) return 'changed';
      if (answer.status === 404 && errorCode(answer.body) === 'NoSuchKey') return 'missing';
      // S3 begins its answer before the copy is made: what goes wrong then is a 200 with an error in it.
      if (answer.status !== 200 || failed(answer.body)) throw refused('CopyObject', answer);
      return 'copied';
    },
  };
}

function described(headers: Headers): StoredObject {
  const size = headers.get('Content-Length');
  const etag = headers.get('ETag');
  if (size === null || etag === null) throw new StorageUnavailable('HEAD was answered without size or ETag');
  return { size: Number(size), contentType: headers.get('Content-Type') ?? '', etag };
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

function refused(name: string, answer: { status: number; body: string }): StorageUnavailable {
  return new StorageUnavailable(
    `${name} was answered ${answer.status} ${errorCode(answer.body) ?? ''}`.trimEnd(),
  );
}

// workerd has no XML parser. These few elements hold plain text of a known alphabet: codes are letters, and the keys are our own.

function keysIn(listing: string): string[] {
  return [...listing.matchAll(/<Key>([^<&]*)<\/Key>/g)].flatMap(([, key]) => key ?? []);
}

function failed(body: string): boolean {
  return /<Error[\s>]/.test(body);
}

function errorCode(body: string): string | undefined {
  return /<Code>(\w+)<\/Code>/.exec(body)?.[1];
}

function deletionOf(keys: readonly string[]): string {
  const objects = keys.map((key) => `<Object><Key>${key}</Key></Object>`).join('');
  return `<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Quiet>true</Quiet>${objects}</Delete>`;
}
