import { onBeforeUnmount, onMounted } from 'vue';

/**
 * Fetches a part of the package that is likely to be needed soon, once the browser has nothing better to do. Call it in
 * `setup`. A failure is left to the real use of that part, which fetches it again and can say so.
 */
export function preloadWhenIdle(load: () => Promise<unknown>): void {
  let cancel = () => {};
  onMounted(() => {
    const loadQuietly = () => void load().catch(() => undefined);
    // Safari has no idle callbacks.
    if (typeof requestIdleCallback === 'function') {
      const handle = requestIdleCallback(loadQuietly, { timeout: 5_000 });
      cancel = () => cancelIdleCallback(handle);
      return;
    }
    const timer = setTimeout(loadQuietly, 1_000);
    cancel = () => clearTimeout(timer);
  });
  onBeforeUnmount(() => cancel());
}
