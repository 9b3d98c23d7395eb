/** What an image of a message takes at most, and at least so that it can be hit, in CSS pixels. */
export const previewLimits = { width: 320, height: 360, smallest: 56 } as const;

/** The place of an image whose size is not known. */
const unknownSize = { width: 240, height: 180 } as const;

export interface Box {
  width: number;
  height: number;
}

/**
 * The place that an image takes before it is loaded: its own shape, never enlarged. A very long or very small one gets
 * a box that it does not fill.
 */
export function previewBox(width: number | null | undefined, height: number | null | undefined): Box {
  if (!width || !height) return unknownSize;
  const scale = Math.min(1, previewLimits.width / width, previewLimits.height / height);
  return { width: atLeastSmallest(width * scale), height: atLeastSmallest(height * scale) };
}

function atLeastSmallest(side: number): number {
  return Math.max(previewLimits.smallest, Math.round(side));
}

/** How many images of a message are shown; the last of them says how many more there are. */
export const shownImages = 4;
