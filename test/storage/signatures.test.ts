import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, test } from 'vitest';
import { openFileStorage } from '../../storage/file-storage.ts';

const settings = {
  endpoint: 'https://s3.eu-central-1.amazonaws.com',
  bucket: 'files',
  accessKey: 'access-key',
  secretKey: 'secret/key+',
  region: 'eu-central-1',
};
const storage = openFileStorage(settings);
const key = 'dialogs/019a1b2c-0000-7000-8000-000000000001/attached/d73b760b-5a28-469c-9c77-b88b9f2e08da.svg';

function keyOf(secret: string | ArrayBuffer | ArrayBufferView): string | Uint8Array {
  if (typeof secret === 'string') return secret;
  if (!ArrayBuffer.isView(secret)) return new Uint8Array(secret);
  return new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength);
}

class Sha256 {
  hash: Hash | Hmac;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', keyOf(secret));
  }
  update(data: Uint8Array) {
    this.hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.hash.digest());
  }
  reset() {}
}

/** The signature that Amazon's own signer makes for the same request at the same time. */
async function signedByAmazon(method: string, url: URL, headers: Record<string, string>) {
  const signer = new SignatureV4({
    service: 's3',
    region: settings.region,
    credentials: { accessKeyId: settings.accessKey, secretAccessKey: settings.secretKey },
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const unsigned = new Set(['x-amz-content-sha256']);
  const query = Object.fromEntries([...url.searchParams].filter(([name]) => !name.startsWith('X-Amz-')));
  const at = (url.searchParams.get('X-Amz-Date') ?? '').replace(
    /(....)(..)(..)T(..)(..)(..)Z/,
    '$1-$2-$3T$4:$5:$6Z',
  );
  const signed = await signer.presign(
    {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query,
      headers: { host: url.host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers },
    },
    {
      expiresIn: Number(url.searchParams.get('X-Amz-Expires')),
      signingDate: new Date(at),
      signableHeaders: new Set(Object.keys(headers)),
      unsignableHeaders: unsigned,
      unhoistableHeaders: unsigned,
    },
  );
  return signed.query?.['X-Amz-Signature'];
}

test('an upload address is signed as Amazon signs it', async () => {
  const upload = await storage?.presignUpload({ key, contentType: 'image/svg+xml', size: 5 });
  const url = new URL(upload?.url ?? '');
  const headers = { 'content-type': 'image/svg+xml', 'content-length': '5' };
  expect(url.searchParams.get('X-Amz-Signature')).toBe(await signedByAmazon('PUT', url, headers));
});

test.for(['plain.txt', "it's (a) *star*! +1 ~.txt", 'Отчёт «март» 🙂 "q".svg', '100%41.pdf', 'a&b=c;d?.pdf'])(
  'the download address of %s is signed as Amazon signs it',
  async (filename) => {
    const download = await storage?.presignDownload({ key, filename, contentType: 'image/svg+xml' });
    const url = new URL(download?.url ?? '');
    expect(url.searchParams.get('X-Amz-Signature')).toBe(await signedByAmazon('GET', url, {}));
  },
);
