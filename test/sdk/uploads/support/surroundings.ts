import type { PresignedUpload, PresignInput } from '../../../../sdk-vue/client/contract.ts';
import { type ChatUploads, createChatUploads } from '../../../../sdk-vue/store/uploads/chat-uploads.ts';
import type { ImageSize } from '../../../../sdk-vue/store/uploads/image-size.ts';

/** One PUT that the storage has received and not answered yet. */
export interface PendingPut {
  presigned: PresignedUpload;
  signal: AbortSignal | undefined;
  progress(fraction: number): void;
  accept(): void;
  fail(error: unknown): void;
}

/** A chat's server and browser, as far as uploads meet them. */
export interface Surroundings {
  uploads: ChatUploads;
  presigned: PresignInput[];
  puts: PendingPut[];
  /** Previews that take up memory. */
  livePreviews: Set<string>;
  /** What presigning throws from now on; undefined lets it succeed. */
  refusePresign(error: unknown): void;
}

/** `imageSize` is what every image turns out to be; null makes none of them readable. */
export function surroundings(imageSize: ImageSize | null = { width: 800, height: 600 }): Surroundings {
  const presigned: PresignInput[] = [];
  const puts: PendingPut[] = [];
  const livePreviews = new Set<string>();
  let previews = 0;
  let refusal: unknown;

  const client = {
    async presignUpload(input: PresignInput): Promise<PresignedUpload> {
      presigned.push(input);
      if (refusal !== undefined) throw refusal;
      const s3_key = `pending/${presigned.length}`;
      return { upload_url: `https://storage.test/${s3_key}`, s3_key, expires_in: 300, headers: {} };
    },
    putFile(
      address: PresignedUpload,
      _file: Blob,
      options: { signal?: AbortSignal; onProgress?(fraction: number): void },
    ): Promise<void> {
      return new Promise((accept, fail) => {
        options.signal?.addEventListener('abort', () => fail(options.signal?.reason));
        puts.push({
          presigned: address,
          signal: options.signal,
          progress: (fraction) => options.onProgress?.(fraction),
          accept,
          fail,
        });
      });
    },
  };

  const uploads = createChatUploads(client, {
    previews: {
      create() {
        previews += 1;
        const url = `blob:preview-${previews}`;
        livePreviews.add(url);
        return url;
      },
      revoke: (url) => livePreviews.delete(url),
    },
    readImageSize: async () => imageSize,
  });

  return {
    uploads,
    presigned,
    puts,
    livePreviews,
    refusePresign(error) {
      refusal = error;
    },
  };
}

/** A file of so many bytes, which are not made. */
export function file(name: string, { type = 'application/pdf', size = 1_000 } = {}): File {
  return Object.defineProperty(new File(['x'], name, { type }), 'size', { value: size });
}

export function picture(name = 'photo.png'): File {
  return file(name, { type: 'image/png' });
}
