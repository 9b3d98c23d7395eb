import { asRatio, createTimes, inMs } from './figures.ts';

/** One call, made where there is little, more, and most of what grows. */
export interface GrowingCall {
  name: string;
  /** The call at each size, the smallest first. */
  atSizes: (() => Promise<unknown>)[];
  /** How often each is measured; fewer where one takes long. */
  turns?: number;
  /** Why it may cost more where there is more. Without it a ratio over 1.5 is a miss. */
  because?: string;
}

/** What the largest may cost at most, as a multiple of the smallest. */
const largestRatio = 1.5;
const usualTurns = 60;
const warmUp = 5;

interface Growth {
  /** For each call: its name, the medians by size, the largest ÷ the smallest, and why. */
  rows: string[][];
  misses: string[];
}

/**
 * Times each call at all its sizes by turns, so that whatever else the machine does befalls all of them, and every
 * other turn in the opposite order, so that what follows upon what does too. `betweenCalls` is not timed.
 */
export async function measureByTurns(
  calls: readonly GrowingCall[],
  betweenCalls: () => Promise<void> = async () => undefined,
): Promise<Growth> {
  const rows: string[][] = [];
  const misses: string[] = [];
  for (const call of calls) {
    const medians = await mediansOf(call, betweenCalls);
    const [smallest = 0] = medians;
    const ratio = (medians.at(-1) ?? 0) / smallest;
    const tooMuch = ratio > largestRatio;
    rows.push([call.name, ...medians.map(inMs), asRatio(ratio), tooMuch ? (call.because ?? '') : '']);
    if (tooMuch && call.because === undefined)
      misses.push(`${call.name}: ${asRatio(ratio)}, not within ${largestRatio} ×`);
  }
  return { rows, misses };
}

async function mediansOf(
  { atSizes, turns = usualTurns }: GrowingCall,
  betweenCalls: () => Promise<void>,
): Promise<number[]> {
  const sizes = atSizes.map((call) => ({ call, times: createTimes() }));
  for (let turn = -warmUp; turn < turns; turn += 1) {
    for (const { call, times } of turn % 2 === 0 ? sizes : sizes.toReversed()) {
      await betweenCalls();
      const start = performance.now();
      await call();
      if (turn >= 0) times.record(performance.now() - start);
    }
  }
  return sizes.map(({ times }) => times.percentile(50));
}
