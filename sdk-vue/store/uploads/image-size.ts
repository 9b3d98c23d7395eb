export interface ImageSize {
  width: number;
  height: number;
}

/** The most that the wire takes for a side, in pixels. */
const longestSide = 100_000;

/**
 * An image's size as it is shown (turned by its EXIF orientation), or null where the browser cannot draw it.
 * An `Image` and not `createImageBitmap`, which would decode all pixels of it into memory.
 */
export function readImageSize(url: string): Promise<ImageSize | null> {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve(usableSize(image.naturalWidth, image.naturalHeight));
    image.onerror = () => resolve(null);
    image.src = url;
  });
}

function usableSize(width: number, height: number): ImageSize | null {
  const isUsable = [width, height].every((side) => side >= 1 && side <= longestSide);
  return isUsable ? { width, height } : null;
}
