import fc from 'fast-check';
import { act, learnMessages } from './acting.ts';
import type { Action, ScopePlan } from './actions.ts';
import { connection, creation, scopePlan, step } from './any-action.ts';
import { createBell } from './ears.ts';
import type { Counts } from './findings.ts';
import { currentState, type Play, settle, take } from './play.ts';
import { createSecrets, userIdRoot } from './secrets.ts';
import type { Levels } from './state.ts';
import { placeOfPerson } from './turn.ts';
import type { Person } from './wire.ts';

/** A world and what happens in it. */
export interface Scenario {
  tenants: number;
  /** The scope of each user; someone without one may join nothing. */
  scopes: (ScopePlan | undefined)[];
  openings: Action[];
  connections: Action[];
  steps: Action[][];
}

/** A scenario as a failure prints it: each step on a line of its own. */
function inWords({ tenants, scopes, openings, connections, steps }: Scenario): string {
  const plain = (value: unknown) => JSON.stringify(value)?.replaceAll('"', '') ?? 'none';
  return [
    `${tenants} tenants`,
    ...scopes.map((scope, place) => `u${place} of ${plain(scope)}`),
    ...[...openings, ...connections].map(plain),
    ...steps.map((actions) => actions.map(plain).join(' | ')),
  ].join('\n  ');
}

const maximum = { size: 'max' } as const;

const anyScenario: fc.Arbitrary<Scenario> = fc.record({
  tenants: fc.integer({ min: 2, max: 4 }),
  scopes: fc.array(fc.option(scopePlan, { nil: undefined, freq: 5 }), {
    minLength: 4,
    maxLength: 6,
    ...maximum,
  }),
  openings: fc.array(creation, { minLength: 3, maxLength: 5, ...maximum }),
  connections: fc.array(connection, { minLength: 5, maxLength: 8, ...maximum }),
  steps: fc.array(step, { minLength: 40, maxLength: 70, ...maximum }),
});

/** Any world, and anything that may happen in it. */
export const scenario = anyScenario.map((plan) => ({ ...plan, [fc.toStringMethod]: () => inWords(plan) }));

/** Each is the beginning of another, or would match another where `_` and `%` are not ordinary characters. */
const userIdEndings = ['', '1', '11', '_', '%', '.1'];

function headersOf({ level0, level1, level2 }: Levels): Record<string, string> {
  const tenant = level0.length === 1 ? { tenant_uid: level0[0] } : { scope_level0: level0 };
  return {
    'X-Scope-Config': btoa(JSON.stringify({ ...tenant, scope_level1: level1, scope_level2: level2 })),
  };
}

function personOf(
  run: string,
  place: number,
  plan: ScopePlan | undefined,
  tenants: readonly string[],
): Person {
  const values = (places: number[]) => places.map((tenant) => tenants[tenant % tenants.length] ?? '');
  const levels = {
    level0: values(plan?.tenants ?? []),
    level1: values(plan?.level1 ?? []),
    level2: values(plan?.level2 ?? []),
  };
  return {
    id: `${userIdRoot(run)}${userIdEndings[place] ?? `.${place}`}`,
    alias: `u${place}`,
    levels,
    headers: plan === undefined ? {} : headersOf(levels),
  };
}

/** A world of its own in the system that all runs share. */
function newPlay({ tenants, scopes }: Scenario, counts: Counts): Play {
  const run = crypto.randomUUID().slice(0, 6);
  const secrets = createSecrets(run);
  const first = secrets.mint();
  const values = [first, `${first}1`, secrets.mint(), `${first}_`].slice(0, tenants);
  return {
    cast: {
      run,
      people: scopes.map((plan, place) => personOf(run, place, plan, values)),
      tenants: values,
      objectType: `order-${run}`,
      objectIds: ['o-1', 'o-11', 'o-2'],
      secrets,
      ears: new Map(),
      bell: createBell(),
    },
    counts,
    history: [],
    possible: [{ state: { dialogs: [], sockets: {}, online: [], unsettled: [], typed: {} }, left: [] }],
    accounted: new Map(),
    sockets: 0,
  };
}

/** Everything that one person may ask about everything there is. */
function everythingAskedBy(person: number, dialogs: number): Action[] {
  const by = placeOfPerson(person);
  const message = { dialog: 'same', message: person } as const;
  const all = { type: undefined, search: undefined, archived: undefined };
  return [
    { do: 'list', by, filter: all, byPages: false },
    { do: 'list', by, filter: { ...all, type: 'available' }, byPages: false },
    ...[0, 1, 2].flatMap((object): Action[] => [
      { do: 'list of object', by, object, filter: all },
      { do: 'newest of object', by, object },
    ]),
    ...Array.from({ length: dialogs }, (_, dialog) => dialog).flatMap((dialog): Action[] => [
      { do: 'look', by, dialog },
      { do: 'look at people', by, dialog },
      { do: 'read page', by, dialog, at: 'end', message, limit: 100 },
      { do: 'read one', by, dialog, message },
    ]),
  ];
}

/** At most one dialog is made at a time: it is known by its place among all. */
function withOneCreation(actions: readonly Action[]): Action[] {
  const first = actions.findIndex((action) => action.do === 'create');
  return actions.filter((action, index) => action.do !== 'create' || index === first);
}

/** Plays a scenario against the system, and holds all that is answered and heard against the model. */
export async function playScenario(plan: Scenario, counts: Counts): Promise<void> {
  const play = newPlay(plan, counts);
  const beginning = [...plan.openings, ...plan.connections].map((action) => [action]);
  for (const actions of [...beginning, ...plan.steps]) {
    await act(play, withOneCreation(actions));
    await learnMessages(play);
  }
  const dialogs = currentState(play).dialogs.length;
  for (const person of play.cast.people.keys()) {
    await act(play, everythingAskedBy(person, dialogs), false);
  }
  await settle(play);
  for (let dialog = 0; dialog < dialogs; dialog += 1) await act(play, [{ do: 'delete dialog', dialog }]);
  await settle(play);
  await take(play, []);
  await Promise.all(
    [...play.cast.ears.values()].filter((ear) => ear.closedWith === undefined).map((ear) => ear.hangUp()),
  );
}
