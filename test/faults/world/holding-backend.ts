import type { SqlBackend } from '../../../scripts/gateway/backend.ts';

export interface HoldingBackend extends SqlBackend {
  /** From now on every other statement waits for `letGo`. It is then run, whether or not anyone still waits for the answer. */
  hold(): void;
  letGo(): void;
}

/** A backend before which statements can be held up and so be overtaken, as on a network that delivers some late. */
export function createHoldingBackend(backend: SqlBackend): HoldingBackend {
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  let count = 0;

  async function pass(): Promise<void> {
    count += 1;
    if (count % 2 === 0) await gate.promise;
  }

  return {
    async run(query) {
      await pass();
      return backend.run(query);
    },
    async runTransaction(queries, mode) {
      await pass();
      return backend.runTransaction(queries, mode);
    },
    hold() {
      gate.resolve();
      gate = Promise.withResolvers();
    },
    letGo: () => gate.resolve(),
    close: () => backend.close(),
  };
}
