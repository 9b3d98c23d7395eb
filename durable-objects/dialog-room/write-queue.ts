export interface WriteQueue<Operation, Outcome> {
  /** Resolves with the operation's outcome, or rejects with what its flight threw. */
  submit(operation: Operation): Promise<Outcome>;
}

interface Waiting<Operation, Outcome> {
  operation: Operation;
  resolve(outcome: Outcome): void;
  reject(reason: unknown): void;
}

interface QueueOptions<Operation, Outcome> {
  /** Writes a batch and gives the outcome of each operation, in their order; an Error is that one's alone. */
  write(operations: readonly Operation[]): Promise<readonly (Outcome | Error)[]>;
  /** How many operations one flight takes. */
  batchSize: number;
  /** What an operation claims for itself: no two of a flight claim the same. */
  claims(operation: Operation): readonly string[];
}

/**
 * Group commit: one flight is under way at a time, and what arrives meanwhile goes together in the next. So order is kept,
 * and a busy room is bounded by how much a round trip carries, not by how long it takes.
 */
export function createWriteQueue<Operation, Outcome>({
  write,
  batchSize,
  claims,
}: QueueOptions<Operation, Outcome>): WriteQueue<Operation, Outcome> {
  let waiting: Waiting<Operation, Outcome>[] = [];
  let isFlying = false;

  async function fly(batch: readonly Waiting<Operation, Outcome>[]) {
    try {
      const outcomes = await write(batch.map((entry) => entry.operation));
      batch.forEach((entry, index) => {
        const outcome = outcomes[index];
        if (outcome === undefined) entry.reject(new Error('An operation was written without an outcome'));
        else if (outcome instanceof Error) entry.reject(outcome);
        else entry.resolve(outcome);
      });
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    }
  }

  /** The first that fit into a flight; the others keep their order. */
  function takeBatch() {
    const claimed = new Set<string>();
    const batch: Waiting<Operation, Outcome>[] = [];
    const rest: Waiting<Operation, Outcome>[] = [];
    for (const entry of waiting) {
      const own = claims(entry.operation);
      if (batch.length === batchSize || own.some((claim) => claimed.has(claim))) rest.push(entry);
      else batch.push(entry);
      for (const claim of own) claimed.add(claim);
    }
    waiting = rest;
    return batch;
  }

  async function drain() {
    isFlying = true;
    while (waiting.length > 0) await fly(takeBatch());
    isFlying = false;
  }

  return {
    submit(operation) {
      return new Promise((resolve, reject) => {
        waiting.push({ operation, resolve, reject });
        if (!isFlying) void drain();
      });
    },
  };
}
