import { env } from 'cloudflare:workers';
import { addCounts, type Counts } from './findings.ts';
import { type Hearing, hear, type News, type Outcome } from './hearing.ts';
import { type Judged, judgeInOrder, orders, type Possibility } from './judging.ts';
import type { State } from './state.ts';
import { type Cast, dialogAt, type Turn } from './turn.ts';
import { noAnswer } from './wire.ts';

/** A run of one world. */
export interface Play {
  cast: Cast;
  counts: Counts;
  /** What was done so far, in words. */
  history: string[];
  /** More than one only where things happened at once, and no answer has told yet which came first. */
  possible: Possibility[];
  /** How much of what each socket heard is accounted for. */
  accounted: Map<string, number>;
  sockets: number;
}

/** Longer than anything takes on a machine that is busy with other things. */
export const patienceMs = 15_000;

export function currentState({ possible }: Play): State {
  const [first] = possible;
  if (first === undefined) throw new Error('No state is possible');
  return first.state;
}

function failure({ history, cast, possible }: Play, faults: readonly string[]): Error {
  const people = cast.people.map(({ alias, id }) => `${alias} = ${id}`);
  const dialogs = possible[0]?.state.dialogs.map(({ id }, place) => `d${place} = ${id}`) ?? [];
  return new Error(
    `The system and the model differ\n${faults.map((fault) => `  ✗ ${fault}`).join('\n')}\nafter\n${history
      .map((line) => `  ${line}`)
      .join('\n')}\nwhere ${[...people, ...dialogs].join(', ')}`,
  );
}

/** What the sockets heard that is not accounted for. */
function newsOf({ cast, accounted }: Play): News {
  return new Map([...cast.ears].map(([name, ear]) => [name, ear.heard.slice(accounted.get(name) ?? 0)]));
}

/** Resolves when all that follows from what was done has reached the sockets, but for what takes its time. */
export async function settle(play: Play): Promise<void> {
  const { dialogs, sockets } = currentState(play);
  const rooms = dialogs.filter((dialog) => !dialog.isDeleted).map(({ id }) => env.DIALOG_ROOM.getByName(id));
  await Promise.all(rooms.map((room) => room.onlineUserIds()));
  const open = Object.entries(sockets).filter(([, socket]) => socket.isOpen);
  const owners = new Set(open.map(([, socket]) => socket.owner));
  await Promise.all([...owners].map((id) => env.USER_INBOX.getByName(id).presence()));
  await Promise.all(open.map(([name]) => play.cast.ears.get(name)?.caughtUp()));
}

function inFixedOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function possibilityAfter({ after }: Outcome, { left, learnt }: Hearing): Possibility {
  for (const { place, id } of learnt.values()) {
    const message = dialogAt(after, place[0]).messages[place[1]];
    if (message !== undefined) message.id = id;
  }
  return { state: after, left };
}

interface Heard {
  outcome: Judged;
  hearing: Hearing;
}

/** The step went in one of these ways: what was heard is accounted for, and what may be so is narrowed down. */
function accountFor(play: Play, news: News, ways: readonly Heard[], counted: Heard): void {
  addCounts(play.counts, counted.outcome.findings.counts);
  addCounts(play.counts, counted.hearing.findings.counts);
  for (const [name, { length }] of news) {
    play.accounted.set(name, (play.accounted.get(name) ?? 0) + length);
  }
  const distinct = new Map(
    ways
      .map(({ outcome, hearing }) => possibilityAfter(outcome, hearing))
      .map((possibility) => [JSON.stringify(possibility, inFixedOrder), possibility] as const),
  );
  play.possible = [...distinct.values()];
}

/** Waits until all that is due was heard, in at least one of the ways in which the step may have gone. */
async function listen(play: Play, judged: readonly Judged[]): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const news = newsOf(play);
    const heard = judged.map((outcome) => ({ outcome, hearing: hear(outcome, news, play.cast.ears) }));
    const faultless = heard.filter(({ hearing }) => hearing.findings.faults.length === 0);
    const complete = faultless.filter(({ hearing }) => hearing.missing.length === 0);
    const [first] = complete;
    if (first !== undefined) return accountFor(play, news, complete, first);
    // Nothing that is yet to come mends what should not have been heard.
    if (faultless.length === 0) throw failure(play, heard[0]?.hearing.findings.faults ?? []);
    const somethingCame = await play.cast.bell.next(deadline - Date.now());
    if (!somethingCame) throw failure(play, faultless[0]?.hearing.missing ?? []);
  }
}

/** Takes turns at the same time, and finds out in which order they may have gone. */
export async function take(play: Play, turns: readonly Turn[], mayReorder = true): Promise<void> {
  const given = await Promise.all(turns.map((turn) => turn.perform()));
  const answers = new Map(turns.map((turn, index) => [turn, given[index] ?? noAnswer()]));
  const lines = turns.map((turn) => `${turn.label} → ${answers.get(turn)?.status || 'done'}`);
  if (lines.length > 0) play.history.push(`${lines.length > 1 ? 'at once: ' : ''}${lines.join(' | ')}`);
  const inWhichOrders = mayReorder ? orders(turns) : [[...turns]];
  const judged = play.possible.flatMap((possibility) =>
    inWhichOrders.map((order) => judgeInOrder(play.cast, possibility, order, answers)),
  );
  const faultless = judged.filter(({ findings }) => findings.faults.length === 0);
  if (faultless.length === 0) {
    const [nearest] = judged.toSorted(
      (one, other) => one.findings.faults.length - other.findings.faults.length,
    );
    throw failure(play, nearest?.findings.faults ?? []);
  }
  if (turns.length > 1) await settle(play);
  await listen(play, faultless);
}
