import { settledWithin } from '../../../contract/calls.ts';
import { ChatError } from '../chat-error.ts';

/**
 * What a task gives, if it gives it within so many milliseconds and before the caller aborts; else rejects with
 * `TIMEOUT` or `ABORTED` at once, whatever the task still does. The task's signal says when nobody waits any more.
 */
export function withinTime<Result>(
  milliseconds: number,
  task: (signal: AbortSignal) => Promise<Result>,
  caller?: AbortSignal,
): Promise<Result> {
  return settledWithin(milliseconds, task, caller, {
    aborted,
    timedOut: () => new ChatError('TIMEOUT', `No answer within ${milliseconds / 1_000} s`),
  });
}

export function aborted(): ChatError {
  return new ChatError('ABORTED', 'The caller aborted the call');
}
