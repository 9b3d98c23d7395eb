import type { Attachment } from '../../client/contract.ts';
import type { Upload } from './upload.ts';

/** Previews of sent images are few and each keeps its file alive: the oldest go first. */
const kept = 50;

/**
 * The previews of images that this person has just sent. The message shows them while it is under way, and while the
 * stored image loads in their place, so that nothing flickers.
 */
export interface SentPreviews {
  keep(upload: Upload): void;
  /** The address to show under an image that is loading, or undefined. */
  of(attachment: Attachment): string | undefined;
  /** Frees all of them. */
  dispose(): void;
}

export function createSentPreviews(revoke: (url: string) => void): SentPreviews {
  // Oldest first. A file that was sent twice is there twice: both messages may be on the screen.
  const previews: { key: string; url: string }[] = [];

  function forgetOldest(count: number): void {
    for (const { url } of previews.splice(0, count)) revoke(url);
  }

  return {
    keep({ previewUrl, attachment }) {
      if (previewUrl === undefined || !attachment) return;
      previews.push({ key: keyOf(attachment), url: previewUrl });
      forgetOldest(Math.max(0, previews.length - kept));
    },

    of(attachment) {
      const key = keyOf(attachment);
      return previews.findLast((preview) => preview.key === key)?.url;
    },

    dispose: () => forgetOldest(previews.length),
  };
}

/**
 * What a stored attachment has in common with the upload that it was: its key and id are new. Two images can share
 * all of it, so this is good for the moment of loading alone.
 */
function keyOf(file: {
  filename: string;
  size: number;
  width?: number | null | undefined;
  height?: number | null | undefined;
}): string {
  return JSON.stringify([file.filename, file.size, file.width ?? null, file.height ?? null]);
}
