/** Which of `count` entries a key leads to from the one at `current` (-1: none), round and round; -1 for other keys. */
export function indexAfterKey(key: string, current: number, count: number): number {
  if (count === 0) return -1;
  if (key === 'ArrowDown') return (current + 1) % count;
  if (key === 'ArrowUp') return current <= 0 ? count - 1 : current - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return -1;
}

/**
 * The next entry whose text begins with what was typed, or -1. One letter goes on from the current entry, and comes
 * round again; more of them may mean the current one.
 */
export function itemBeginningWith(typed: string, texts: readonly string[], current: number): number {
  const wanted = typed.toLocaleLowerCase();
  const from = Math.max(current, 0) + (typed.length === 1 && current >= 0 ? 1 : 0);
  for (let step = 0; step < texts.length; step += 1) {
    const index = (from + step) % texts.length;
    if (texts[index]?.trim().toLocaleLowerCase().startsWith(wanted)) return index;
  }
  return -1;
}
