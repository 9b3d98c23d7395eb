import { expect, test } from 'vitest';
import type { Message } from '../../../sdk-vue/client/contract.ts';
import { createEntryList, type MessageEntry } from '../../../sdk-vue/composables/message-entries.ts';
import { emptyTimeline, type OutgoingMessage, type Timeline } from '../../../sdk-vue/store/state.ts';

/** Local noon, some minutes later. */
const at = (minutes: number) => new Date(2026, 1, 17, 12, minutes).toISOString();

function message(id: string, sender: string | null, minutes: number, fields: Partial<Message> = {}): Message {
  return {
    id,
    dialog_id: 'a',
    sender_id: sender,
    sender_name: sender,
    message_type: sender === null ? 'system' : 'user',
    content: id,
    reply_to_id: null,
    reply_to: null,
    mentions: [],
    attachments: [],
    client_message_id: null,
    is_edited: false,
    last_edited_at: null,
    is_deleted: false,
    sent_at: at(minutes),
    ...fields,
  };
}

function outgoing(clientMessageId: string, minutes: number): OutgoingMessage {
  return {
    clientMessageId,
    dialogId: 'a',
    content: '',
    replyTo: null,
    attachments: [],
    previews: [],
    status: 'queued',
    createdAt: at(minutes),
  };
}

const timelineOf = (messages: Message[], fields: Partial<Timeline> = {}): Timeline => ({
  ...emptyTimeline,
  status: 'ready',
  messages,
  ...fields,
});

/** An entry in short: its key, with brackets where a group starts and ends. */
function short(entry: MessageEntry): string {
  const [start, end] = 'startsGroup' in entry ? [entry.startsGroup, entry.endsGroup] : [false, false];
  return `${start ? '[' : ''}${entry.key}${end ? ']' : ''}`;
}

test("messages of one sender within five minutes are one group, ended by another's, a day, a system message or the divider", () => {
  const messages = [
    message('1', 'anna', 0),
    message('2', 'anna', 4),
    message('3', 'anna', 10),
    message('4', 'me', 10),
    message('5', null, 10),
    message('6', 'me', 10),
    message('7', 'anna', 11),
    message('8', 'anna', 11),
    message('9', 'anna', 24 * 60),
  ];
  const entries = createEntryList()({
    timeline: timelineOf(messages, { firstUnreadId: '8' }),
    outgoing: [],
    userId: 'me',
  });
  expect(entries.map(short)).toEqual([
    'day:2026-02-17',
    '[1',
    '2]',
    '[3]',
    '[4]',
    '5',
    '[6]',
    '[7]',
    'unread',
    '[8]',
    'day:2026-02-18',
    '[9]',
  ]);
});

test('a message keeps its key when it is stored', () => {
  const list = createEntryList();
  const before = list({ timeline: timelineOf([]), outgoing: [outgoing('x', 1)], userId: 'me' });
  const stored = message('1', 'me', 1, { client_message_id: 'x' });
  const after = list({ timeline: timelineOf([stored]), outgoing: [], userId: 'me' });
  expect(after.at(-1)).toMatchObject({ kind: 'message', key: before.at(-1)?.key, isMine: true });
});

test('unsent messages stand at the end only where the window reaches it', () => {
  const sources = { outgoing: [outgoing('x', 1)], userId: 'me' };
  const list = createEntryList();
  const messages = [message('1', 'me', 0)];
  expect(
    list({ ...sources, timeline: timelineOf(messages) })
      .map(short)
      .slice(1),
  ).toEqual(['[1', 'c:x]']);
  expect(list({ ...sources, timeline: timelineOf(messages, { hasMoreAfter: true }) })).toHaveLength(2);
});

test('what did not change is the same object, and so is a list in which nothing did', () => {
  const list = createEntryList();
  const messages = Array.from({ length: 100 }, (_, index) =>
    message(String(index).padStart(4, '0'), 'anna', 0),
  );
  const first = list({ timeline: timelineOf(messages), outgoing: [], userId: 'me' });
  expect(list({ timeline: timelineOf(messages, { loadingBefore: true }), outgoing: [], userId: 'me' })).toBe(
    first,
  );
  const grown = [...messages, message('9999', 'anna', 0)];
  const second = list({ timeline: timelineOf(grown), outgoing: [], userId: 'me' });
  expect(second.filter((entry, index) => entry !== first[index])).toHaveLength(2);
});

test('ten thousand messages are listed quickly', () => {
  const list = createEntryList();
  const messages = Array.from({ length: 10_000 }, (_, index) =>
    message(String(index).padStart(8, '0'), index % 7 ? 'anna' : 'me', index),
  );
  list({ timeline: timelineOf(messages), outgoing: [], userId: 'me' });
  const begun = performance.now();
  list({ timeline: timelineOf([...messages, message('99999999', 'anna', 0)]), outgoing: [], userId: 'me' });
  // Some milliseconds; the limit is for machines that are busy with other tests.
  expect(performance.now() - begun).toBeLessThan(200);
});
