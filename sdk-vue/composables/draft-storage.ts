import type { ChatConnection } from '../client/config.ts';

export interface DraftStorage {
  /** The draft of a dialog, or the empty text. */
  read(dialogId: string): string;
  /** Keeps a draft, a moment later; the empty text removes it. */
  write(dialogId: string, html: string): void;
  /** Keeps now what waits to be kept. */
  flush(): void;
}

const writeDelayMs = 300;

/** A short name for an address: djb2, which is enough to tell a few servers apart. */
function shortHash(text: string): string {
  let hash = 5381;
  for (let index = 0; index < text.length; index++) hash = (hash * 33 + text.charCodeAt(index)) | 0;
  return (hash >>> 0).toString(36);
}

/** Drafts in localStorage, each user's at each server apart. Where the page may not store, they last until it closes. */
export function createDraftStorage(connection: () => ChatConnection): DraftStorage {
  const waiting = new Map<string, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function keyOf(dialogId: string): string {
    const { baseUrl, userId } = connection();
    return `mtchat.draft:${shortHash(baseUrl)}:${userId}:${dialogId}`;
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const [key, html] of waiting) {
      try {
        if (html === '') localStorage.removeItem(key);
        else localStorage.setItem(key, html);
        waiting.delete(key);
      } catch {
        // A full or forbidden storage: the draft stays in `waiting`, where `read` finds it.
      }
    }
  }

  return {
    read(dialogId) {
      const key = keyOf(dialogId);
      try {
        return waiting.get(key) ?? localStorage.getItem(key) ?? '';
      } catch {
        return '';
      }
    },
    write(dialogId, html) {
      waiting.set(keyOf(dialogId), html);
      // Not put off by the next letter: who writes on without a pause would have nothing kept.
      timer ??= setTimeout(flush, writeDelayMs);
    },
    flush,
  };
}
