import { type Database, DatabaseRefused, DatabaseUnavailable } from '../../database/client.ts';
import { together } from '../../database/query.ts';
import { readRoster } from '../../database/reads/roster.ts';
import { takeOver } from '../../database/writes/take-over.ts';
import type { Effect } from './effects.ts';
import type { IntentLog } from './intents.ts';
import type { Operation, Outcome } from './operations/operation.ts';
import { arrangeParts, type PlacedPart } from './operations/parts.ts';
import { recoveredEffects, subjectsOf } from './recovery.ts';
import type { RoomMemory } from './room-memory.ts';

export interface FlightDependencies {
  dialogId: string;
  database: Database;
  memory: RoomMemory;
  intents: IntentLog;
  /** Carries out what follows; resolves when everyone was told. */
  carryOut(effects: readonly Effect[]): Promise<void>;
  /** Makes sure that unresolved intents are looked into before long. */
  recoverLater(withinMs: number): void;
  now(): Date;
}

/** Long after a flight and its news are over; a room that died in between wakes then at the latest. */
const inCaseOfCrashMs = 10_000;
const afterFailureMs = 1_000;

/** Runs work that outlives the answer. */
type InBackground = (work: Promise<void>) => void;

/** Nothing was written, by the fence: the next try begins with taking over. */
class Fenced extends Error {
  override readonly name = 'Fenced';
}

function place(
  parts: readonly PlacedPart[],
  results: readonly { outcomes: (Outcome | { status: 'fenced' })[] }[],
  count: number,
): Outcome[] {
  const outcomes = new Array<Outcome>(count).fill({ status: 'recovered' });
  parts.forEach((part, partIndex) => {
    part.places.forEach((operationIndex, index) => {
      const outcome = results[partIndex]?.outcomes[index];
      if (outcome === undefined) throw new Error('A part answered fewer operations than it had');
      if (outcome.status === 'fenced') throw new Fenced('A newer room of this dialog has taken over');
      outcomes[operationIndex] = outcome;
    });
  });
  return outcomes;
}

/**
 * Sends one flight of operations to Postgres in one round trip and has everyone told. Where earlier flights are unresolved,
 * the same round trip first takes over from them, so that their news goes out before this flight's.
 */
async function fly(
  operations: readonly Operation[],
  dependencies: FlightDependencies,
  inBackground: InBackground,
  mustTakeOver: boolean,
): Promise<Outcome[]> {
  const { dialogId, database, memory, intents, carryOut, recoverLater, now } = dependencies;
  const earlier = intents.unresolved();
  const takesOver = mustTakeOver || earlier.flights.length > 0;
  const fence = takesOver ? memory.moveFence() : memory.fence();
  const parts = arrangeParts(operations, {
    target: { dialogId, fence },
    newMessageId: memory.newMessageId,
    at: now().toISOString(),
  });
  if (parts.length === 0 && !takesOver) return operations.map(() => ({ status: 'recovered' }));

  const flight = intents.record(parts.flatMap((part) => part.intents));
  recoverLater(inCaseOfCrashMs);
  const takeOverQueries = takesOver
    ? [takeOver({ dialogId, fence: fence ?? '', ...subjectsOf(earlier.intents) })]
    : [];
  const rosterQueries = memory.members() === undefined || takesOver ? [readRoster(dialogId)] : [];
  try {
    // The roster is read before the parts change it: what is recovered is told to who took part then.
    const [taken, rosters, results] = await database.run(
      together(
        together(...takeOverQueries),
        together(...rosterQueries),
        together(...parts.map((part) => part.query)),
      ),
    );
    const outcomes = place(parts, results, operations.length);
    const recovered = taken.flatMap((stored) =>
      recoveredEffects(earlier.intents, {
        dialogId,
        stored,
        memberIds: [...(memory.members() ?? [])],
        online: memory.online(),
      }),
    );
    const roster = rosters.flatMap((userIds): Effect[] =>
      userIds === undefined ? [] : [{ type: 'members_known', userIds }],
    );
    const effects = [...roster, ...recovered, ...results.flatMap((result) => result.effects)];
    inBackground(
      carryOut(effects).then(() => {
        for (const settled of [...earlier.flights, flight]) intents.settle(settled);
      }),
    );
    return outcomes;
  } catch (error) {
    if (error instanceof DatabaseUnavailable) {
      intents.abandon(flight);
      recoverLater(afterFailureMs);
      return operations.map(() => ({ status: 'unavailable' }));
    }
    if (error instanceof DatabaseRefused || error instanceof Fenced) intents.settle(flight);
    else intents.abandon(flight);
    throw error;
  }
}

/**
 * Writes a batch of operations. A room that lost its memory is fenced once and takes over; an operation that Postgres refuses
 * is a bug, and fails alone: the others are tried each by itself.
 */
export async function writeOperations(
  operations: readonly Operation[],
  dependencies: FlightDependencies,
  inBackground: InBackground,
): Promise<Outcome[]> {
  try {
    return await fly(operations, dependencies, inBackground, false);
  } catch (error) {
    if (error instanceof Fenced) return fly(operations, dependencies, inBackground, true);
    if (!(error instanceof DatabaseRefused) || operations.length === 1) throw error;
  }
  const outcomes: Outcome[] = [];
  for (const operation of operations) {
    outcomes.push(...(await fly([operation], dependencies, inBackground, false)));
  }
  return outcomes;
}
