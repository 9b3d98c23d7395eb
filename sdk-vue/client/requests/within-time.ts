import { ChatError } from '../chat-error.ts';

/**
 * What a task gives, if it gives it within so many milliseconds and before the caller aborts; else rejects with
 * `TIMEOUT` or `ABORTED` at once, whatever the task still does. The task's signal says when nobody waits any more.
 */
export async function withinTime<Result>(
  milliseconds: number,
  task: (signal: AbortSignal) => Promise<Result>,
  caller?: AbortSignal,
): Promise<Result> {
  if (caller?.aborted) throw aborted();
  const controller = new AbortController();
  let stopWaiting = () => {};
  const interrupted = new Promise<never>((_resolve, reject) => {
    const interrupt = (error: ChatError) => {
      reject(error);
      controller.abort(error);
    };
    const onAbort = () => interrupt(aborted());
    const timer = setTimeout(
      () => interrupt(new ChatError('TIMEOUT', `No answer within ${milliseconds / 1_000} s`)),
      milliseconds,
    );
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

export function aborted(): ChatError {
  return new ChatError('ABORTED', 'The caller aborted the call');
}
