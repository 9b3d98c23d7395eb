import { MTChatError } from '../mtchat-error.ts';

/**
 * What a task gives, if it gives it within so many milliseconds and before the caller aborts; else rejects with
 * `TIMEOUT` or `ABORTED` at once, whatever the task still does. The task's signal says when nobody waits any more.
 */
export async function withinTime<Result>(
  milliseconds: number,
  task: (signal: AbortSignal) => Promise<Result>,
  caller: AbortSignal | undefined,
): Promise<Result> {
  if (caller?.aborted) throw aborted(caller);
  const controller = new AbortController();
  let stopWaiting = () => {};
  const interrupted = new Promise<never>((_resolve, reject) => {
    const interrupt = (error: MTChatError) => {
      reject(error);
      controller.abort(error);
    };
    const onAbort = () => interrupt(aborted(caller));
    // Not AbortSignal.timeout: its timer runs on after the answer, and keeps a process or a Durable Object awake.
    const timer = setTimeout(() => interrupt(timedOut(milliseconds)), milliseconds);
    caller?.addEventListener('abort', onAbort);
    stopWaiting = () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', onAbort);
    };
  });
  try {
    return await Promise.race([task(controller.signal), interrupted]);
  } finally {
    stopWaiting();
  }
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
