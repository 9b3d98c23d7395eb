import type { PresenceBook } from './presence-book.ts';

export interface AnnouncerDependencies {
  book: PresenceBook;
  /** The dialogs to announce in, most recently active first. May throw: the user is online all the same. */
  activeDialogIds(): Promise<string[]>;
  /** Tells one dialog's room. */
  tellRoom(dialogId: string, presence: { isOnline: boolean; version: number }): Promise<void>;
  /** Asks for `retry` to be called later. */
  retryLater(): void;
  reportFailure(message: string, error: unknown): void;
  now(): number;
}

/** Keeps the rooms of a user's dialogs told of whether the user is online. */
export interface Announcer {
  /** Makes the user online, if they are not, and tells the rooms; done when they know. */
  arrive(): Promise<void>;
  /** Makes the user offline and tells the rooms. */
  leave(): Promise<void>;
  /** Tells one more room, of a dialog that is not among those already told. */
  announceIn(dialogId: string): Promise<void>;
  /** Finishes what failed. Throws when it fails again. */
  retry(): Promise<void>;
}

export function createAnnouncer(dependencies: AnnouncerDependencies): Announcer {
  const { book, activeDialogIds, tellRoom, retryLater, reportFailure, now } = dependencies;
  let arriving: Promise<void> | undefined;
  let needsDialogs = false;

  async function tellUntold(): Promise<void> {
    const presence = book.self();
    await Promise.all(
      book.untold().map(async (dialogId) => {
        await tellRoom(dialogId, presence);
        book.told(dialogId, presence.version);
      }),
    );
    // The user may have come or gone meanwhile: the rooms must end with the last state.
    if (book.self().version !== presence.version) await tellUntold();
  }

  async function loadDialogs(): Promise<void> {
    needsDialogs = true;
    book.include(await activeDialogIds());
    needsDialogs = false;
  }

  async function orLater(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      reportFailure('presence not announced everywhere', error);
      retryLater();
    }
  }

  return {
    arrive() {
      if (book.self().isOnline) return arriving ?? Promise.resolve();
      book.become(true, now());
      arriving = orLater(async () => {
        await loadDialogs();
        await tellUntold();
      }).finally(() => {
        arriving = undefined;
      });
      return arriving;
    },
    async leave() {
      if (!book.self().isOnline) return;
      book.become(false, now());
      await orLater(tellUntold);
    },
    async announceIn(dialogId) {
      if (!book.self().isOnline || book.includes(dialogId)) return;
      book.include([dialogId]);
      await orLater(tellUntold);
    },
    async retry() {
      if (needsDialogs && book.self().isOnline) await loadDialogs();
      await tellUntold();
    },
  };
}
