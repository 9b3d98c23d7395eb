import { createStore, del, entries, set, type UseStore } from 'idb-keyval';
import type { OutgoingMessage } from './state.ts';

/**
 * Keeps the messages that are not stored yet across reloads. Each has an entry of its own, so that two tabs of one
 * browser do not overwrite each other's. `scope` stands for one user at one server.
 */
export interface OutgoingStorage {
  list(scope: string): Promise<OutgoingMessage[]>;
  put(scope: string, message: OutgoingMessage): Promise<void>;
  remove(scope: string, clientMessageId: string): Promise<void>;
}

const prefixOf = (scope: string) => `mtchat.outgoing:${scope}:`;

/** Forgets at a reload: for Node, and for browsers that refuse every storage. */
export function createMemoryStorage(): OutgoingStorage {
  const kept = new Map<string, OutgoingMessage>();
  return {
    list: async (scope) =>
      [...kept].filter(([key]) => key.startsWith(prefixOf(scope))).map(([, message]) => message),
    put: async (scope, message) => {
      kept.set(prefixOf(scope) + message.clientMessageId, message);
    },
    remove: async (scope, id) => {
      kept.delete(prefixOf(scope) + id);
    },
  };
}

function createIndexedDbStorage(database: UseStore): OutgoingStorage {
  return {
    list: async (scope) => {
      const all = await entries<string, OutgoingMessage>(database);
      return all.filter(([key]) => key.startsWith(prefixOf(scope))).map(([, message]) => message);
    },
    put: (scope, message) => set(prefixOf(scope) + message.clientMessageId, message, database),
    remove: (scope, id) => del(prefixOf(scope) + id, database),
  };
}

function createLocalStorage(storage: Storage): OutgoingStorage {
  return {
    list: async (scope) =>
      Object.keys(storage)
        .filter((key) => key.startsWith(prefixOf(scope)))
        // Only this code writes under these keys.
        .map((key) => JSON.parse(storage.getItem(key) ?? 'null') as OutgoingMessage),
    put: async (scope, message) =>
      storage.setItem(prefixOf(scope) + message.clientMessageId, JSON.stringify(message)),
    remove: async (scope, id) => storage.removeItem(prefixOf(scope) + id),
  };
}

/** The storages of this browser, best first; memory is one of them, so there is always one that works. */
function* storagesOfThisBrowser(): Generator<OutgoingStorage, OutgoingStorage> {
  if (typeof indexedDB !== 'undefined') yield createIndexedDbStorage(createStore('mtchat', 'outgoing'));
  try {
    // Where a page may not store, already reading `localStorage` throws.
    if (typeof localStorage !== 'undefined') yield createLocalStorage(localStorage);
  } catch {
    // Memory is left.
  }
  return createMemoryStorage();
}

/** IndexedDB; where it is missing or refuses (a private window, say) localStorage, and then memory. */
export function createOutgoingStorage(): OutgoingStorage {
  const candidates = storagesOfThisBrowser();
  let current: OutgoingStorage | undefined;
  let isLast = false;

  function next(): OutgoingStorage {
    const { value, done } = candidates.next();
    isLast = done === true;
    return value;
  }

  async function withFirstWorking<Result>(
    use: (storage: OutgoingStorage) => Promise<Result>,
  ): Promise<Result> {
    current ??= next();
    const tried = current;
    try {
      return await use(tried);
    } catch (error) {
      if (isLast && current === tried) throw error;
      if (current === tried) current = next();
      return withFirstWorking(use);
    }
  }

  return {
    list: (scope) => withFirstWorking((storage) => storage.list(scope)),
    put: (scope, message) => withFirstWorking((storage) => storage.put(scope, message)),
    remove: (scope, id) => withFirstWorking((storage) => storage.remove(scope, id)),
  };
}
