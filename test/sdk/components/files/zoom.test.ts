import { describe, expect, it } from 'vitest';
import { commandOf } from '../../../../sdk-vue/components/files/viewer/keys.ts';
import {
  type Bounds,
  fittedSize,
  largestScale,
  movedBy,
  swipeStep,
  wheelFactor,
  wholeImage,
  zoomAround,
} from '../../../../sdk-vue/components/files/viewer/zoom.ts';

const stage = { width: 1000, height: 800 };
const photo = { width: 4000, height: 2000 };
const fitted = fittedSize(photo, stage);
const bounds: Bounds = { stage, fitted, largest: largestScale(photo, fitted) };

describe('zooming', () => {
  it('an image is seen whole at first and never enlarged by itself', () => {
    expect(fitted).toEqual({ width: 1000, height: 500 });
    expect(fittedSize({ width: 100, height: 50 }, stage)).toEqual({ width: 100, height: 50 });
  });

  it('goes up to twice the pixels of the image, and four times for a small one', () => {
    expect(bounds.largest).toBe(8);
    expect(largestScale({ width: 100, height: 50 }, { width: 100, height: 50 })).toBe(4);
    expect(zoomAround(wholeImage, 100, { x: 0, y: 0 }, bounds).scale).toBe(8);
  });

  it('never makes it smaller than whole', () => {
    expect(zoomAround(wholeImage, 0.1, { x: 300, y: 0 }, bounds)).toEqual(wholeImage);
  });

  it('what is under the pointer stays there', () => {
    const point = { x: 200, y: 100 };
    const view = zoomAround(wholeImage, 4, point, bounds);
    const onImage = { x: (point.x - view.x) / view.scale, y: (point.y - view.y) / view.scale };
    expect(onImage).toEqual(point);
  });

  it('a large image can be moved to its edges and not beyond', () => {
    const zoomed = { scale: 2, x: 0, y: 0 };
    expect(movedBy(zoomed, { x: 9_999, y: -9_999 }, bounds)).toEqual({ scale: 2, x: 500, y: -100 });
  });

  it('a pinch on a trackpad, whose steps are small, counts for more than a wheel', () => {
    const step = { deltaY: -10, deltaMode: 0 };
    expect(wheelFactor({ ...step, ctrlKey: true })).toBeGreaterThan(wheelFactor({ ...step, ctrlKey: false }));
    expect(wheelFactor({ ...step, deltaY: 10, ctrlKey: false })).toBeLessThan(1);
  });
});

describe('swiping', () => {
  it.each([
    ['far to the left goes on', -300, 0, 1],
    ['far to the right goes back', 300, 0, -1],
    ['a flick is enough', -40, -0.8, 1],
    ['a short slow one does nothing', -100, -0.1, 0],
    ['one that turned back does nothing', -100, 0.8, 0],
  ])('%s', (_case, moved, speed, step) => {
    expect(swipeStep(moved, speed, 1000)).toBe(step);
  });
});

describe('keys', () => {
  const plain = { ctrlKey: false, altKey: false, metaKey: false };

  it.each([
    ['ArrowLeft', false, 'previous'],
    ['ArrowLeft', true, 'next'],
    ['ArrowRight', true, 'previous'],
    ['Home', false, 'first'],
    ['=', false, 'zoom-in'],
    ['-', false, 'zoom-out'],
    ['0', false, 'reset-zoom'],
    ['a', false, null],
  ])('%s (right to left: %s) is %s', (key, isRightToLeft, command) => {
    expect(commandOf({ ...plain, key }, isRightToLeft)).toBe(command);
  });

  it('with Ctrl or Meta they are the browser’s', () => {
    expect(commandOf({ ...plain, key: '0', ctrlKey: true }, false)).toBeNull();
  });
});
