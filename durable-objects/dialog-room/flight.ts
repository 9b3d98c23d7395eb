import { type Database, DatabaseRefused, DatabaseUnavailable } from '../../database/client.ts';
import { mapQuery, type Query, together } from '../../database/query.ts';
import type { DialogSubject } from '../../database/reads/dialog-subject.ts';
import { readRoster } from '../../database/reads/roster.ts';
import { type StoredState, takeOver } from '../../database/writes/take-over.ts';
import type { AttachmentUrls } from '../files/attachment-urls.ts';
import type { RoomAftermath } from './aftermath.ts';
import type { Effect } from './effects.ts';
import type { IntentLog, UnresolvedIntent } from './intents.ts';
import type { Operation, Outcome } from './operations/operation.ts';
import type { PartResult } from './operations/part.ts';
import { arrangeParts, type PlacedPart } from './operations/parts.ts';
import { recoveredEffects, subjectsOf } from './recovery.ts';
import type { RoomMemory } from './room-memory.ts';

export interface FlightDependencies {
  dialogId: string;
  database: Database;
  memory: RoomMemory;
  intents: IntentLog;
  aftermath: Pick<RoomAftermath, 'subjectQueries' | 'subjectKnown'>;
  /** Signs the addresses of the files that these effects speak of. */
  sign(effects: readonly Effect[]): Promise<AttachmentUrls>;
  /** Carries out what follows; resolves when everyone was told. */
  carryOut(effects: readonly Effect[], urls: AttachmentUrls): Promise<void>;
  /** Makes sure that unresolved intents are looked into before long. */
  recoverLater(withinMs: number): void;
  now(): Date;
}

/** Long after a flight and its news are over; a room that died in between wakes then at the latest. */
export const inCaseOfCrashMs = 10_000;
const afterFailureMs = 1_000;

/** Runs work that outlives the answer. */
type InBackground = (work: Promise<void>) => void;

/** Nothing was written, by the fence: the next try begins with taking over. */
class Fenced extends Error {
  override readonly name = 'Fenced';
}

/** Each tells the room more: that another fence stands, which one, and that one more room came in between. */
const triesOfFenced = 4;

