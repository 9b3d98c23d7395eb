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
  /** Writes a batch and gives the outcome of each operation, in their order. */
  write(operations: readonly Operation[]): Promise<readonly Outcome[]>;
  /** How many operations one flight takes. */
  batchSize: number;
}

/**
 * Group commit: one flight is under way at a time, and what arrives meanwhile goes together in the next. So order is kept,
 * and a busy room is bounded by how much a round trip carries, not by how long it takes.
 */
export function createWriteQueue<Operation, Outcome>({
  write,
  batchSize,
}: QueueOptions<Operation, Outcome>): WriteQueue<Operation, Outcome> {
  const waiting: Waiting<Operation, Outcome>[] = [];
  let isFlying = false;

  async function fly(batch: readonly Waiting<Operation, Outcome>[]) {
    try {
      const outcomes = await write(batch.map((entry) => entry.operation));
      batch.forEach((entry, index) => {
        const outcome = outcomes[index];
        if (outcome === undefined) entry.reject(new Error('An operation was written without an outcome'));
        else entry.resolve(outcome);
      });
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    }
  }

  async function drain() {
    isFlying = true;
    while (waiting.length > 0) await fly(waiting.splice(0, batchSize));
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
