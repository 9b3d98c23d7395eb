import type { PersonId } from '../people.ts';
import type { SeedFileName } from './files.ts';

/** Who may join: a tenant or two, and departments and roles; those left out are anybody's. */
export interface SeedScope {
  tenants: string[];
  departments?: string[];
  roles?: string[];
}

/** How many minutes after the step before it something happened. */
interface Timed {
  after?: number;
}

export interface Said extends Timed {
  by: PersonId;
  /** HTML; text without a tag becomes one paragraph. */
  text: string;
  files?: SeedFileName[];
  /** A name by which later steps refer to it. */
  as?: string;
  replyTo?: string;
  /** What the author changed it to. */
  editedTo?: string;
  /** Taken back by its author at the end of the conversation. */
  isTakenBack?: boolean;
}

interface Joined extends Timed {
  join: PersonId;
}

interface Left extends Timed {
  leave: PersonId;
}

/** Each is one message of the dialog: joining and leaving are system messages. */
export type SeedStep = Said | Joined | Left;

export interface Conversation {
  /** Names it for good: a conversation that is there already is not made again. */
  key: string;
  order: string;
  title: string;
  createdBy: PersonId;
  participants: PersonId[];
  scopes?: SeedScope[];
  /** How many minutes ago the last step was. */
  endedMinutesAgo: number;
  steps: SeedStep[];
  /** How many of the last messages a participant has not read; those not named have read all. */
  unread?: Partial<Record<PersonId, number>>;
  pinnedBy?: PersonId[];
  mutedBy?: PersonId[];
  archivedBy?: PersonId[];
}

export const hour = 60;
export const day = 24 * hour;

const defaultPauseMinutes = 4;

/** When each message of a conversation came, the one that tells of its creation first. */
export function timesOf({ steps, endedMinutesAgo }: Conversation, now: Date): Date[] {
  const pauses = steps.map((step) => step.after ?? defaultPauseMinutes);
  const lastedMinutes = pauses.reduce((sum, pause) => sum + pause, 0);
  let minutesAgo = endedMinutesAgo + lastedMinutes;
  const times = [minutesAgo];
  for (const pause of pauses) {
    minutesAgo -= pause;
    times.push(minutesAgo);
  }
  // Nobody writes on the full minute only; the seconds grow with the message, so the order stays.
  const spread = 50_000 / times.length;
  return times.map(
    (ago, index) => new Date(now.getTime() - ago * 60_000 - 60_000 + Math.round(index * spread)),
  );
}
