import type { Query } from '../../../database/query.ts';
import type { WriteTarget } from '../../../database/writes/open-dialog.ts';
import type { Effect } from '../effects.ts';
import type { Intent } from '../intents.ts';
import type { Outcome } from './operation.ts';

/** `fenced`: a newer room of this dialog took over, or this one lost its memory; nothing was written. */
export interface PartResult {
  outcomes: (Outcome | { status: 'fenced' })[];
  effects: Effect[];
}

/** One statement's worth of a flight: what it means to do, how, and what follows. */
export interface Part {
  intents: Intent[];
  query: Query<PartResult>;
}

/** What a part is made with. */
export interface PartContext {
  target: WriteTarget;
  /** The next message id: later parts have greater ones. */
  newMessageId(): string;
  /** The time of this flight, as the wire has it. */
  at: string;
}

/** The result of a part with one operation. */
export function single(outcome: PartResult['outcomes'][number], effects: Effect[] = []): PartResult {
  return { outcomes: [outcome], effects };
}
