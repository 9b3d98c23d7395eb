/** How an image lies in the stage: its scale over the fitted size, and how far its centre is from the stage's, in px. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a view must keep to. `fitted` is the image's size at scale 1. */
export interface Bounds {
  readonly stage: Size;
  readonly fitted: Size;
  readonly largest: number;
}

export const wholeImage: View = { scale: 1, x: 0, y: 0 };

/** The size at which an image is seen whole and not enlarged. */
export function fittedSize(image: Size, stage: Size): Size {
  if (image.width <= 0 || image.height <= 0) return { width: 0, height: 0 };
  const scale = Math.min(1, stage.width / image.width, stage.height / image.height);
  return { width: image.width * scale, height: image.height * scale };
}

/** How far an image may be enlarged: to twice its own pixels, and at least four times. */
export function largestScale(image: Size, fitted: Size): number {
  return fitted.width > 0 ? Math.max(4, (2 * image.width) / fitted.width) : 1;
}

/** Scales by `factor` so that what is under `point` stays there. `point` is counted from the stage's centre. */
export function zoomAround(view: View, factor: number, point: Point, bounds: Bounds): View {
  const scale = between(1, view.scale * factor, bounds.largest);
  const ratio = scale / view.scale;
  return inside(
    { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio },
    bounds,
  );
}

export function movedBy(view: View, distance: Point, bounds: Bounds): View {
  return inside({ ...view, x: view.x + distance.x, y: view.y + distance.y }, bounds);
}

/** The nearest view that shows no emptiness beside an image that is larger than the stage. */
export function inside(view: View, { stage, fitted }: Bounds): View {
  const reachX = Math.max(0, (fitted.width * view.scale - stage.width) / 2);
  const reachY = Math.max(0, (fitted.height * view.scale - stage.height) / 2);
  return { scale: view.scale, x: between(-reachX, view.x, reachX), y: between(-reachY, view.y, reachY) };
}

/** How much one wheel event zooms. A pinch on a trackpad comes as a wheel with Ctrl and much smaller steps. */
export function wheelFactor(event: { deltaY: number; deltaMode: number; ctrlKey: boolean }): number {
  const pixels = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
  const speed = event.ctrlKey ? 0.01 : 0.002;
  return Math.exp(-between(-200, pixels, 200) * speed);
}

/** Where a swipe goes: a quarter of the stage is enough, a flick needs less. `speed` is in px a ms, signed as `moved`. */
export function swipeStep(moved: number, speed: number, stageWidth: number): -1 | 0 | 1 {
  const isFar = Math.abs(moved) > stageWidth / 4;
  const isFlick = Math.abs(moved) > 24 && Math.abs(speed) > 0.4 && Math.sign(speed) === Math.sign(moved);
  if (!isFar && !isFlick) return 0;
  return moved < 0 ? 1 : -1;
}

function between(lowest: number, value: number, highest: number): number {
  // Adding 0 makes of -0, which `translate(-0px)` would print, a plain 0.
  return Math.min(highest, Math.max(lowest, value)) + 0;
}
