/**
 * Calls when a page is likely to have been cut off or asleep: the network came back, or the page became visible. Returns
 * what ends the listening; outside of browsers there is nothing to hear.
 */
export function onPageAwake(awake: () => void): () => void {
  if (typeof window === 'undefined') return () => {};
  const onVisibility = () => {
    if (document.visibilityState === 'visible') awake();
  };
  window.addEventListener('online', awake);
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    window.removeEventListener('online', awake);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
