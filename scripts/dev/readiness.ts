import { setTimeout as delay } from 'node:timers/promises';
import { reasonOf } from '../problem.ts';

const pauseMs = 200;
const answerLimitMs = 5_000;
const patienceMs = 15_000;

/**
 * Resolves with true when `url` answers 200, with false when the signal aborts first. Where neither happens for 15
 * seconds it says once what the answer is: a setting that is wrong, for example, is named there.
 */
export async function becomesReady(url: string, signal: AbortSignal): Promise<boolean> {
  const complaintDue = Date.now() + patienceMs;
  let complained = false;
  while (!signal.aborted) {
    const problem = await problemOf(url, signal);
    if (problem === undefined) return true;
    if (!complained && Date.now() > complaintDue) {
      console.error(`The Worker is not ready yet: ${problem}`);
      complained = true;
    }
    await delay(pauseMs);
  }
  return false;
}

async function problemOf(url: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const answer = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerLimitMs)]),
    });
    const body = await answer.text();
    return answer.status === 200 ? undefined : `${url} answers ${answer.status} ${body}`;
  } catch (error) {
    return `${url} does not answer (${reasonOf(error)})`;
  }
}
