/** What an inbox says of events that it was given: `nobody` has no socket to hear them with. */
export type Heard = 'heard' | 'nobody';

/**
 * The inboxes that said that nobody is there: they are left alone until they say otherwise, so that a message to a thousand
 * people of whom ten are connected is ten calls. It does not rely on presence, which is late and covers a user's most active
 * dialogs only: an inbox that said it has written down whom to tell before its next socket hears `connected`.
 */
export interface QuietInboxes {
  isQuiet(userId: string): boolean;
  /** Calls an inbox and takes in what it says. */
  calling(userId: string, call: () => Promise<Heard>): Promise<void>;
  /** Somebody is there again. */
  awaken(userId: string): void;
}

/** Kept in memory only: a room that forgets them calls each once more. */
export function createQuietInboxes(): QuietInboxes {
  const quiet = new Set<string>();
  const underWay = new Map<string, { wasAwakened: boolean }>();

  return {
    isQuiet: (userId) => quiet.has(userId),
    async calling(userId, call) {
      const state = { wasAwakened: false };
      underWay.set(userId, state);
      try {
        const heard = await call();
        // An answer that was given before somebody came may arrive after the word that they did.
        if (heard === 'nobody' && !state.wasAwakened) quiet.add(userId);
      } finally {
        underWay.delete(userId);
      }
    },
    awaken(userId) {
      quiet.delete(userId);
      const state = underWay.get(userId);
      if (state !== undefined) state.wasAwakened = true;
    },
  };
}
