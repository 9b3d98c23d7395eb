import { type ComputedRef, computed, onBeforeUnmount, onMounted, type Ref, ref } from 'vue';

/** `narrow`: one pane at a time. `medium`: lists and conversation. `wide`: the details beside them too. */
export type FrameWidth = 'narrow' | 'medium' | 'wide';

/**
 * How wide `frame` is, for what CSS cannot decide: what is inert, where the focus goes. The borders are those of the
 * container queries in `mtchat.css`. Before it is mounted: `wide`.
 */
export function useFrameWidth(frame: Ref<HTMLElement | null>): ComputedRef<FrameWidth> {
  const pixels = ref(Number.POSITIVE_INFINITY);
  let observer: ResizeObserver | undefined;
  onMounted(() => {
    if (frame.value === null) return;
    pixels.value = frame.value.getBoundingClientRect().width;
    observer = new ResizeObserver(([entry]) => {
      if (entry) pixels.value = entry.contentRect.width;
    });
    observer.observe(frame.value);
  });
  onBeforeUnmount(() => observer?.disconnect());
  return computed(() => {
    if (pixels.value < 640) return 'narrow';
    return pixels.value < 960 ? 'medium' : 'wide';
  });
}
