import { type Flooder, openSocket } from './people.ts';

/** What somebody hears of the presence of the people they know. */
export interface Presence {
  /** Resolves when each of them was heard to be gone, last. */
  allGone(people: readonly Flooder[]): Promise<void>;
  /** How many of them were heard to be online at any time. */
  everOnline(people: readonly Flooder[]): number;
  close(): void;
}

export async function watchPresence(url: string, userId: string): Promise<Presence> {
  const online = new Map<string, boolean>();
  const seen = new Set<string>();
  let changed = Promise.withResolvers<void>();
  const socket = await openSocket(url, userId, ({ type, user_id, is_online }) => {
    if (type !== 'presence.update' || user_id === userId) return;
    online.set(String(user_id), is_online === true);
    if (is_online === true) seen.add(String(user_id));
    changed.resolve();
    changed = Promise.withResolvers();
  });
  const pings = setInterval(() => socket.send('{"type":"ping"}'), 20_000);
  return {
    async allGone(people) {
      while (people.some((person) => online.get(person.userId) !== false)) await changed.promise;
    },
    everOnline: (people) => people.filter((person) => seen.has(person.userId)).length,
    close() {
      clearInterval(pings);
      socket.terminate();
    },
  };
}
