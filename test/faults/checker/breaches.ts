import { call, type Example, notified, sent, shown, storedMessage, told } from './examples.ts';

/** The first of some items, which is there. */
function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error('There is none');
  return item;
}

/** What is done to the example, and which promise that breaks. */
export const breaches: Record<string, readonly [promise: string, breach: (one: Example) => void][]> = {
  'of what is stored': [
    ['an acknowledged message is stored', ({ history }) => history.deeds.push(sent(300, 'm9'))],
    [
      'no message is stored twice',
      ({ stored }) => stored.messages.push({ ...storedMessage(300, 'm3', 3), clientMessageId: 'c-m2' }),
    ],
    [
      'a retry is answered with the same message',
      ({ history }) => history.deeds.push({ ...sent(300, 'm9'), ...{ clientMessageId: 'c-m1' } }),
    ],
    [
      'what was refused is not stored',
      ({ history }) => {
        history.deeds = history.deeds.filter((deed) => deed.kind !== 'send' || deed.messageId !== undefined);
        history.deeds.push(sent(195, 'm2', 'refused'));
      },
    ],
    [
      'nothing is stored that nobody sent',
      ({ history }) => {
        history.deeds = history.deeds.filter((deed) => deed.kind !== 'send' || deed.messageId !== undefined);
      },
    ],
    [
      'a message is what its author last made of it',
      ({ history }) =>
        history.deeds.push({
          kind: 'edit',
          dialogId: 'd',
          userId: 'anna',
          messageId: 'm1',
          content: 'changed',
          ...call(300),
        }),
    ],
    [
      'messages are numbered in the order of their ids',
      ({ stored }) => Object.assign(first(stored.messages.slice(1)), { seq: 2 }),
    ],
    [
      'a dialog knows its last message',
      ({ stored }) => Object.assign(first(stored.dialogs), { lastMessageId: 'm1' }),
    ],
    [
      'a dialog knows how many take part',
      ({ stored }) => Object.assign(first(stored.dialogs), { participantsCount: 3 }),
    ],
    [
      'no dialog is created twice for one Idempotency-Key',
      ({ stored }) =>
        stored.dialogs.push({
          ...first(stored.dialogs),
          id: 'd2',
          lastSeq: 0,
          lastMessageId: null,
          participantsCount: 0,
        }),
    ],
    [
      'a dialog is there from its creation to its deletion',
      ({ history }) => history.deeds.push({ kind: 'delete dialog', dialogId: 'd', ...call(300) }),
    ],
  ],
  'of who takes part': [
    [
      'who joined or was added takes part, who left or was removed does not',
      ({ history }) => history.deeds.push({ kind: 'leave', dialogId: 'd', userId: 'boris', ...call(300) }),
    ],
    [
      'every coming and going is announced once',
      ({ history }) => history.deeds.push({ kind: 'join', dialogId: 'd', userId: 'boris', ...call(300) }),
    ],
    [
      'an acknowledged read, or a message of one’s own, stays read',
      ({ history }) =>
        history.deeds.push({ kind: 'read', dialogId: 'd', userId: 'boris', messageId: 'm1', ...call(300) }),
    ],
    [
      'an acknowledged choice stays chosen',
      ({ history }) =>
        history.deeds.push({
          kind: 'choose',
          dialogId: 'd',
          userId: 'boris',
          choice: 'pinned',
          value: true,
          ...call(300),
        }),
    ],
  ],
  'of what clients show': [
    ['a client shows the dialogs that its user takes part in', ({ view }) => view.dialogs.clear()],
    [
      'a client that lost its connection gets it back',
      ({ view }) => Object.assign(view, { isSettled: false }),
    ],
    [
      'a client that stayed or resynchronised shows all messages of Postgres, in their order',
      ({ view, stored }) => view.dialogs.set('d', shown(stored.messages.slice(0, 2))),
    ],
    [
      'a client that stayed or resynchronised shows all messages of Postgres, in their order',
      ({ view, stored }) => view.dialogs.set('d', shown(stored.messages.toReversed())),
    ],
    [
      'a client that stayed shows messages as they are',
      ({ view, stored }) =>
        view.dialogs.set('d', shown(stored.messages.map((message) => ({ ...message, content: 'before' })))),
    ],
    ['messages are heard in the order of their ids', ({ heard }) => heard.messageIds.splice(1, 1)],
    [
      'messages are heard in the order of their ids',
      ({ view }) => view.heardLate.push({ dialogId: 'd', messageId: 'm1', after: 'm2' }),
    ],
  ],
  'of what the API answers': [
    [
      'no answer is a 5xx but 503',
      ({ history }) => history.strangeAnswers.push('GET /dialogs was answered 500'),
    ],
    [
      'unread counts equal a recount',
      ({ history }) => Object.assign(first(history.answers), { unreadCount: 1 }),
    ],
    [
      'the API lists what Postgres has, in its order',
      ({ history }) => Object.assign(first(history.answers), { messageIds: ['m0', 'm2', 'm1'] }),
    ],
  ],
  'of what the host is told': [
    ['every message is told to the host', ({ history }) => history.deliveries.splice(1, 1)],
    [
      'every message is told to the host',
      ({ history }) => Object.assign(first(history.deliveries.slice(1)), { isTaken: false }),
    ],
    ['every coming and going is told to the host', ({ history }) => history.deliveries.splice(0, 1)],
    [
      'one webhook tells of each message',
      ({ history }) => {
        const { body, ...rest } = first(history.deliveries.slice(1));
        history.deliveries.push({ ...rest, body: body.replace('w1', 'w9') });
      },
    ],
    [
      'a webhook is the same on every try',
      ({ history }) => {
        const { body, ...rest } = first(history.deliveries);
        history.deliveries.push({ ...rest, body: body.replace('boris', 'clara') });
      },
    ],
    [
      'the host is told of nothing that was never stored',
      ({ history }) => history.deliveries.push(told('participant.left', 'w9', 60, { user_id: 'boris' })),
    ],
    [
      'the host is told of nothing that was never stored',
      ({ history }) => {
        const { body, ...rest } = first(history.deliveries.slice(1));
        history.deliveries.push({ ...rest, body: body.replace('w1', 'w9').replace('"m1"', '"m9"') });
      },
    ],
  ],
  'of timers': [
    ['no notification is lost', ({ history }) => history.deliveries.pop()],
    [
      'a burst is notified of once',
      ({ history, stored }) =>
        history.deliveries.push(notified('n2', 5_000, first(stored.messages.slice(2)))),
    ],
    [
      'a burst is notified of once',
      ({ history, stored }) =>
        history.deliveries.splice(3, 0, notified('n0', 600, first(stored.messages.slice(1)), 1)),
    ],
    [
      'a notification names what is unread',
      ({ history, stored }) => {
        history.deliveries.pop();
        history.deliveries.push(notified('n1', 1_150, first(stored.messages.slice(2)), 3));
      },
    ],
    [
      'no auto-archiving is lost',
      ({ stored }) => Object.assign(first(stored.participants), { isArchived: false }),
    ],
  ],
};
