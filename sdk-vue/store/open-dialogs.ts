export interface OpenDialogs {
  /** In the order in which they were opened. */
  ids(): readonly string[];
  has(dialogId: string): boolean;
  /** True where it was not open yet. Each call needs its own `close`. */
  open(dialogId: string): boolean;
  close(dialogId: string): void;
  onChange(listener: (dialogId: string, isOpen: boolean) => void): () => void;
}

/** Which dialogs are on the screen: several parts of a page may show the same one. */
export function createOpenDialogs(): OpenDialogs {
  const counts = new Map<string, number>();
  const listeners = new Set<(dialogId: string, isOpen: boolean) => void>();

  function tell(dialogId: string, isOpen: boolean): void {
    for (const listener of listeners) listener(dialogId, isOpen);
  }

  return {
    ids: () => [...counts.keys()],
    has: (dialogId) => counts.has(dialogId),
    open(dialogId) {
      const count = counts.get(dialogId) ?? 0;
      counts.set(dialogId, count + 1);
      if (count === 0) tell(dialogId, true);
      return count === 0;
    },
    close(dialogId) {
      const count = counts.get(dialogId) ?? 0;
      if (count > 1) counts.set(dialogId, count - 1);
      else if (counts.delete(dialogId)) tell(dialogId, false);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
