const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** The pauses after the first failure, the second and so on (contract §7). */
const pausesMs = [5 * second, 30 * second, 2 * minute, 10 * minute, hour, 4 * hour, 12 * hour] as const;

/** Rooms whose receiver came back would else all try in the same moment. */
const spread = 0.2;

/**
 * How long to wait after so many failed attempts, in milliseconds; undefined when it is time to give up.
 * `random` gives numbers from 0 to 1.
 */
export function retryPauseMs(failures: number, random: () => number): number | undefined {
  const pause = pausesMs[failures - 1];
  if (pause === undefined) return undefined;
  return Math.round(pause * (1 + spread * (2 * random() - 1)));
}
