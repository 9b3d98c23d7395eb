export interface FanOut<Item> {
  /** Sends items on their way to a user's inbox; resolves when they arrived or were given up. Never rejects. */
  send(userId: string, items: readonly Item[]): Promise<void>;
}

interface FanOutDependencies<Item> {
  deliver(userId: string, items: Item[]): Promise<void>;
  reportFailure(userId: string, error: unknown): void;
}

interface Lane<Item> {
  waiting: Item[];
  /** Resolves when the run under way has emptied the lane. */
  emptied: Promise<void>;
}

/** An inbox that restarts drops its sockets, whose clients then load what they missed: more tries would tell no one. */
const tries = 3;

/**
 * Delivers to each inbox in order, one call at a time: what comes while a call is under way goes together in the next.
 * A slow inbox so delays neither the room nor the other inboxes, and a busy one is called less often with more.
 */
export function createFanOut<Item>({ deliver, reportFailure }: FanOutDependencies<Item>): FanOut<Item> {
  const lanes = new Map<string, Lane<Item>>();

  async function deliverOrGiveUp(userId: string, items: Item[]) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await deliver(userId, items);
      } catch (error) {
        if (attempt < tries) continue;
        return reportFailure(userId, error);
      }
    }
  }

  async function empty(userId: string, lane: Lane<Item>) {
    while (lane.waiting.length > 0) await deliverOrGiveUp(userId, lane.waiting.splice(0));
    lanes.delete(userId);
  }

  return {
    send(userId, items) {
      const busy = lanes.get(userId);
      if (busy !== undefined) {
        busy.waiting.push(...items);
        return busy.emptied;
      }
      const lane: Lane<Item> = { waiting: [...items], emptied: Promise.resolve() };
      lanes.set(userId, lane);
      lane.emptied = empty(userId, lane);
      return lane.emptied;
    },
  };
}
