/**
 * Resolves at the first SIGINT, SIGTERM or SIGHUP. Later ones are ignored: npm passes on what the terminal has already
 * sent, and a second one must not cut the tidy stop short.
 */
export function firstStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}