function place(parts: readonly PlacedPart[], results: readonly PartResult[], count: number): Outcome[] {
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

interface PreparedFlight {
  /** Its number in the intent log. */
  number: number;
  parts: PlacedPart[];
  /** What earlier flights left unresolved; this one finishes it. */
  earlier: { flights: number[]; intents: UnresolvedIntent[] };
  query: Query<FlightResults>;
}

interface FlightResults {
  taken: StoredState[];
  /** Who took part before this flight changed it; undefined for a dialog that did not exist. */
  rosters: (string[] | undefined)[];
  subjects: (DialogSubject | undefined)[];
  results: PartResult[];
}

/** Decides what goes into the flight and records what it means to do; undefined when there is nothing to be done. */
function prepare(
  operations: readonly Operation[],
  { dialogId, memory, intents, aftermath, now }: FlightDependencies,
  mustTakeOver: boolean,
): PreparedFlight | undefined {
  const earlier = intents.unresolved();
  const takesOver = mustTakeOver || earlier.flights.length > 0;
  const raisedFence = takesOver ? memory.moveFence() : undefined;
  const target = { dialogId, fence: raisedFence ?? memory.fence() };
  const parts = arrangeParts(operations, {
    target,
    newMessageId: memory.newMessageId,
    at: now().toISOString(),
  });
  if (parts.length === 0 && !takesOver) return undefined;

  const number = intents.record(parts.flatMap((part) => part.intents));
  const takeOvers =
    raisedFence === undefined
      ? []
      : [takeOver({ dialogId, fence: raisedFence, ...subjectsOf(earlier.intents) })];
  const rosters = takesOver || memory.members() === undefined ? [readRoster(dialogId)] : [];
  const query = mapQuery(
    // The roster is read before the parts change it: what is recovered is told to who took part then.
    together(
      together(...takeOvers),
      together(...rosters),
      together(...aftermath.subjectQueries()),
      together(...parts.map((part) => part.query)),
    ),
    ([taken, found, subjects, results]) => ({ taken, rosters: found, subjects, results }),
  );
  return { number, parts, earlier, query };
}

/** Everything that follows from a flight that landed, in order: first the news of those it took over from. */
function effectsOf(
  { earlier }: PreparedFlight,
  results: FlightResults,
  dependencies: FlightDependencies,
): Effect[] {
  const { dialogId, memory } = dependencies;
  const roster = results.rosters.flatMap((userIds): Effect[] =>
    userIds === undefined ? [] : [{ type: 'members_known', userIds }],
  );
  const recovered = results.taken.flatMap((stored) =>
    recoveredEffects(earlier.intents, {
      dialogId,
      stored,
      memberIds: [...(memory.members() ?? [])],
      online: memory.online(),
    }),
  );
  return [...roster, ...recovered, ...results.results.flatMap((result) => result.effects)];
}

/** Answers the operations and has everyone told; the flight is settled when they were. */
async function land(
  prepared: PreparedFlight,
  results: FlightResults,
  dependencies: FlightDependencies,
  inBackground: InBackground,
  operationCount: number,
): Promise<Outcome[]> {
  const { memory, intents, aftermath, sign, carryOut } = dependencies;
  for (const { standingFence } of results.taken) {
    if (standingFence === undefined) continue;
    memory.fenceFound(standingFence);
    throw new Fenced('A newer room of this dialog has taken over');
  }
  const outcomes = place(prepared.parts, results.results, operationCount);
  for (const subject of results.subjects) if (subject !== undefined) aftermath.subjectKnown(subject);
  const effects = effectsOf(prepared, results, dependencies);
  const urls = await sign(effects);
  const flights = [...prepared.earlier.flights, prepared.number];
  const told = carryOut(effects, urls);
  // Nothing is awaited in between: the runtime stores both or neither.
  intents.noteRecorded(flights);
  inBackground(told.then(() => flights.forEach(intents.settle)));
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
  const { database, intents, recoverLater } = dependencies;
  const prepared = prepare(operations, dependencies, mustTakeOver);
  if (prepared === undefined) return operations.map(() => ({ status: 'recovered' }));
  recoverLater(inCaseOfCrashMs);
  try {
    const results = await database.run(prepared.query);
    return await land(prepared, results, dependencies, inBackground, operations.length);
  } catch (error) {
    const nothingWasStored = error instanceof DatabaseRefused || error instanceof Fenced;
    if (nothingWasStored) intents.settle(prepared.number);
    else intents.abandon(prepared.number);
    if (!(error instanceof DatabaseUnavailable)) throw error;
    recoverLater(afterFailureMs);
    return operations.map(() => ({ status: 'unavailable' }));
  }
}

/** As `fly`; a room that lost its memory is fenced, and takes over. */
async function flyOrTakeOver(
  operations: readonly Operation[],
  dependencies: FlightDependencies,
  inBackground: InBackground,
): Promise<Outcome[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await fly(operations, dependencies, inBackground, tries > 1);
    } catch (error) {
      if (!(error instanceof Fenced) || tries === triesOfFenced) throw error;
    }
  }
}

/**
 * Writes a batch of operations. One that Postgres refuses is a bug, and rolls back all of them: then each is tried by itself,
 * and its error is its own outcome.
 */
export async function writeOperations(
  operations: readonly Operation[],
  dependencies: FlightDependencies,
  inBackground: InBackground,
): Promise<(Outcome | Error)[]> {
  try {
    return await flyOrTakeOver(operations, dependencies, inBackground);
  } catch (error) {
    if (!(error instanceof DatabaseRefused) || operations.length === 1) throw error;
  }
  const outcomes: (Outcome | Error)[] = [];
  for (const operation of operations) {
    try {
      outcomes.push(...(await flyOrTakeOver([operation], dependencies, inBackground)));
    } catch (error) {
      outcomes.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  return outcomes;
}
