import type { MessagePlace } from './actions.ts';
import { differences, fieldOf, show } from './differences.ts';
import type { Bell, Ear } from './ears.ts';
import type { Findings } from './findings.ts';
import { knowledgeOf, type Secrets, wordsIn } from './secrets.ts';
import {
  type DialogState,
  type MessageState,
  type PersonState,
  personIn,
  type State,
  standing,
} from './state.ts';
import type { Presence } from './views.ts';
import { type Answer, askAs, type Person } from './wire.ts';

/** Who and what is the same for a whole run. */
export interface Cast {
  run: string;
  people: Person[];
  tenants: string[];
  objectType: string;
  objectIds: string[];
  secrets: Secrets;
  ears: Map<string, Ear>;
  bell: Bell;
}

/** An event that a socket is to hear, or may. */
export interface Due {
  socket: string;
  event: object;
  isOptional: boolean;
  /** The message that it announces, of which its id is learnt: the places of its dialog and of itself. */
  message?: [dialog: number, message: number];
  /** What is known of the message that it quotes, whose text may name people. */
  quoted?: MessageState | undefined;
}

/** One way in which a step may have gone, while it is judged. */
export interface Scene {
  cast: Cast;
  /** As it is before the turn; judging makes it what it is after. */
  state: State;
  dues: Due[];
  findings: Findings;
  /** Whether nothing else happens at the same time. */
  isAlone: boolean;
  /** The sockets that are being opened at the same time: what they hear already is chance. */
  opening: ReadonlySet<string>;
  presence: Presence;
}

/** One thing that someone does. */
export interface Turn {
  /** In words, for whoever reads of a failure. */
  label: string;
  /** The socket that it opens, if it does. */
  opens?: { name: string; owner: string };
  perform(): Promise<Answer>;
  /** Holds the answer against the model, and does in the model what was done. */
  judge(scene: Scene, answer: Answer): void;
}

/** Where turns are made: the state is one of those that are possible. */
export interface Stage {
  cast: Cast;
  state: State;
  isAlone: boolean;
}

export function expectStatus({ findings }: Scene, answer: Answer, ...allowed: number[]): boolean {
  const holds = allowed.includes(answer.status);
  findings.check(
    'status',
    holds,
    () => `${answer.status}, not ${allowed.join(' or ')}: ${show(answer.body)}`,
  );
  return holds;
}

/** That a thing in an answer is what the model expects. */
export function expectContent({ findings }: Scene, actual: unknown, expected: unknown): void {
  const found = differences(actual, expected);
  findings.check('content', found.length === 0, () => found.join('; '));
}

export function dataOf(answer: Answer): unknown {
  return fieldOf(answer.body, 'data');
}

/** That all that can be found in an answer is known to the person who got it. */
export function expectNothingUnknown({ state, findings }: Scene, answer: Answer, person: Person): void {
  const known = knowledgeOf(state, person);
  for (const word of wordsIn(answer.text)) {
    findings.check('secret', known.has(word), () => `${person.alias} learns ${word} from ${answer.text}`);
  }
}

interface ChatTurn {
  by: Person;
  label: string;
  call: { method: string; path: string; body?: unknown };
  rule(scene: Scene, answer: Answer): void;
}

/** A call of the Chat API. */
export function chatTurn({ by, label, call, rule }: ChatTurn): Turn {
  return {
    label: `${by.alias} ${label}`,
    perform: () => askAs(by, call),
    judge(scene, answer) {
      rule(scene, answer);
      expectNothingUnknown(scene, answer, by);
    },
  };
}

/** Gives a dialog by its place; everything that is made is counted, so it is there. */
export function dialogAt(state: State, place: number): DialogState {
  const dialog = state.dialogs[place % state.dialogs.length];
  if (dialog === undefined) throw new Error('No dialog was made yet');
  return dialog;
}

/** Below this, a place names one of those who take part in the dialog at hand, where anyone does. */
const insiders = 7;

/** The place that names this person, whatever dialog is at hand. */
export function placeOfPerson(person: number): number {
  return insiders + person;
}

/** Anyone, whether they take part in something or not. */
export function personAt(cast: Cast, place: number): Person {
  const person = cast.people[(place < insiders ? place : place - insiders) % cast.people.length];
  if (person === undefined) throw new Error('Nobody is there');
  return person;
}

/** Who acts on a dialog: often someone of it, and as likely anyone. */
export function actorAt({ cast, state }: Stage, place: number, dialog: number): Person {
  const { people } = dialogAt(state, dialog);
  const insider = place < insiders ? people[place % Math.max(people.length, 1)] : undefined;
  return cast.people.find(({ id }) => id === insider?.userId) ?? personAt(cast, place);
}

/** A call that participants alone can make: 404 where there is no dialog, 403 to anyone else. */
export function forParticipants(
  scene: Scene,
  answer: Answer,
  place: number,
  by: Person,
  rule: (dialog: DialogState, me: PersonState) => void,
): void {
  const dialog = dialogAt(scene.state, place);
  const me = personIn(dialog, by.id);
  if (me !== undefined) rule(dialog, me);
  else expectStatus(scene, answer, standing(dialog, by) === 'missing' ? 404 : 403);
}

/** Every message of a dialog whose id is known. */
export function knownIds(dialog: DialogState): string[] {
  return dialog.messages.flatMap((message: MessageState) => message.id ?? []);
}

/** The place of the dialog that an action names. */
export function placeOf(stage: Stage, dialog: number): number {
  return dialog % stage.state.dialogs.length;
}

/** What a dialog is called in what a failure prints. */
export function aliasOf(place: number): string {
  return `d${place}`;
}

const idOfNothing = '01900000-0000-7000-8000-000000000000';

/** The id of the message that an action names: one of the dialog at hand or of another, or of none. */
export function messageIdAt(stage: Stage, place: number, named: MessagePlace): string {
  const dialog = named.dialog === 'same' ? place : placeOf(stage, named.dialog);
  const ids = knownIds(dialogAt(stage.state, dialog));
  return ids[named.message % Math.max(ids.length, 1)] ?? idOfNothing;
}

/** What a message is called in what a failure prints. */
export function messageAlias(state: State, id: string): string {
  const place = state.dialogs.findIndex((dialog) => dialog.messages.some((message) => message.id === id));
  if (place < 0) return 'no message';
  return `${aliasOf(place)}#${dialogAt(state, place).messages.findIndex((message) => message.id === id)}`;
}
