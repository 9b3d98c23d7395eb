export interface Network {
  isDown(): boolean;
  stop(): void;
}

/**
 * What the browser says of its network, which it often knows long before a socket does. Outside of browsers it is never
 * down.
 */
export function listenToNetwork(onChange: () => void): Network {
  if (typeof window === 'undefined') return { isDown: () => false, stop: () => {} };
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return {
    isDown: () => navigator.onLine === false,
    stop() {
      window.removeEventListener('online', onChange);
      window.removeEventListener('offline', onChange);
    },
  };
}
