import type { StoreCore } from './core.ts';
import { expireTyping } from './reducers/typing.ts';

/** Forgets who is typing once they have not been heard to for some time, by one timer. Returns what stops it. */
export function startTypingClock(core: StoreCore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function schedule(): void {
    const ends = [...core.state().typing.values()].flatMap((users) => [...users.values()]);
    if (timer !== undefined || ends.length === 0) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        core.update((state) => expireTyping(state, Date.now()));
        schedule();
      },
      Math.max(0, Math.min(...ends) - Date.now()),
    );
  }

  const unsubscribe = core.subscribe(schedule);
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
