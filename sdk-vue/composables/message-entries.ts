import type { Message } from '../client/contract.ts';
import type { OutgoingMessage, Timeline } from '../store/state.ts';

/** One row of a conversation. `startsGroup` and `endsGroup` tell where one sender's run of messages begins and ends. */
export type MessageEntry =
  /** `day` is a local date, `2026-02-17`. */
  | { key: string; kind: 'day'; day: string }
  | { key: string; kind: 'unread' }
  | { key: string; kind: 'system'; message: Message }
  | {
      key: string;
      kind: 'message';
      message: Message;
      isMine: boolean;
      startsGroup: boolean;
      endsGroup: boolean;
    }
  | { key: string; kind: 'outgoing'; outgoing: OutgoingMessage; startsGroup: boolean; endsGroup: boolean };

export interface EntrySources {
  timeline: Timeline | undefined;
  /** Of this dialog, oldest first. */
  outgoing: readonly OutgoingMessage[];
  userId: string;
}

const groupGapMs = 5 * 60_000;

/** An entry before it is known whether the next one goes on with its group. */
type Row =
  | { kind: 'day'; day: string }
  | { kind: 'unread' }
  | { kind: 'system'; message: Message }
  | { kind: 'message'; message: Message; startsGroup: boolean }
  | { kind: 'outgoing'; outgoing: OutgoingMessage; startsGroup: boolean };

/** The local date of a moment, in ms since 1970, and when it ends. */
export function localDay(time: number): { day: string; end: number } {
  const date = new Date(time);
  const [year, month, dayOfMonth] = [date.getFullYear(), date.getMonth(), date.getDate()];
  const padded = [month + 1, dayOfMonth].map((part) => String(part).padStart(2, '0'));
  return { day: [year, ...padded].join('-'), end: new Date(year, month, dayOfMonth + 1).getTime() };
}

/**
 * While there are earlier messages, the first one that is loaded is not shown: whether a day or a group begins with it is
 * not known yet, and a row that changed its size when they come would move what is read.
 */
function partsOf(timeline: Timeline | undefined): {
  context?: Message | undefined;
  shown: readonly Message[];
} {
  if (timeline === undefined) return { shown: [] };
  const { messages, hasMoreBefore } = timeline;
  return hasMoreBefore ? { context: messages[0], shown: messages.slice(1) } : { shown: messages };
}

function listRows({ timeline, outgoing, userId }: EntrySources): Row[] {
  const rows: Row[] = [];
  let dayEnd = Number.NEGATIVE_INFINITY;
  let group: { senderId: string | null; lastAt: number } | null = null;

  // Local dates cost much: only those of a day's first message are computed.
  function startDay(at: number): void {
    if (at < dayEnd) return;
    const { day, end } = localDay(at);
    dayEnd = end;
    rows.push({ kind: 'day', day });
    group = null;
  }

  function startsGroup(senderId: string | null, at: number): boolean {
    const goesOn = group?.senderId === senderId && at - group.lastAt <= groupGapMs;
    group = { senderId, lastAt: at };
    return !goesOn;
  }

  const { context, shown } = partsOf(timeline);
  if (context) {
    const at = Date.parse(context.sent_at);
    dayEnd = localDay(at).end;
    startsGroup(context.sender_id, at);
  }
  for (const message of shown) {
    const at = Date.parse(message.sent_at);
    startDay(at);
    if (message.id === timeline?.firstUnreadId) {
      rows.push({ kind: 'unread' });
      group = null;
    }
    if (message.message_type === 'system') {
      rows.push({ kind: 'system', message });
      group = null;
    } else rows.push({ kind: 'message', message, startsGroup: startsGroup(message.sender_id, at) });
  }
  // They stand after the newest message, which this window does not reach.
  if (timeline?.hasMoreAfter) return rows;
  for (const message of outgoing) {
    const at = Date.parse(message.createdAt);
    startDay(at);
    rows.push({ kind: 'outgoing', outgoing: message, startsGroup: startsGroup(userId, at) });
  }
  return rows;
}

function goesOnWithGroup(row: Row | undefined): boolean {
  return (row?.kind === 'message' || row?.kind === 'outgoing') && !row.startsGroup;
}

/** Of an outgoing message and of the stored one that takes its place, the same. */
function keyOf(message: Message, isMine: boolean): string {
  return isMine && message.client_message_id !== null ? `c:${message.client_message_id}` : message.id;
}

type GroupedEntry = Extract<MessageEntry, { startsGroup: boolean }>;

/**
 * Lists the entries of a conversation in linear time. An entry that did not change is the same object as in the list
 * before, and so is the list itself: Vue then has nothing to patch.
 */
export function createEntryList(): (sources: EntrySources) => readonly MessageEntry[] {
  const grouped = new WeakMap<Message | OutgoingMessage, GroupedEntry>();
  const system = new WeakMap<Message, MessageEntry>();
  const days = new Map<string, MessageEntry>();
  const unread: MessageEntry = { key: 'unread', kind: 'unread' };
  let listed: readonly MessageEntry[] = [];

  function remember<Key>(
    kept: { get(key: Key): MessageEntry | undefined; set(key: Key, entry: MessageEntry): unknown },
    key: Key,
    create: () => MessageEntry,
  ): MessageEntry {
    const entry = kept.get(key) ?? create();
    kept.set(key, entry);
    return entry;
  }

  function groupedEntry(row: Extract<Row, { startsGroup: boolean }>, endsGroup: boolean, userId: string) {
    const source = row.kind === 'message' ? row.message : row.outgoing;
    const before = grouped.get(source);
    if (before?.startsGroup === row.startsGroup && before.endsGroup === endsGroup) return before;
    const entry = createGrouped(row, endsGroup, userId);
    grouped.set(source, entry);
    return entry;
  }

  return (sources) => {
    const rows = listRows(sources);
    const entries = rows.map((row, index): MessageEntry => {
      if (row.kind === 'day') {
        return remember(days, row.day, () => ({ key: `day:${row.day}`, kind: 'day', day: row.day }));
      }
      if (row.kind === 'unread') return unread;
      if (row.kind === 'system')
        return remember(system, row.message, () => ({ ...row, key: row.message.id }));
      return groupedEntry(row, !goesOnWithGroup(rows[index + 1]), sources.userId);
    });
    const isSame =
      entries.length === listed.length && entries.every((entry, index) => entry === listed[index]);
    if (!isSame) listed = entries;
    return listed;
  };
}

function createGrouped(
  row: Extract<Row, { startsGroup: boolean }>,
  endsGroup: boolean,
  userId: string,
): GroupedEntry {
  if (row.kind === 'outgoing') return { ...row, endsGroup, key: `c:${row.outgoing.clientMessageId}` };
  const isMine = row.message.sender_id === userId;
  return { ...row, isMine, endsGroup, key: keyOf(row.message, isMine) };
}
