import { chosen } from './differences.ts';
import { createFindings, type Findings } from './findings.ts';
import type { Outcome } from './hearing.ts';
import type { State } from './state.ts';
import type { Cast, Due, Scene, Turn } from './turn.ts';
import type { Answer } from './wire.ts';

/** A state that the system may be in, and what may still be heard of the way there. */
export interface Possibility {
  state: State;
  left: Due[];
}

/** All orders of a few things. */
export function orders<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first) =>
    orders(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}

/** How a step went, if it went in some order: `findings` say what speaks against that. */
export interface Judged extends Outcome {
  findings: Findings;
}

/** Holds the answers against the model, as if the turns had been taken in this order. */
export function judgeInOrder(
  cast: Cast,
  { state, left }: Possibility,
  order: readonly Turn[],
  answers: ReadonlyMap<Turn, Answer>,
): Judged {
  const after = structuredClone(state);
  const opening = new Set(order.length > 1 ? order.flatMap((turn) => turn.opens?.name ?? []) : []);
  const scene: Scene = {
    cast,
    state: after,
    dues: [...left],
    findings: createFindings(),
    isAlone: order.length === 1,
    opening,
    presence: (userId) =>
      opening.size > 0 || after.unsettled.includes(userId)
        ? chosen('boolean')
        : after.online.includes(userId),
  };
  for (const turn of order) {
    const answer = answers.get(turn);
    if (answer !== undefined) turn.judge(scene, answer);
  }
  return { before: state, after, dues: scene.dues, findings: scene.findings };
}
