import { settledWithin } from '../../contract/calls.ts';
import { MTChatError } from '../mtchat-error.ts';

/**
 * What a task gives, if it gives it within so many milliseconds and before the caller aborts; else rejects with
 * `TIMEOUT` or `ABORTED` at once, whatever the task still does. The task's signal says when nobody waits any more.
 */
export function withinTime<Result>(
  milliseconds: number,
  task: (signal: AbortSignal) => Promise<Result>,
  caller: AbortSignal | undefined,
): Promise<Result> {
  return settledWithin(milliseconds, task, caller, {
    aborted: () => aborted(caller),
    timedOut: () => timedOut(milliseconds),
  });
}

/** Resolves after so many milliseconds; rejects with `ABORTED` when the caller aborts before. */
export function pause(milliseconds: number, caller: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (caller?.aborted) return reject(aborted(caller));
    const onAbort = () => {
      clearTimeout(timer);
      reject(aborted(caller));
    };
    const timer = setTimeout(() => {
      caller?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    caller?.addEventListener('abort', onAbort, { once: true });
  });
}

function aborted(caller: AbortSignal | undefined): MTChatError {
  return new MTChatError('ABORTED', 'The caller aborted the call', { cause: caller?.reason });
}

function timedOut(milliseconds: number): MTChatError {
  return new MTChatError('TIMEOUT', `No answer within ${milliseconds / 1_000} s`, { isRetryable: true });
}
