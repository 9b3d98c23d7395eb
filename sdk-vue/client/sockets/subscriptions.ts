// The server closes a socket that says more than 20 things in a second. A user who steps through the list of dialogs
// changes subscriptions faster than that.
const changesAtOnce = 4;
const pauseMs = 300;

export interface Subscriptions {
  add(dialogId: string): void;
  remove(dialogId: string): void;
  /** A new connection, to which nothing is told yet. */
  start(): void;
  /** The connection is gone; what is wanted is kept. */
  stop(): void;
}

type Say = (message: { type: 'subscribe' | 'unsubscribe'; dialog_id: string }) => void;

/** Tells the server which dialogs are wanted: a few at a time, and of what changed back and forth only the outcome. */
export function createSubscriptions(say: Say): Subscriptions {
  const wanted = new Set<string>();
  const told = new Set<string>();
  let isConnected = false;
  let pause: ReturnType<typeof setTimeout> | undefined;

  function tell() {
    if (!isConnected || pause !== undefined) return;
    const changed = [...new Set([...wanted, ...told])].filter((id) => wanted.has(id) !== told.has(id));
    for (const dialogId of changed.slice(0, changesAtOnce)) tellOf(dialogId);
    if (changed.length > 0) pause = setTimeout(resume, pauseMs);
  }
  function tellOf(dialogId: string) {
    const isWanted = wanted.has(dialogId);
    say({ type: isWanted ? 'subscribe' : 'unsubscribe', dialog_id: dialogId });
    if (isWanted) told.add(dialogId);
    else told.delete(dialogId);
  }
  function resume() {
    pause = undefined;
    tell();
  }
  return {
    add(dialogId) {
      wanted.add(dialogId);
      tell();
    },
    remove(dialogId) {
      wanted.delete(dialogId);
      tell();
    },
    start() {
      isConnected = true;
      tell();
    },
    stop() {
      isConnected = false;
      told.clear();
      clearTimeout(pause);
      pause = undefined;
    },
  };
}
