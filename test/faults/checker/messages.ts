import type { DeedOf, History } from '../history.ts';
import { isKind } from './deeds.ts';
import type { Findings } from './findings.ts';
import { groupBy, type Stored, type StoredMessage } from './stored.ts';

type Change = DeedOf<'edit' | 'delete message'>;

/** What a message may be, as far as its author can know. */
interface Candidate {
  content: string;
  isDeleted: boolean;
  /** Until when it may have become so. */
  endedAt: number;
}

/** Everything that a message may be after these changes: an acknowledged one leaves nothing of what was over before it. */
function candidatesAfter(sent: string, changes: readonly Change[]): Candidate[] {
  let candidates: Candidate[] = [{ content: sent, isDeleted: false, endedAt: 0 }];
  for (const change of [...changes].sort((one, other) => one.startedAt - other.startedAt)) {
    if (change.knowledge === 'refused') continue;
    if (change.knowledge === 'acknowledged') {
      candidates = candidates.filter((candidate) => candidate.endedAt >= change.startedAt);
    }
    const isDeleted = change.kind === 'delete message';
    candidates.push({ content: isDeleted ? '' : change.content, isDeleted, endedAt: change.endedAt });
  }
  return candidates;
}

function checkSends(history: History, stored: Stored, findings: Findings): void {
  const dialogs = new Set(stored.dialogs.map((dialog) => dialog.id));
  const sends = history.deeds.filter(isKind('send'));
  const keyOf = (dialogId: string, userId: string, clientMessageId: string) =>
    [dialogId, userId, clientMessageId].join(' ');
  const rows = groupBy(
    stored.messages.filter((message) => message.senderId !== null),
    (message) => keyOf(message.dialogId, message.senderId ?? '', message.clientMessageId ?? ''),
  );
  const attempts = groupBy(sends, (deed) => keyOf(deed.dialogId, deed.userId, deed.clientMessageId));
  for (const [key, tries] of attempts) {
    const found = (rows.get(key) ?? []).map((row) => row.id);
    const told = [...new Set(tries.flatMap((deed) => deed.messageId ?? []))];
    findings.must(
      found.length <= 1,
      'no message is stored twice',
      () => `${key} is stored as ${found.join(', ')}`,
    );
    findings.must(
      told.length <= 1,
      'a retry is answered with the same message',
      () => `${key}: ${told.join(', ')}`,
    );
    const [first] = tries;
    if (first === undefined || !dialogs.has(first.dialogId)) continue;
    findings.must(
      told.every((id) => found.includes(id)),
      'an acknowledged message is stored',
      () => `${key} was acknowledged as ${told.join(', ')}, and ${found.join(', ') || 'nothing'} is stored`,
    );
    findings.must(
      found.length === 0 || tries.some((deed) => deed.knowledge !== 'refused'),
      'what was refused is not stored',
      () => `${key} is stored as ${found.join(', ')}`,
    );
  }
  for (const [key, messages] of rows) {
    findings.must(
      attempts.has(key),
      'nothing is stored that nobody sent',
      () => `${key}: ${messages.map((message) => message.id).join(', ')}`,
    );
  }
}

function checkContents(history: History, stored: Stored, findings: Findings): void {
  const sent = new Map(
    history.deeds
      .filter(isKind('send'))
      .map((deed) => [`${deed.dialogId} ${deed.clientMessageId}`, deed.content]),
  );
  const changes = groupBy(history.deeds.filter(isKind('edit', 'delete message')), (deed) => deed.messageId);
  for (const message of stored.messages) {
    const original = sent.get(`${message.dialogId} ${message.clientMessageId}`);
    if (original === undefined) continue;
    const candidates = candidatesAfter(original, changes.get(message.id) ?? []);
    findings.must(
      candidates.some(
        ({ content, isDeleted }) => content === message.content && isDeleted === message.isDeleted,
      ),
      'a message is what its author last made of it',
      () =>
        `${message.id} is ${JSON.stringify({ content: message.content, isDeleted: message.isDeleted })}, and may be ${JSON.stringify(candidates)}`,
    );
  }
}

function checkCounters(stored: Stored, findings: Findings): void {
  const messages = groupBy(stored.messages, (message) => message.dialogId);
  const present = groupBy(
    stored.participants.filter((participant) => participant.isIn),
    (participant) => participant.dialogId,
  );
  for (const dialog of stored.dialogs) {
    const said = (messages.get(dialog.id) ?? []).filter((message) => message.senderId !== null);
    findings.must(
      said.every((message, index) => message.seq === index + 1),
      'messages are numbered in the order of their ids',
      () => `${dialog.id}: ${said.map((message: StoredMessage) => message.seq).join(' ')}`,
    );
    findings.must(
      dialog.lastSeq === said.length && dialog.lastMessageId === (said.at(-1)?.id ?? null),
      'a dialog knows its last message',
      () => `${dialog.id}: ${dialog.lastSeq}, ${dialog.lastMessageId} of ${said.length}, ${said.at(-1)?.id}`,
    );
    findings.must(
      dialog.participantsCount === (present.get(dialog.id)?.length ?? 0),
      'a dialog knows how many take part',
      () => `${dialog.id}: ${dialog.participantsCount} and not ${present.get(dialog.id)?.length ?? 0}`,
    );
  }
}

function checkDialogs({ deeds }: History, stored: Stored, findings: Findings): void {
  const creations = groupBy(deeds.filter(isKind('create')), (deed) => deed.objectId);
  const deletions = deeds.filter(isKind('delete dialog'));
  for (const [objectId, tries] of creations) {
    const found = stored.dialogs.filter((dialog) => dialog.objectId === objectId).map((dialog) => dialog.id);
    const told = [...new Set(tries.flatMap((deed) => deed.dialogId ?? []))];
    findings.must(
      found.length <= 1 && told.length <= 1,
      'no dialog is created twice for one Idempotency-Key',
      () => `${objectId}: ${found.join(', ')} are stored, ${told.join(', ')} were acknowledged`,
    );
    const [dialogId] = told;
    if (dialogId === undefined) continue;
    const attempts = deletions.filter((deed) => deed.dialogId === dialogId && deed.knowledge !== 'refused');
    const isDeleted = attempts.some((deed) => deed.knowledge === 'acknowledged');
    findings.must(
      isDeleted ? found.length === 0 : attempts.length > 0 || found.includes(dialogId),
      'a dialog is there from its creation to its deletion',
      () =>
        `${objectId} ${dialogId}: ${isDeleted ? 'deleted and still there' : 'never deleted and not there'}`,
    );
  }
}

/** Acknowledged messages are stored once, as their authors left them; refused ones are not; what is counted is right. */
export function checkMessages(history: History, stored: Stored, findings: Findings): void {
  checkSends(history, stored, findings);
  checkContents(history, stored, findings);
  checkCounters(stored, findings);
  checkDialogs(history, stored, findings);
}
