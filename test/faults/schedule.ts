import type { ObjectClass, SocketsOfEvicted } from '../support/edge.ts';
import type { ShutdownMode } from '../support/postgres-server.ts';
import { createRandom, type Random } from './random.ts';

/** What goes wrong with statements that arrive while it lasts. */
export type DatabaseFault =
  /** The connection is cut; nothing is run. */
  | 'refuse'
  /** Nothing is run and nothing is ever answered. */
  | 'hang'
  /** The statement is run, and the connection cut in place of an answer. */
  | 'drop-answer'
  /** The statement is run, and answered when the fault ends. */
  | 'hold-answer'
  /** Every other statement is run only when the fault ends, even if whoever sent it is gone by then. */
  | 'hold-statement';

/** What the webhook receiver does with the first try of each webhook while it lasts. */
export type ReceiverFault = 'error' | 'hang' | 'reset';

export type Fault =
  | { kind: 'kill workerd' }
  | { kind: 'restart postgres'; mode: ShutdownMode }
  | { kind: 'database'; does: DatabaseFault; forMs: number }
  /** `which` is the place of the object among those of its class, counted round. */
  | { kind: 'evict'; objectClass: ObjectClass; which: number; webSockets: SocketsOfEvicted }
  | { kind: 'reset'; objectClass: ObjectClass; which: number }
  /** `which` are the places of the clients whose connections break. */
  | { kind: 'break sockets'; which: number[] }
  | { kind: 'receiver'; does: ReceiverFault; forMs: number };

/** A fault, and when it begins, on a clock that runs from the start of the load and stands still during restarts. */
export interface TimedFault {
  atMs: number;
  fault: Fault;
}

export interface Schedule {
  seed: number;
  /** How long answers of the database take at any time. */
  latencyMs: number;
  faults: readonly TimedFault[];
}

/** Faults begin within this time; a restart takes the time that it takes besides. */
const faultyMs = 6_500;

const objectClasses = ['DialogRoom', 'DialogRoom', 'UserInbox'] as const;

/** How often each kind of fault happens in one seed, at least and at most, and how it is drawn. */
const kinds: readonly { times: readonly [number, number]; draw(random: Random): Fault }[] = [
  { times: [1, 2], draw: () => ({ kind: 'kill workerd' }) },
  {
    times: [0, 2],
    draw: (random) => ({ kind: 'restart postgres', mode: random.pick(['fast', 'immediate']) }),
  },
  {
    times: [3, 7],
    draw: (random) => ({
      kind: 'database',
      does: random.pick(['refuse', 'drop-answer', 'drop-answer', 'hold-answer']),
      forMs: random.int(40, 900),
    }),
  },
  {
    times: [2, 5],
    draw: (random) => ({
      kind: 'evict',
      objectClass: random.pick(objectClasses),
      which: random.int(0, 99),
      webSockets: random.pick(['hibernate', 'hibernate', 'close']),
    }),
  },
  {
    times: [2, 5],
    draw: (random) => ({
      kind: 'reset',
      objectClass: random.pick(objectClasses),
      which: random.int(0, 99),
    }),
  },
  {
    times: [2, 4],
    draw: (random) => ({ kind: 'break sockets', which: [random.int(0, 99), random.int(0, 99)] }),
  },
  {
    times: [1, 3],
    draw: (random) => ({
      kind: 'receiver',
      does: random.pick(['error', 'hang', 'reset']),
      forMs: random.int(200, 1_500),
    }),
  },
];

/** A write that is late, and that its room does not live to see: by the time it arrives another has taken over. */
function lateWrite(random: Random): TimedFault[] {
  const atMs = random.int(600, faultyMs);
  const late: Fault = { kind: 'database', does: 'hold-statement', forMs: random.int(800, 2_000) };
  const end: Fault = random.chance(0.5)
    ? { kind: 'kill workerd' }
    : { kind: 'reset', objectClass: 'DialogRoom', which: random.int(0, 99) };
  return [
    { atMs, fault: late },
    { atMs: atMs + random.int(60, 300), fault: end },
  ];
}

/** Whatever waits for a statement that hangs waits ten seconds: so it is rare, and short. */
function rareHang(random: Random): Fault[] {
  return random.chance(0.1) ? [{ kind: 'database', does: 'hang', forMs: random.int(10, 40) }] : [];
}

/** What goes wrong in the run of a seed, and when: the same for the same seed. */
export function createSchedule(seed: number): Schedule {
  const random = createRandom(`schedule ${seed}`);
  const drawn = kinds.flatMap(({ times: [least, most], draw }) =>
    Array.from({ length: random.int(least, most) }, () => draw(random)),
  );
  const lateWrites = Array.from({ length: random.int(0, 2) }, () => lateWrite(random)).flat();
  const faults = [...drawn, ...rareHang(random)]
    .map((fault) => ({ atMs: random.int(600, faultyMs), fault }))
    .concat(lateWrites)
    .sort((one, other) => one.atMs - other.atMs);
  return { seed, latencyMs: random.int(1, 12), faults };
}

/** The schedule as a person reads it, a line a fault. */
export function printSchedule({ seed, latencyMs, faults }: Schedule): string {
  const lines = faults.map(({ atMs, fault: { kind, ...details } }) => {
    const words = Object.entries(details).map(([name, value]) => `${name} ${String(value)}`);
    return `  ${String(atMs).padStart(5)} ms  ${[kind, ...words].join(', ')}`;
  });
  return [`seed ${seed}: the database is ${latencyMs} ms away`, ...lines].join('\n');
}
