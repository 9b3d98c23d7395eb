/** The server answers a ping at once; whatever is not heard by then is lost. */
const answerDeadlineMs = 10_000;
const shortestIntervalMs = 1_000;

export interface Heartbeat {
  /** From when the connection is open. */
  start(): void;
  /** Pings now instead of at the next beat. */
  check(): void;
  /** Anything arrived. */
  heard(): void;
  stop(): void;
}

interface HeartbeatOptions {
  /** Milliseconds between pings. */
  interval: number;
  ping(): void;
  /** Nothing arrived within 10 s of a ping. */
  onSilence(): void;
}

/**
 * Pings, and notices on a deadline of its own when nothing comes back: a connection that broke far away, or whose other
 * end is closing, may look open here for minutes.
 */
export function createHeartbeat({ interval, ping, onSilence }: HeartbeatOptions): Heartbeat {
  let beat: ReturnType<typeof setInterval> | undefined;
  let deadline: ReturnType<typeof setTimeout> | undefined;

  function check() {
    ping();
    deadline ??= setTimeout(onSilence, answerDeadlineMs);
  }
  function heard() {
    clearTimeout(deadline);
    deadline = undefined;
  }
  function stop() {
    clearInterval(beat);
    heard();
  }
  return {
    start() {
      stop();
      beat = setInterval(check, Math.max(interval, shortestIntervalMs));
      // Now, too: some servers are slow to close a connection on which nothing was ever said.
      check();
    },
    check,
    heard,
    stop,
  };
}
