import * as z from 'zod';

/** What a test may have go wrong with the requests to `/sql` that arrive while it is set. */
export const faultSchema = z.object({
  kind: z.enum([
    /** The connection is cut at once; nothing is run. */
    'refuse',
    /** Nothing is run and nothing is ever answered. */
    'hang',
    /** The statement is run, then the connection is cut. */
    'drop-answer',
    /** The statement is run, and its answer waits until the fault changes. */
    'hold-answer',
  ]),
});

export type Fault = z.output<typeof faultSchema>;

/** The fault that is set now, and a promise of its end for the answers that wait for it. */
export interface FaultState {
  fault: Fault | undefined;
  ended: Promise<void>;
  set(fault: Fault | undefined): void;
}

export function createFaultState(): FaultState {
  let end = Promise.withResolvers<void>();
  return {
    fault: undefined,
    ended: end.promise,
    set(fault) {
      end.resolve();
      end = Promise.withResolvers();
      this.fault = fault;
      this.ended = end.promise;
    },
  };
}
