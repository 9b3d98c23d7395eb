import type { Settings } from '../../contract/settings.ts';
import { DatabaseUnavailable, openDatabase } from '../../database/client.ts';
import { readRoster } from '../../database/reads/roster.ts';
import { type FlightDependencies, inCaseOfCrashMs, writeOperations } from './flight.ts';
import type { Operation, Outcome } from './operations/operation.ts';
import { createWriteQueue } from './write-queue.ts';

/** What a call came to, and how many round trips to Postgres it took part in. */
export interface Answer {
  outcome: Outcome;
  roundTrips: number;
}

/** Who takes part: nobody is known of a dialog that does not exist. */
export type CurrentMembers =
  | { status: 'known'; members: ReadonlySet<string> | undefined }
  | { status: 'unavailable' };

/** The one way to a dialog's rows. */
export interface RoomWriter {
  submit(operation: Operation): Promise<Answer>;
  /**
   * Finishes what earlier flights left unresolved, and looks again while any is under way: this object may die with it. Throws
   * while Postgres is away, to be tried again.
   */
  recover(): Promise<void>;
  /** Who takes part now. Asks Postgres only if this room never did. */
  currentMembers(): Promise<CurrentMembers>;
}

interface WriterDependencies extends Omit<FlightDependencies, 'database' | 'now'> {
  settings: Settings;
  inBackground(work: Promise<void>): void;
  /** The dialog does not exist: nothing of it needs to be kept. */
  forgetDialog(): void;
}

/** As many operations as one statement carries comfortably: 200 messages of the longest text are 10 MB. */
const batchSize = 200;

/** The outcomes that say that this room's dialog is not, or that another room's is in its stead. */
const meansNoDialog: ReadonlySet<Outcome['status']> = new Set([
  'dialog_missing',
  'replayed_creation',
  'key_reused',
  'key_in_use',
]);

/** What can be stored once: of two operations that claim the same, the second waits, and finds what the first stored. */
function exclusiveClaims(operation: Operation): string[] {
  if (operation.kind !== 'send') return [];
  const { senderId, clientMessageId, attachments } = operation;
  const uploads = attachments.map((attachment) => `upload ${attachment.uploadKey}`);
  return clientMessageId === null ? uploads : [`message ${clientMessageId} ${senderId}`, ...uploads];
}

export function createRoomWriter(dependencies: WriterDependencies): RoomWriter {
  const { settings, dialogId, memory, intents, inBackground, forgetDialog, recoverLater } = dependencies;

  async function write(operations: readonly Operation[]): Promise<(Answer | Error)[]> {
    const database = openDatabase(settings);
    const flight = { ...dependencies, database, now: () => new Date() };
    const outcomes = await writeOperations(operations, flight, inBackground);
    return outcomes.map((outcome) =>
      outcome instanceof Error ? outcome : { outcome, roundTrips: database.roundTrips },
    );
  }

  const queue = createWriteQueue<Operation, Answer>({ write, batchSize, claims: exclusiveClaims });

  async function isResolved(): Promise<boolean> {
    if (intents.unresolved().flights.length === 0) return true;
    const { outcome } = await queue.submit({ kind: 'recover' });
    return outcome.status !== 'unavailable';
  }

  async function loadMembers(): Promise<CurrentMembers> {
    try {
      const loaded = await openDatabase(settings).run(readRoster(dialogId));
      if (loaded !== undefined) memory.setMembers(loaded);
      return { status: 'known', members: memory.members() };
    } catch (error) {
      if (error instanceof DatabaseUnavailable) return { status: 'unavailable' };
      throw error;
    }
  }

  return {
    async submit(operation) {
      const answer = await queue.submit(operation);
      if (meansNoDialog.has(answer.outcome.status)) forgetDialog();
      return answer;
    },
    async recover() {
      if (!(await isResolved())) throw new Error('Postgres is still away');
      if (!intents.isEmpty()) recoverLater(inCaseOfCrashMs);
    },
    async currentMembers() {
      if (!(await isResolved())) return { status: 'unavailable' };
      const members = memory.members();
      return members === undefined ? loadMembers() : { status: 'known', members };
    },
  };
}
