import { type History, isBefore } from '../history.ts';
import { isKind } from './deeds.ts';
import type { Findings } from './findings.ts';
import { groupBy, type Stored, type StoredMessage, type StoredParticipant } from './stored.ts';
import type { ToldOf } from './webhooks.ts';

type Notification = ToldOf<'notification.pending'>;

/** The clocks of the processes are one clock; this is for its rounding. */
const tolerance = 20;

function userMessages(stored: Stored): Map<string, StoredMessage[]> {
  return groupBy(
    stored.messages.filter((message) => message.senderId !== null),
    (message) => message.dialogId,
  );
}

/**
 * A burst is what is said from the start of a timer to its end. Its one notification names the latest unread message, so the
 * next one, for which something more must have been said, names a later one. And timers follow one another: the third
 * notification cannot come before three times the delay after the first message.
 */
function checkBursts(
  notifications: ReadonlyMap<string, Notification[]>,
  said: ReadonlyMap<string, StoredMessage[]>,
  delayMs: number,
  findings: Findings,
): void {
  for (const [key, told] of notifications) {
    const inOrder = told.toSorted((one, other) => (one.webhook.timestamp < other.webhook.timestamp ? -1 : 1));
    let latest = '';
    inOrder.forEach(({ webhook }, index) => {
      const { id, timestamp, data } = webhook;
      findings.must(
        data.message.id > latest,
        'a burst is notified of once',
        () => `${key}: ${id} at ${timestamp} names ${data.message.id}, the one before it ${latest}`,
      );
      latest = data.message.id;
      const first = said.get(data.dialog_id)?.find((message) => message.senderId !== data.user_id);
      if (first === undefined) return;
      findings.must(
        Date.parse(timestamp) + tolerance >= first.sentAt + (index + 1) * delayMs,
        'a burst is notified of once',
        () =>
          `${key}: ${id} is number ${index + 1}, at ${timestamp}, and the first was said at ${first.sentAt}`,
      );
    });
  }
}

/** Each names messages of someone else that are stored. */
function checkSubjects(
  told: readonly Notification[],
  said: ReadonlyMap<string, StoredMessage[]>,
  findings: Findings,
) {
  for (const { webhook } of told) {
    const { dialog_id, user_id, unread_count, first_unread_message_id, message } = webhook.data;
    const messages = said.get(dialog_id);
    // Of a deleted dialog nothing is left to compare with.
    if (messages === undefined) continue;
    const unread = messages.filter(
      ({ id, senderId }) => senderId !== user_id && id >= first_unread_message_id && id <= message.id,
    );
    findings.must(
      unread[0]?.id === first_unread_message_id &&
        unread.at(-1)?.id === message.id &&
        unread.length === unread_count,
      'a notification names what is unread',
      () =>
        `${webhook.id} of ${user_id} in ${dialog_id}: ${unread_count} from ${first_unread_message_id} to ${message.id}, and ${unread.length} are stored`,
    );
  }
}

/** The last message by others, where it is unread by someone who was there and wanted to hear of it all the time since. */
function owedMessage(
  person: StoredParticipant,
  history: History,
  said: readonly StoredMessage[],
): StoredMessage | undefined {
  const last = said.findLast((message) => message.senderId !== person.userId);
  if (last === undefined || !person.isIn || !person.wantsNotifications) return undefined;
  if (person.lastReadMessageId !== null && person.lastReadMessageId >= last.id) return undefined;
  if (person.joinedAt >= last.sentAt) return undefined;
  const sent = { startedAt: last.sentAt, endedAt: last.sentAt, knowledge: 'acknowledged' } as const;
  // Whoever mutes a dialog, or wants to hear of it again, starts afresh.
  const startedAfresh = history.deeds
    .filter(isKind('choose'))
    .some(
      (deed) =>
        deed.choice === 'notifications' &&
        deed.knowledge !== 'refused' &&
        deed.userId === person.userId &&
        deed.dialogId === person.dialogId &&
        !isBefore(deed, sent),
    );
  return startedAfresh ? undefined : last;
}

/**
 * Who has something unread is notified of it once the delay is over, and of a burst once. `delayMs` is
 * NOTIFICATION_DELAY_SECS.
 */
export function checkNotifications(
  history: History,
  stored: Stored,
  told: readonly Notification[],
  delayMs: number,
  findings: Findings,
): void {
  const said = userMessages(stored);
  const notifications = groupBy(told, ({ webhook: { data } }) => `${data.dialog_id} ${data.user_id}`);
  checkBursts(notifications, said, delayMs, findings);
  checkSubjects(told, said, findings);
  for (const person of stored.participants) {
    const { dialogId, userId } = person;
    const owed = owedMessage(person, history, said.get(dialogId) ?? []);
    if (owed === undefined) continue;
    const own = notifications.get(`${dialogId} ${userId}`) ?? [];
    findings.mustCome(
      own.some((one) => one.isTaken && one.webhook.data.message.id === owed.id),
      'no notification is lost',
      () => `${userId} in ${dialogId}: ${owed.id} is unread, and was not notified of`,
    );
  }
}

/** What was silent for long enough is archived for everyone who was there then. `afterMs` is ARCHIVE_AFTER_SECS. */
export function checkArchive(stored: Stored, afterMs: number, findings: Findings): void {
  const dialogs = new Map(stored.dialogs.map((dialog) => [dialog.id, dialog]));
  for (const person of stored.participants) {
    const dueAt = (dialogs.get(person.dialogId)?.lastActivityAt ?? 0) + afterMs;
    if (!person.isIn || person.joinedAt >= dueAt) continue;
    findings.mustCome(
      person.isArchived,
      'no auto-archiving is lost',
      () =>
        `${person.dialogId} is not archived for ${person.userId}, due at ${new Date(dueAt).toISOString()}`,
    );
  }
}
