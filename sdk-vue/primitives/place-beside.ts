interface Size {
  width: number;
  height: number;
}

interface Box extends Size {
  left: number;
  top: number;
}

const gap = 6;
const margin = 8;
/** How much of what one is wider than the other lies to the left. */
const shareBefore = { left: 0, center: 0.5, right: 1 };

/** Which edges are in line. */
type Alignment = 'left' | 'center' | 'right';

/**
 * Where something of `size` goes beside `anchor` in a window of size `view`: on the wished side where there is room,
 * else on the other, and never outside the window. All in pixels of the window.
 */
export function placeBeside(
  anchor: Box,
  size: Size,
  side: 'top' | 'bottom',
  view: Size,
  alignment: Alignment = 'center',
): { left: number; top: number } {
  const above = anchor.top - gap - size.height;
  const below = anchor.top + anchor.height + gap;
  const fitsAbove = above >= margin;
  const fitsBelow = below + size.height <= view.height - margin;
  const goesAbove = side === 'top' ? fitsAbove || !fitsBelow : !fitsBelow && fitsAbove;
  const inLine = anchor.left + (anchor.width - size.width) * shareBefore[alignment];
  return {
    left: within(inLine, view.width - size.width),
    top: within(goesAbove ? above : below, view.height - size.height),
  };
}

function within(wished: number, room: number): number {
  return Math.max(margin, Math.min(wished, room - margin));
}
