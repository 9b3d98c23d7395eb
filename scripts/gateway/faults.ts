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
    /** The first statement that arrives is run only when the fault changes, whoever still waits; those after it pass it. */
    'hold-first',
  ]),
});

export type Fault = z.output<typeof faultSchema>;

/** The fault that is set now, and a promise of its end for the answers that wait for it. */
export interface FaultState {
  fault: Fault | undefined;
  /** Whether a statement has arrived since it was set that waits to be run. */
  isHolding: boolean;
  ended: Promise<void>;
  set(fault: Fault | undefined): void;
}

export function createFaultState(): FaultState {
  let end = Promise.withResolvers<void>();
  return {
    fault: undefined,
    isHolding: false,
    ended: end.promise,
    set(fault) {
      end.resolve();
      end = Promise.withResolvers();
      this.fault = fault;
      this.isHolding = false;
      this.ended = end.promise;
    },
  };
}
