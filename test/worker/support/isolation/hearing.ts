import { closeCode } from '../../../../contract/sockets.ts';
import { differences, fieldOf, show, textOf } from './differences.ts';
import type { Ear } from './ears.ts';
import { createFindings, type Findings } from './findings.ts';
import { wordsIn } from './secrets.ts';
import { personIn, type State } from './state.ts';
import { type Due, dialogAt } from './turn.ts';

/** What a socket heard since the step before. */
export type News = Map<string, Ear['heard']>;

/** One way in which a step may have gone: what follows from it, and what is to be heard. */
export interface Outcome {
  before: State;
  after: State;
  dues: Due[];
}

/** What was heard, held against what was due. */
export interface Hearing {
  findings: Findings;
  /** What has yet to be heard. */
  missing: string[];
  /** What may still be heard. */
  left: Due[];
  /** The ids of system messages that were learnt, by the places of their dialogs and their own. */
  learnt: Map<string, { place: [number, number]; id: string }>;
}

function expectedEvent(due: Due, { after }: Outcome, learnt: Hearing['learnt']): object {
  if (due.message === undefined) return due.event;
  const [dialog, message] = due.message;
  const id = dialogAt(after, dialog).messages[message]?.id ?? learnt.get(due.message.join())?.id;
  return id === undefined || id === null ? due.event : { ...due.event, id };
}

/** Why an event was not due: the nearest thing that was. */
function whyNot(name: string, event: unknown, outcome: Outcome, hearing: Hearing): string {
  const socket = outcome.after.sockets[name];
  const near = hearing.left.find(
    (due) => due.socket === name && fieldOf(due.event, 'type') === fieldOf(event, 'type'),
  );
  const but =
    near === undefined
      ? ''
      : `; due was: ${differences(event, expectedEvent(near, outcome, hearing.learnt)).join('; ')}`;
  return `${name} of ${socket?.owner} heard ${show(event)}, which was not due${but}`;
}

/** Takes the event off what is due, and looks through it for what the recipient may not know. */
function take(name: string, { text, event }: Ear['heard'][number], outcome: Outcome, hearing: Hearing): void {
  const { findings, left, learnt } = hearing;
  const index = left.findIndex(
    (due) =>
      due.socket === name &&
      fieldOf(due.event, 'type') === fieldOf(event, 'type') &&
      differences(event, expectedEvent(due, outcome, learnt)).length === 0,
  );
  const due = left[index];
  findings.check('event', due !== undefined, () => whyNot(name, event, outcome, hearing));
  if (due === undefined) return;
  left.splice(index, 1);
  const id = textOf(event, 'id');
  if (due.message !== undefined) learnt.set(due.message.join(), { place: due.message, id });
  const known = new Set([...wordsIn(JSON.stringify([due.event, due.quoted?.system])), id]);
  for (const word of wordsIn(text)) {
    findings.check('secret', known.has(word), () => `${name} learns ${word} from ${text}`);
  }
}

/** The dialogs that a socket may hear of when the step begins; of one that opens in it, also those of its end. */
function heardOf(name: string, { before, after }: Outcome): Set<string> {
  const socket = after.sockets[name];
  const states = before.sockets[name] === undefined ? [before, after] : [before];
  const ids = states.flatMap((state) =>
    state.dialogs
      .filter(
        (dialog, place) =>
          socket !== undefined && (socket.dialog ?? place) === place && personIn(dialog, socket.owner),
      )
      .map((dialog) => dialog.id),
  );
  return new Set(ids);
}

/** That nothing of a dialog comes before a socket heard that its user joined, or after it heard that they left. */
function followStream(name: string, heard: Ear['heard'], outcome: Outcome, { findings }: Hearing): void {
  const owner = outcome.after.sockets[name]?.owner;
  const open = heardOf(name, outcome);
  for (const { event } of heard) {
    const dialogId = textOf(event, 'dialog_id');
    if (dialogId === '') continue;
    const type = textOf(event, 'type');
    const isAboutSelf = textOf(event, 'user_id') === owner;
    if (type === 'participant.joined' && isAboutSelf) open.add(dialogId);
    findings.check(
      'stream',
      open.has(dialogId),
      () => `${name} of ${owner} takes no part, and heard ${show(event)}`,
    );
    if (type === 'dialog.deleted' || (type === 'participant.left' && isAboutSelf)) open.delete(dialogId);
  }
}

/** That exactly the sockets are closed whose users no longer take part. */
function expectClosings({ before, after }: Outcome, ears: ReadonlyMap<string, Ear>, hearing: Hearing): void {
  for (const [name, socket] of Object.entries(after.sockets)) {
    const code = ears.get(name)?.closedWith;
    if (socket.isOpen && code !== undefined) {
      hearing.findings.check('socket', false, () => `${name} was closed with ${code}`);
    }
    const isNew = socket.isExpelled && before.sockets[name]?.isExpelled !== true;
    if (!isNew) continue;
    if (code === undefined) hearing.missing.push(`${name} is not closed`);
    else
      hearing.findings.check(
        'socket',
        code === closeCode.notParticipant,
        () => `${name} closed with ${code}`,
      );
  }
}

/** Holds everything heard in a step against one way in which it may have gone. */
export function hear(outcome: Outcome, news: News, ears: ReadonlyMap<string, Ear>): Hearing {
  const certainFirst = outcome.dues.toSorted(
    (one, other) => Number(one.isOptional) - Number(other.isOptional),
  );
  const hearing: Hearing = { findings: createFindings(), missing: [], left: certainFirst, learnt: new Map() };
  for (const [name, heard] of news) {
    for (const item of heard) take(name, item, outcome, hearing);
    followStream(name, heard, outcome, hearing);
  }
  expectClosings(outcome, ears, hearing);
  for (const due of hearing.left) {
    if (!due.isOptional) hearing.missing.push(`${due.socket} did not hear ${show(due.event)}`);
  }
  return hearing;
}
