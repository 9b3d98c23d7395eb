import { useElementSize } from '@vueuse/core';
import { computed, type Ref, ref, shallowRef, watch } from 'vue';
import {
  type Bounds,
  fittedSize,
  inside,
  largestScale,
  movedBy,
  type Point,
  type Size,
  swipeStep,
  type View,
  wheelFactor,
  wholeImage,
  zoomAround,
} from './zoom.ts';

/** How much one press of a button or key zooms, and a double click. */
const buttonFactor = 1.5;
const doubleClickFactor = 2.5;

interface Pointer extends Point {
  time: number;
}

/**
 * Zooming, panning and swiping of an image in `stage`: by wheel, by one and two fingers, by double click.
 * `image` is the image's own size, null until known. A swipe of the whole image asks for the next (1) or previous (-1)
 * by direction on the screen: 1 when it moved to the left.
 */
export function useZoom(
  stage: Ref<HTMLElement | null>,
  image: Ref<Size | null>,
  onSwipe: (step: -1 | 1) => void,
) {
  const { width, height } = useElementSize(stage);
  const view = shallowRef<View>(wholeImage);
  const swiped = ref(0);
  const isHeld = ref(false);
  const pointers = new Map<number, Pointer>();

  const bounds = computed<Bounds>(() => {
    const stageSize = { width: width.value, height: height.value };
    const natural = image.value ?? { width: 0, height: 0 };
    const fitted = fittedSize(natural, stageSize);
    return { stage: stageSize, fitted, largest: largestScale(natural, fitted) };
  });
  watch(bounds, (current) => {
    view.value = inside(view.value, current);
  });

  function zoomBy(factor: number, point: Point = { x: 0, y: 0 }): void {
    view.value = zoomAround(view.value, factor, point, bounds.value);
  }

  function fromCentre(event: { clientX: number; clientY: number }): Point {
    const box = stage.value?.getBoundingClientRect();
    if (!box) return { x: 0, y: 0 };
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    stage.value?.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, { ...fromCentre(event), time: event.timeStamp });
    swiped.value = 0;
    isHeld.value = true;
  }

  function onPointerMove(event: PointerEvent): void {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = { ...fromCentre(event), time: event.timeStamp };
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) pinch(before, now, other);
    else if (view.value.scale > 1) view.value = movedBy(view.value, between(before, now), bounds.value);
    else {
      swiped.value += now.x - before.x;
      speed = (now.x - before.x) / Math.max(1, now.time - before.time);
    }
    pointers.set(event.pointerId, now);
  }

  let speed = 0;

  function onPointerUp(event: PointerEvent): void {
    if (!pointers.delete(event.pointerId)) return;
    isHeld.value = pointers.size > 0;
    const moved = swiped.value;
    swiped.value = 0;
    // What the browser takes away (a system gesture, a call) was not meant as a swipe.
    if (event.type === 'pointercancel') return;
    const step = swipeStep(moved, speed, bounds.value.stage.width);
    if (step !== 0) onSwipe(step);
  }

  /** One finger of two has moved: what was between them stays between them. */
  function pinch(before: Point, now: Point, other: Point): void {
    const factor = distance(now, other) / Math.max(1, distance(before, other));
    const moved = between(middle(before, other), middle(now, other));
    view.value = zoomAround(
      movedBy(view.value, moved, bounds.value),
      factor,
      middle(now, other),
      bounds.value,
    );
  }

  return {
    view: computed(() => view.value),
    /** How far the image is dragged sideways at the moment, in px. */
    swiped: computed(() => swiped.value),
    /** Whether a finger or the mouse holds the image: it follows at once then, and glides otherwise. */
    isHeld: computed(() => isHeld.value),
    /** The image's size at scale 1; 0 while unknown. */
    fitted: computed(() => bounds.value.fitted),
    zoomIn: () => zoomBy(buttonFactor),
    zoomOut: () => zoomBy(1 / buttonFactor),
    reset: () => {
      view.value = wholeImage;
    },
    canZoomIn: computed(() => view.value.scale < bounds.value.largest),
    canZoomOut: computed(() => view.value.scale > 1),
    listeners: {
      onPointerdown: onPointerDown,
      onPointermove: onPointerMove,
      onPointerup: onPointerUp,
      onPointercancel: onPointerUp,
      onWheel: (event: WheelEvent) => {
        // With Ctrl the browser would zoom the page.
        event.preventDefault();
        zoomBy(wheelFactor(event), fromCentre(event));
      },
      onDblclick: (event: MouseEvent) => {
        if (view.value.scale > 1) view.value = wholeImage;
        else zoomBy(doubleClickFactor, fromCentre(event));
      },
    },
  };
}

function between(from: Point, to: Point): Point {
  return { x: to.x - from.x, y: to.y - from.y };
}

function middle(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
