import fc from 'fast-check';
import {
  type Action,
  choices,
  hostCalls,
  type ListFilter,
  type MessagePlace,
  type Place,
  type ScopePlan,
} from './actions.ts';

const place = fc.nat({ max: 13 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
/** Mostly one of the dialog at hand; guessing others is what strangers would do. */
const messagePlace: fc.Arbitrary<MessagePlace> = fc.record({
  dialog: fc.oneof({ weight: 3, arbitrary: fc.constant('same' as const) }, { weight: 1, arbitrary: place }),
  message: fc.nat({ max: 40 }),
});

const level: fc.Arbitrary<Place[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Place[]>([]) },
  { weight: 3, arbitrary: fc.uniqueArray(fc.nat({ max: 2 }), { minLength: 1, maxLength: 2 }) },
);

/** An access scope, of one tenant or several. */
export const scopePlan: fc.Arbitrary<ScopePlan> = fc.record({
  tenants: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 2 }),
  level1: level,
  level2: level,
});
const scopePlans = fc.array(scopePlan, { maxLength: 3 });

const filter: fc.Arbitrary<ListFilter> = fc.record({
  type: maybe(fc.constantFrom('participating' as const, 'available' as const)),
  search: maybe(
    fc.record({
      for: fc.constantFrom('title', 'company', 'name', 'email', 'text', 'anything'),
      dialog: place,
      upperCase: fc.boolean(),
    }),
  ),
  archived: maybe(fc.boolean()),
});

/** The host makes a dialog, about one of few objects so that tenants share them. */
export const creation = fc.record({
  do: fc.constant('create' as const),
  object: fc.nat({ max: 2 }),
  people: fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 4, size: 'max' }),
  profiles: fc.boolean(),
  createdBy: maybe(fc.nat({ max: 5 })),
  scopes: scopePlans,
});

const onDialog = { by: place, dialog: place };
const named = <Name extends Action['do']>(...names: Name[]) => fc.constantFrom(...names);

const reading: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: named('look', 'look at people'), ...onDialog }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: named('read page'),
      at: fc.constantFrom('end', 'end', 'before', 'after', 'around'),
      message: messagePlace,
      limit: fc.constantFrom(2, 5, 50),
      ...onDialog,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: named('read one'), message: messagePlace, ...onDialog }) },
  { weight: 3, arbitrary: fc.record({ do: named('list'), by: place, filter, byPages: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: named('follow cursor'),
      by: place,
      of: place,
      type: fc.constantFrom('participating' as const, 'available' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: named('list of object'), by: place, object: fc.nat({ max: 2 }), filter }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: named('newest of object'), by: place, object: fc.nat({ max: 2 }) }),
  },
);

const writing: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: named('join'), givesAddresses: fc.boolean(), ...onDialog }) },
  { weight: 3, arbitrary: fc.record({ do: named('leave'), ...onDialog }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: named('choose'), choice: fc.constantFrom(...choices), ...onDialog }),
  },
  { weight: 3, arbitrary: fc.record({ do: named('mark read'), message: messagePlace, ...onDialog }) },
  {
    weight: 14,
    arbitrary: fc.record({
      do: named('send'),
      replyTo: maybe(messagePlace),
      retryOf: maybe(fc.nat({ max: 1 })),
      ...onDialog,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: named('edit', 'delete message'), message: messagePlace, ...onDialog }),
  },
);

const hosting: fc.Arbitrary<Action> = fc.oneof(
  { weight: 1, arbitrary: creation },
  { weight: 3, arbitrary: fc.record({ do: named('add'), dialog: place, who: place, profile: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: named('remove'), dialog: place, who: place }) },
  { weight: 2, arbitrary: fc.record({ do: named('open to'), dialog: place, scopes: scopePlans }) },
  { weight: 1, arbitrary: fc.record({ do: named('delete dialog', 'host looks'), dialog: place }) },
  { weight: 1, arbitrary: fc.record({ do: named('host lists'), object: fc.nat({ max: 2 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: named('pose as host'), call: fc.constantFrom(...hostCalls), ...onDialog }),
  },
);

/** A socket of someone, for all their dialogs or for one. */
export const connection: fc.Arbitrary<Action> = fc.record({
  do: named('connect'),
  by: place,
  dialog: maybe(place),
});

const speaking: fc.Arbitrary<Action> = fc.record({
  do: named('subscribe', 'subscribe', 'type', 'type', 'unsubscribe'),
  socket: place,
  dialog: place,
});

const overRest = fc.oneof(
  { weight: 10, arbitrary: writing },
  { weight: 5, arbitrary: reading },
  { weight: 4, arbitrary: hosting },
);

/** Things that happen at the same time, mostly to one dialog. */
const together = fc
  .record({
    dialog: maybe(place),
    actions: fc.array(
      fc.oneof(
        { weight: 8, arbitrary: overRest },
        { weight: 1, arbitrary: connection },
        { weight: 1, arbitrary: speaking },
      ),
      { minLength: 2, maxLength: 3 },
    ),
  })
  .map(({ dialog, actions }) =>
    actions.map((action) => (dialog === undefined || !('dialog' in action) ? action : { ...action, dialog })),
  );

/** What happens at once: one thing, or a few. */
export const step: fc.Arbitrary<Action[]> = fc.oneof(
  { weight: 6, arbitrary: overRest.map((action) => [action]) },
  { weight: 1, arbitrary: connection.map((action) => [action]) },
  { weight: 1, arbitrary: fc.record({ do: named('hang up'), socket: place }).map((action) => [action]) },
  { weight: 2, arbitrary: speaking.map((action) => [action]) },
  { weight: 4, arbitrary: together },
);
