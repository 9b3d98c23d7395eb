import { build, type Histogram } from 'hdr-histogram-js';

/** Times in milliseconds, kept in microseconds, as an HDR histogram. */
export interface Times {
  record(milliseconds: number): void;
  /** @param share 0 to 100 */
  percentile(share: number): number;
  count(): number;
}

export function createTimes(): Times {
  const histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 120_000_000,
    numberOfSignificantValueDigits: 3,
  });
  return {
    record: (milliseconds) => histogram.recordValue(Math.max(1, Math.round(milliseconds * 1000))),
    percentile: (share) => histogram.getValueAtPercentile(share) / 1000,
    count: () => histogram.totalCount,
  };
}

export const inMs = (milliseconds: number) => `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
export const asRatio = (ratio: number) => `${ratio.toFixed(ratio < 10 ? 2 : 0)} ×`;

/** One measurement as the report shows it. */
export interface Report {
  title: string;
  /** What was done, in a sentence or two. */
  how: string;
  columns: string[];
  rows: string[][];
  /** Goals that were not met, in words. */
  misses: string[];
}
