import { describe, expect, test } from 'vitest';
import type { DialogForUser, Message, Participant } from '../../../sdk-vue/client/contract.ts';
import { takeDialogs, takeParticipants } from '../../../sdk-vue/store/reducers/answers.ts';
import { applyEvent, type ChatEvent } from '../../../sdk-vue/store/reducers/apply-event.ts';
import { takePage } from '../../../sdk-vue/store/reducers/timelines.ts';
import { expireTyping } from '../../../sdk-vue/store/reducers/typing.ts';
import { type ChatState, emptyState } from '../../../sdk-vue/store/state.ts';
import { createFakeChat } from './support/fake-chat.ts';

const now = 1_000_000;

/** A state in which the dialogs `a` (open, with messages of anna) and `b` are loaded, and the truth it came from. */
function loaded() {
  const chat = createFakeChat(() => {});
  chat.addDialog('a');
  chat.addDialog('b', ['me', 'bob']);
  for (const text of ['one', 'two']) chat.write('a', 'anna', text);
  let state: ChatState = {
    ...emptyState('me'),
    lists: { ...emptyState('me').lists, active: { status: 'ready', nextCursor: null } },
  };
  state = takeDialogs(state, [chat.dialogForMe('a'), chat.dialogForMe('b')]);
  state = takeParticipants(state, 'a', chat.participants('a'));
  const page = {
    messages: chat.messages('a'),
    first_unread_message_id: null,
    has_more_before: false,
    has_more_after: false,
  };
  return { chat, state: takePage(state, 'a', page, 'whole') };
}

function message(id: string, sender: string | null, fields: Partial<Message> = {}): ChatEvent {
  const [template] = loaded().chat.messages('a');
  if (!template) throw new Error('No message');
  return {
    ...template,
    type: 'message.new',
    id,
    sender_id: sender,
    message_type: sender === null ? 'system' : 'user',
    content: id,
    ...fields,
  };
}

function person(user: string): Participant {
  const { chat } = loaded();
  chat.join('a', user);
  const found = chat.participants('a').find(({ user_id }) => user_id === user);
  if (!found) throw new Error('No such person');
  return found;
}

const apply = (state: ChatState, ...events: ChatEvent[]) =>
  events.reduce((before, event) => applyEvent(before, event, now), state);
const dialogOf = (state: ChatState, id = 'a'): Partial<DialogForUser> => state.dialogs.get(id) ?? {};

interface Row {
  rule: string;
  event: ChatEvent;
  expected: Partial<DialogForUser>;
}

const rows: Row[] = [
  {
    rule: "another's message counts as unread and is the last one",
    event: message('9', 'anna'),
    expected: { unread_count: 3, last_message: expect.objectContaining({ id: '9' }) },
  },
  {
    rule: "the user's own message, from wherever, means that all is read",
    event: message('9', 'me'),
    expected: { unread_count: 0 },
  },
  {
    rule: 'a system message counts nowhere',
    event: message('9', null),
    expected: { unread_count: 2, last_message: expect.objectContaining({ content: 'two' }) },
  },
  {
    rule: 'a message brings an archived dialog back',
    event: message('9', 'anna'),
    expected: { is_archived: false },
  },
  {
    rule: 'who reads all of it elsewhere has nothing unread here',
    event: { type: 'message.read', dialog_id: 'a', user_id: 'me', last_read_message_id: '9' },
    expected: { unread_count: 0 },
  },
  {
    rule: 'reading of others does not touch the count',
    event: { type: 'message.read', dialog_id: 'a', user_id: 'anna', last_read_message_id: '9' },
    expected: { unread_count: 2 },
  },
  {
    rule: 'somebody who joins is counted',
    event: { type: 'participant.joined', dialog_id: 'a', user_id: 'bob', participant: person('bob') },
    expected: { participants_count: 3 },
  },
  {
    rule: 'somebody who leaves is counted no more',
    event: { type: 'participant.left', dialog_id: 'a', user_id: 'anna' },
    expected: { participants_count: 1 },
  },
  {
    rule: 'archived elsewhere is archived here',
    event: { type: 'dialog.archived', dialog_id: 'a' },
    expected: { is_archived: true },
  },
  {
    rule: 'pinned and muted elsewhere is so here',
    event: { type: 'dialog.updated', dialog_id: 'a', is_pinned: true, notifications_enabled: false },
    expected: { is_pinned: true, notifications_enabled: false },
  },
];

