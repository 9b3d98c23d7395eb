import type { ServerEvent } from '../../contract/events.ts';

export interface FanOut {
  /** Sends events on their way to a user's inbox; resolves when they arrived or were given up. Never rejects. */
  send(userId: string, events: readonly ServerEvent[]): Promise<void>;
}

interface FanOutDependencies {
  deliver(userId: string, events: ServerEvent[]): Promise<void>;
  reportFailure(userId: string, error: unknown): void;
}

interface Lane {
  waiting: ServerEvent[];
  /** Resolves when the run under way has emptied the lane. */
  emptied: Promise<void>;
}

/** An inbox that restarts drops its sockets, whose clients then load what they missed: more tries would tell no one. */
const tries = 3;

/**
 * Delivers to each inbox in order, one call at a time: what comes while a call is under way goes together in the next.
 * A slow inbox so delays neither the room nor the other inboxes.
 */
export function createFanOut({ deliver, reportFailure }: FanOutDependencies): FanOut {
  const lanes = new Map<string, Lane>();

  async function deliverOrGiveUp(userId: string, events: ServerEvent[]) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await deliver(userId, events);
      } catch (error) {
        if (attempt < tries) continue;
        return reportFailure(userId, error);
      }
    }
  }

  async function empty(userId: string, lane: Lane) {
    while (lane.waiting.length > 0) await deliverOrGiveUp(userId, lane.waiting.splice(0));
    lanes.delete(userId);
  }

  return {
    send(userId, events) {
      const busy = lanes.get(userId);
      if (busy !== undefined) {
        busy.waiting.push(...events);
        return busy.emptied;
      }
      const lane: Lane = { waiting: [...events], emptied: Promise.resolve() };
      lanes.set(userId, lane);
      lane.emptied = empty(userId, lane);
      return lane.emptied;
    },
  };
}
