import { type Deed, type DeedOf, isBefore } from '../history.ts';

/** Picks the deeds of these kinds. */
export function isKind<Kind extends Deed['kind']>(...kinds: Kind[]) {
  return (deed: Deed): deed is DeedOf<Kind> => kinds.some((kind) => kind === deed.kind);
}

/** The latest deed that was acknowledged, if no other that may have taken effect was after it or beside it. */
export function lastWord<One extends Deed>(deeds: readonly One[]): One | undefined {
  const effective = deeds.filter((deed) => deed.knowledge !== 'refused');
  return effective.find(
    (deed) =>
      deed.knowledge === 'acknowledged' &&
      effective.every((other) => other === deed || isBefore(other, deed)),
  );
}
