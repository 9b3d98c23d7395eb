import { type DeedOf, type History, isBefore } from '../history.ts';
import { isKind, lastWord } from './deeds.ts';
import type { Findings } from './findings.ts';
import { groupBy, type Stored, type StoredParticipant } from './stored.ts';

type Passage = DeedOf<'join' | 'leave' | 'add' | 'remove'>;

const keyOf = ({ dialogId, userId }: { dialogId: string; userId: string }) => `${dialogId} ${userId}`;

function isEntry(deed: Passage): boolean {
  return deed.kind === 'join' || deed.kind === 'add';
}

/** Who came and went as the last of them that was acknowledged says. */
function checkPassages(
  passages: ReadonlyMap<string, Passage[]>,
  participants: ReadonlyMap<string, StoredParticipant[]>,
  dialogs: ReadonlySet<string>,
  findings: Findings,
): void {
  for (const [key, deeds] of passages) {
    const last = lastWord(deeds);
    if (last === undefined || !dialogs.has(last.dialogId)) continue;
    const isIn = participants.get(key)?.[0]?.isIn ?? false;
    findings.must(
      isIn === isEntry(last),
      'who joined or was added takes part, who left or was removed does not',
      () => `${key}: the last word is ${last.kind} at ${last.startedAt}, and they are ${isIn ? 'in' : 'out'}`,
    );
  }
}

const announced: Record<Passage['kind'], string> = {
  join: 'participant_joined',
  leave: 'participant_left',
  add: 'participant_added',
  remove: 'participant_removed',
};

/** Each coming and going has its system message, and there is none of what never was. */
function checkAnnouncements(passages: readonly Passage[], stored: Stored, findings: Findings): void {
  const dialogs = new Set(stored.dialogs.map((dialog) => dialog.id));
  const messages = groupBy(
    stored.messages.filter((message) => message.eventUserId !== null),
    (message) => `${message.event} ${message.dialogId} ${message.eventUserId}`,
  );
  const done = groupBy(
    passages.filter((deed) => dialogs.has(deed.dialogId)),
    (deed) => `${announced[deed.kind]} ${keyOf(deed)}`,
  );
  for (const key of new Set([...messages.keys(), ...done.keys()])) {
    const deeds = done.get(key) ?? [];
    const sure = deeds.filter(
      (deed) => deed.knowledge === 'acknowledged' && !(deed.kind === 'add' && deed.wasNew === false),
    ).length;
    const unsure = deeds.filter((deed) => deed.knowledge === 'unknown').length;
    const found = messages.get(key)?.length ?? 0;
    findings.must(
      found >= sure && found <= sure + unsure,
      'every coming and going is announced once',
      () => `${key}: ${found} announcements of ${sure} acknowledged and ${unsure} unknown`,
    );
  }
}

/** Deeds of someone that no coming or going of theirs was after or beside. */
function sincePassages<One extends DeedOf<'read' | 'send' | 'choose'>>(
  deeds: readonly One[],
  passages: ReadonlyMap<string, Passage[]>,
) {
  return deeds.filter((deed) =>
    (passages.get(keyOf(deed)) ?? []).every(
      (other) => other.knowledge === 'refused' || isBefore(other, deed),
    ),
  );
}

/** What people read or said moves their read position, and never back. */
function checkReads(
  history: History,
  passages: ReadonlyMap<string, Passage[]>,
  participants: ReadonlyMap<string, StoredParticipant[]>,
  findings: Findings,
): void {
  const marks = history.deeds
    .filter(isKind('read', 'send'))
    .filter((deed) => deed.knowledge === 'acknowledged');
  for (const deed of sincePassages(marks, passages)) {
    const person = participants.get(keyOf(deed))?.[0];
    if (person === undefined || deed.messageId === undefined) continue;
    findings.must(
      person.isIn && person.lastReadMessageId !== null && person.lastReadMessageId >= deed.messageId,
      'an acknowledged read, or a message of one’s own, stays read',
      () =>
        `${keyOf(deed)} acknowledged ${deed.kind} of ${deed.messageId}, stored ${person.lastReadMessageId}`,
    );
  }
}

/** What people chose about a dialog stays chosen. */
function checkChoices(
  history: History,
  passages: ReadonlyMap<string, Passage[]>,
  participants: ReadonlyMap<string, StoredParticipant[]>,
  findings: Findings,
): void {
  const choices = groupBy(history.deeds.filter(isKind('choose')), (deed) => `${keyOf(deed)} ${deed.choice}`);
  for (const deeds of choices.values()) {
    const last = lastWord(deeds);
    if (last === undefined || sincePassages([last], passages).length === 0) continue;
    const person = participants.get(keyOf(last))?.[0];
    if (person === undefined) continue;
    const value = last.choice === 'pinned' ? person.isPinned : person.wantsNotifications;
    findings.must(
      value === last.value,
      'an acknowledged choice stays chosen',
      () => `${keyOf(last)} chose ${last.choice} ${last.value}, stored ${value}`,
    );
  }
}

/** Joining, leaving, reading and choosing are in effect once they were acknowledged. */
export function checkMembers(history: History, stored: Stored, findings: Findings): void {
  const all = history.deeds.filter(isKind('join', 'leave', 'add', 'remove'));
  const passages = groupBy(all, keyOf);
  const participants = groupBy(stored.participants, keyOf);
  checkPassages(passages, participants, new Set(stored.dialogs.map((dialog) => dialog.id)), findings);
  checkAnnouncements(all, stored, findings);
  checkReads(history, passages, participants, findings);
  checkChoices(history, passages, participants, findings);
}
