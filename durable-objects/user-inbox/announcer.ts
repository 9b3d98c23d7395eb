import type { PresenceBook } from './presence-book.ts';

export interface AnnouncerDependencies {
  book: PresenceBook;
  /** The dialogs to announce in, most recently active first. May throw: the user is online all the same. */
  activeDialogIds(): Promise<string[]>;
  /** Tells one dialog's room. */
  tellRoom(dialogId: string, presence: { isOnline: boolean; version: number }): Promise<void>;
  /** Asks for `retry` to be called after this time. */
  retryAfter(delayMs: number): void;
  /** There is nothing to retry. */
  allIsTold(): void;
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

/** Longer than telling every room takes. */
const inCaseOfCrashMs = 15_000;
const afterFailureMs = 1_000;

export function createAnnouncer(dependencies: AnnouncerDependencies): Announcer {
  const { book, activeDialogIds, tellRoom, retryAfter, allIsTold, reportFailure, now } = dependencies;
  let arriving: Promise<void> | undefined;

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

  /** Everything that the rooms may not know: also after a crash that forgot how far it had come. */
  async function finish(): Promise<void> {
    if (book.self().isOnline) book.include(await activeDialogIds());
    await tellUntold();
  }

  /** Does the work; what fails, or is cut short by a crash, is done by `retry`. */
  async function announcing(work: () => Promise<void>): Promise<void> {
    retryAfter(inCaseOfCrashMs);
    try {
      await work();
      allIsTold();
    } catch (error) {
      reportFailure('presence not announced everywhere', error);
      retryAfter(afterFailureMs);
    }
  }

  return {
    arrive() {
      if (book.self().isOnline) return arriving ?? Promise.resolve();
      book.become(true, now());
      arriving = announcing(finish).finally(() => {
        arriving = undefined;
      });
      return arriving;
    },
    async leave() {
      if (!book.self().isOnline) return;
      book.become(false, now());
      await announcing(tellUntold);
    },
    async announceIn(dialogId) {
      if (!book.self().isOnline || book.includes(dialogId)) return;
      book.include([dialogId]);
      await announcing(tellUntold);
    },
    retry: finish,
  };
}
