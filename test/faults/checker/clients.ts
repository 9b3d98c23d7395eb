import type { ClientView, HeardOnSocket, History, ShownMessage } from '../history.ts';
import type { Findings } from './findings.ts';
import { groupBy, type Stored, type StoredMessage } from './stored.ts';

/** The first places where two lists of ids differ, for a person to read. */
function difference(shown: readonly string[], stored: readonly string[]): string {
  const missing = stored.filter((id) => !shown.includes(id));
  const surplus = shown.filter((id) => !stored.includes(id));
  return `missing ${missing.join(', ') || 'none'}; too many ${surplus.join(', ') || 'none'}; order ${
    missing.length + surplus.length === 0 ? 'differs' : 'not compared'
  }`;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function checkDialogsOf(view: ClientView, stored: Stored, findings: Findings): void {
  const own = stored.participants.filter((person) => person.isIn && person.userId === view.userId);
  const expected = own
    .map((person) => person.dialogId)
    .filter((id) => view.onlyDialogId === undefined || id === view.onlyDialogId)
    .sort();
  const shown = [...view.dialogs.keys()].sort();
  findings.mustCome(
    isSame(shown, expected),
    'a client shows the dialogs that its user takes part in',
    () => `${view.client}: ${difference(shown, expected)}`,
  );
}

/** A change of what was learnt on the connection that is open was to be heard on it. */
function checkContents(
  client: string,
  shown: readonly ShownMessage[],
  stored: readonly StoredMessage[],
  findings: Findings,
): void {
  const byId = new Map(stored.map((message) => [message.id, message]));
  for (const message of shown) {
    const truth = byId.get(message.id);
    if (truth === undefined || !message.isCurrent) continue;
    findings.mustCome(
      truth.content === message.content && truth.isDeleted === message.isDeleted,
      'a client that stayed shows messages as they are',
      () => `${client} shows ${JSON.stringify(message)}, stored ${JSON.stringify(truth.content)}`,
    );
  }
}

function checkView(
  view: ClientView,
  messages: ReadonlyMap<string, StoredMessage[]>,
  findings: Findings,
): void {
  findings.mustCome(view.isSettled, 'a client that lost its connection gets it back', () => view.client);
  for (const [dialogId, shown] of view.dialogs) {
    const stored = messages.get(dialogId) ?? [];
    const [have, want] = [shown.map((message) => message.id), stored.map((message) => message.id)];
    findings.mustCome(
      isSame(have, want),
      'a client that stayed or resynchronised shows all messages of Postgres, in their order',
      () => `${view.client} in ${dialogId}: ${difference(have, want)}`,
    );
    checkContents(view.client, shown, stored, findings);
  }
  for (const late of view.heardLate) {
    findings.must(
      false,
      'messages are heard in the order of their ids',
      () => `${view.client} in ${late.dialogId}: ${late.messageId} for the first time after ${late.after}`,
    );
  }
}

/** The time in a UUIDv7, in milliseconds since 1970. */
function timeOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

/**
 * What is new is greater than all before it. After a crash something may be told again: all that was heard, in its order, and
 * of what was loaded any.
 */
function checkOrder(
  { client, socket, dialogId, since, messageIds }: HeardOnSocket,
  findings: Findings,
): void {
  const known = new Set<string>();
  let greatest = '';
  for (const id of messageIds.filter((one) => timeOf(one) >= since)) {
    const isNew = !known.has(id);
    findings.must(
      !isNew || id > greatest,
      'messages are heard in the order of their ids',
      () => `${client}, connection ${socket}, in ${dialogId}: ${id} after ${greatest}`,
    );
    known.add(id);
    if (id > greatest) greatest = id;
  }
}

/** Every client ends with what Postgres has, in its order, and heard it in that order. */
export function checkClients(history: History, stored: Stored, findings: Findings): void {
  const messages = groupBy(stored.messages, (message) => message.dialogId);
  for (const view of history.clients()) {
    checkDialogsOf(view, stored, findings);
    checkView(view, messages, findings);
  }
  for (const heard of history.heard()) checkOrder(heard, findings);
}

/** What the API answers in the end: the same messages, and as many unread as a recount finds. */
export function checkAnswers(history: History, stored: Stored, findings: Findings): void {
  const messages = groupBy(stored.messages, (message) => message.dialogId);
  const people = new Map(
    stored.participants.map((person) => [`${person.dialogId} ${person.userId}`, person]),
  );
  for (const { userId, dialogId, unreadCount, messageIds } of history.answers) {
    const all = messages.get(dialogId) ?? [];
    const position = people.get(`${dialogId} ${userId}`)?.lastReadMessageId ?? '';
    const unread = all.filter(
      ({ senderId, id }) => senderId !== null && senderId !== userId && id > position,
    );
    findings.must(
      unread.length === unreadCount,
      'unread counts equal a recount',
      () =>
        `${userId} in ${dialogId}: the API says ${unreadCount}, ${unread.length} are unread after ${position}`,
    );
    const ids = all.map((message) => message.id);
    findings.must(
      isSame(messageIds, ids),
      'the API lists what Postgres has, in its order',
      () => `${userId} in ${dialogId}: ${difference(messageIds, ids)}`,
    );
  }
}
