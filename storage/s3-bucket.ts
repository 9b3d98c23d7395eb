import { AwsV4Signer } from 'aws4fetch';
import type { Settings } from '../contract/settings.ts';

type StorageSettings = Settings['storage'];

/** A bucket and the keys to it. */
export interface S3Bucket {
  name: string;
  /** The address of an object, or of the bucket itself; a fresh one, to add query parameters to. */
  address(key?: string): URL;
  /** What every signature takes. */
  credentials: SigningCredentials;
}

interface SigningCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
  service: 's3';
  cache: Map<string, ArrayBuffer>;
}

/**
 * The key of the day, which four HMACs make, for each set of credentials. A page of messages signs up to a thousand addresses
 * with it; shared, because the storage is opened anew for each request.
 */
const signingKeys = new Map<string, ArrayBuffer>();

/** The bucket that the settings name; undefined when any part of it is not configured. */
export function configuredBucket(settings: StorageSettings): S3Bucket | undefined {
  const { endpoint, bucket, accessKey, secretKey, region } = settings;
  if (endpoint === undefined || bucket === undefined || accessKey === undefined || secretKey === undefined) {
    return undefined;
  }
  // The bucket goes into the path: that works with every S3 server, and an endpoint may have a path of its own.
  const root = `${endpoint.replace(/\/+$/, '')}/${bucket}`;
  return {
    name: bucket,
    address: (key) => new URL(key === undefined ? root : `${root}/${key}`),
    credentials: {
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
      region,
      service: 's3',
      cache: signingKeys,
    },
  };
}

interface PresignedRequest {
  method: 'GET' | 'PUT';
  address: URL;
  /** What the request must be sent with, exactly. */
  headers?: Record<string, string>;
  /** Seconds. */
  expiresIn: number;
}

/** An address that lets whoever has it make this one request, until it expires. No request is made. */
export async function presign(bucket: S3Bucket, request: PresignedRequest): Promise<string> {
  const { method, address, headers = {}, expiresIn } = request;
  address.searchParams.set('X-Amz-Expires', String(expiresIn));
  // Without allHeaders, Content-Type and Content-Length would be left out of the signature.
  const options = { method, url: address.href, headers, signQuery: true, allHeaders: true };
  const { url } = await new AwsV4Signer({ ...bucket.credentials, ...options }).sign();
  // A space: URLSearchParams writes "+", which S3 signs as "%20" and not every server reads as a space.
  url.search = url.search.replaceAll('+', '%20');
  return url.href;
}