describe.each(rows)('$rule', ({ event, expected }) => {
  test('once', () => {
    expect(dialogOf(apply(loaded().state, event))).toMatchObject(expected);
  });
  test('and hearing it twice changes nothing more', () => {
    const { state } = loaded();
    const once = apply(state, event);
    expect(apply(once, event)).toEqual(once);
  });
  test('and the other dialog stays the same object', () => {
    const { state } = loaded();
    expect(apply(state, event).dialogs.get('b')).toBe(state.dialogs.get('b'));
  });
});

test('reading up to the middle leaves what is after it unread', () => {
  const { chat, state } = loaded();
  const [first] = chat.messages('a');
  const read = apply(state, {
    type: 'message.read',
    dialog_id: 'a',
    user_id: 'me',
    last_read_message_id: first?.id ?? '',
  });
  expect(dialogOf(read).unread_count).toBe(1);
});

test('where the count cannot be told from what is loaded, the server is asked', () => {
  const { state } = loaded();
  const heard = apply(
    state,
    message('8', 'bob', { dialog_id: 'b' }),
    message('9', 'bob', { dialog_id: 'b' }),
  );
  expect(dialogOf(heard, 'b').unread_count).toBe(2);
  const read = apply(heard, {
    type: 'message.read',
    dialog_id: 'b',
    user_id: 'me',
    last_read_message_id: '8',
  });
  expect([...read.wanted]).toEqual(['b']);
});

test('a dialog that is not known is asked for, unless no list is shown', () => {
  const { state } = loaded();
  const event = message('9', 'anna', { dialog_id: 'unknown' });
  expect([...apply(state, event).wanted]).toEqual(['unknown']);
  expect([...apply(emptyState('me'), event).wanted]).toEqual([]);
});

test('read positions of others never move backwards', () => {
  const { state } = loaded();
  const read = (id: string): ChatEvent => ({
    type: 'message.read',
    dialog_id: 'a',
    user_id: 'anna',
    last_read_message_id: id,
  });
  const people = apply(state, read('9'), read('8')).participants.get('a')?.list;
  expect(people?.find(({ user_id }) => user_id === 'anna')?.last_read_message_id).toBe('9');
});

test('an edit that is older than the one known changes nothing', () => {
  const { chat, state } = loaded();
  const id = chat.messages('a')[0]?.id ?? '';
  const edit = (content: string, last_edited_at: string): ChatEvent => ({
    type: 'message.edited',
    id,
    dialog_id: 'a',
    content,
    mentions: [],
    last_edited_at,
  });
  const edited = apply(
    state,
    edit('new', '2030-01-02T00:00:00.000Z'),
    edit('old', '2030-01-01T00:00:00.000Z'),
  );
  expect(edited.timelines.get('a')?.messages[0]?.content).toBe('new');
});

test('a message that arrives late takes its place in the order', () => {
  const { state } = loaded();
  const texts = apply(state, message('9', 'anna'), message('8', 'anna')).timelines.get('a')?.messages;
  expect(texts?.map(({ content }) => content)).toEqual(['one', 'two', '8', '9']);
});

test('presence, everywhere where the person is loaded', () => {
  const { state } = loaded();
  const online = apply(state, { type: 'presence.update', user_id: 'anna', is_online: true });
  expect(online.participants.get('a')?.list.filter(({ is_online }) => is_online)).toHaveLength(1);
  expect(apply(online, { type: 'presence.update', user_id: 'anna', is_online: true })).toBe(online);
});

test('who types counts as typing for four seconds, until they send, and never the user themselves', () => {
  const { state } = loaded();
  const typing = apply(state, { type: 'typing', dialog_id: 'a', user_id: 'anna' });
  expect([...(typing.typing.get('a') ?? [])]).toEqual([['anna', now + 4_000]]);
  expect(expireTyping(typing, now + 3_999)).toBe(typing);
  expect(expireTyping(typing, now + 4_000).typing.size).toBe(0);
  expect(apply(typing, message('9', 'anna')).typing.size).toBe(0);
  expect(apply(state, { type: 'typing', dialog_id: 'a', user_id: 'me' })).toBe(state);
});

test.each<ChatEvent>([
  { type: 'dialog.deleted', dialog_id: 'a' },
  { type: 'participant.left', dialog_id: 'a', user_id: 'me' },
])('nothing is left of a dialog that is gone: $type', (event) => {
  const gone = apply(loaded().state, event);
  expect(gone.dialogs.has('a') || gone.timelines.has('a') || gone.participants.has('a')).toBe(false);
});
