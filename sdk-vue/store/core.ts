import type { ChatClient } from '../client/chat-client.ts';
import { type ChatError, toChatError } from '../client/chat-error.ts';
import { announce } from './announce.ts';
import type { ChatEmitter } from './chat-events.ts';
import { applyEvent, type ChatEvent } from './reducers/apply-event.ts';
import { type ChatState, emptyState } from './state.ts';

export type Outcome<Answer> = { status: 'done'; answer: Answer } | { status: 'failed'; error: ChatError };

/** What the parts of the store share: the state of one user, and the only ways to change it. */
export interface StoreCore {
  client: ChatClient;
  emit: ChatEmitter['emit'];
  state(): ChatState;
  /** Calls `listener` after each change until the returned function is called. */
  subscribe(listener: () => void): () => void;
  update(change: (state: ChatState) => ChatState): void;
  apply(event: ChatEvent): void;
  /**
   * Makes a request and takes its answer into the state. What was heard since the request began is applied once more on
   * top of it: the answer may not have known of it yet. `fail` changes the state where the request fails.
   */
  ask<Answer>(
    request: () => Promise<Answer>,
    take: (state: ChatState, answer: Answer) => ChatState,
    fail?: (state: ChatState, error: ChatError) => ChatState,
  ): Promise<Outcome<Answer>>;
  /**
   * Takes no answer any more to what was asked so far: events were missed since, so they could only be put on top of it
   * with gaps. All that is shown has to be asked for anew.
   */
  forgetRequests(): void;
}

/** Events that say how things are just now: applied once more, an older one would be wrong. */
const passingEvents: readonly ChatEvent['type'][] = ['typing', 'pong', 'connected', 'error'];

export function createCore(client: ChatClient, userId: string, emit: ChatEmitter['emit']): StoreCore {
  let state = emptyState(userId);
  let awaited = 0;
  let epoch = 0;
  /** What was heard since the oldest request that is not answered yet. */
  let heard: ChatEvent[] = [];
  const listeners = new Set<() => void>();

  const update: StoreCore['update'] = (change) => {
    const before = state;
    state = change(before);
    if (state !== before) for (const listener of [...listeners]) listener();
  };

  function applyTo(before: ChatState, event: ChatEvent): ChatState {
    return applyEvent(before, event, Date.now());
  }

  return {
    client,
    emit,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    update,
    apply(event) {
      if (awaited > 0 && !passingEvents.includes(event.type)) heard.push(event);
      const before = state;
      update(() => applyTo(before, event));
      announce(emit, event, before);
    },
    async ask(request, take, fail) {
      const begunAt = heard.length;
      const begunIn = epoch;
      awaited += 1;
      const outcome = await outcomeOf(request());
      if (begunIn !== epoch) return outcome;
      awaited -= 1;
      const missed = heard.slice(begunAt);
      if (awaited === 0) heard = [];
      if (outcome.status === 'done') update((before) => missed.reduce(applyTo, take(before, outcome.answer)));
      else if (fail) update((before) => fail(before, outcome.error));
      return outcome;
    },
    forgetRequests() {
      epoch += 1;
      awaited = 0;
      heard = [];
    },
  };
}

/** How a request ends, without throwing. */
export function outcomeOf<Answer>(request: Promise<Answer>): Promise<Outcome<Answer>> {
  return request.then(
    (answer) => ({ status: 'done', answer }),
    (thrown: unknown) => ({ status: 'failed', error: toChatError(thrown, 'NETWORK', 'The request failed') }),
  );
}
