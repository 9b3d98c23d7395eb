import { expect, test } from 'vitest';
import { type Webhook, webhook } from '../../contract/webhooks.ts';
import {
  messageSent,
  notificationPending,
  outgoing,
  participantJoined,
  participantLeft,
} from '../../durable-objects/webhooks/events.ts';
import { someDialog, someMessage, someParticipant } from '../support/wire.ts';

const dialog = someDialog({ title: null, object_type: 'order', object_id: 'Nº 17 — 订单' });
const about = {
  dialog_id: dialog.id,
  dialog_title: null,
  object_type: 'order',
  object_id: 'Nº 17 — 订单',
};
const message = someMessage({ sent_at: '2026-02-17T12:10:00.000Z' });
const announcement = someMessage({ sender_id: null, message_type: 'system' });
const unread = {
  userId: 'boris 🙂',
  unreadCount: 3,
  firstUnreadMessageId: 'first',
  mentioned: true,
  message,
};
const noon = '2026-02-17T12:00:00.000Z';

test('a new message tells the dialog, what it is about, and the message', () => {
  expect(messageSent(dialog, message)).toMatchObject({
    event: 'message.new',
    timestamp: message.sent_at,
    data: { ...about, message },
  });
});

test('a new participant is told of with everything known of them', () => {
  const participant = someParticipant({ user_id: 'boris' });
  expect(participantJoined(dialog, participant, announcement)).toMatchObject({
    event: 'participant.joined',
    timestamp: announcement.sent_at,
    data: { ...about, user_id: 'boris', participant },
  });
});

test.each(['left', 'removed'] as const)('someone who %s is told of with that reason', (reason) => {
  expect(participantLeft(dialog, 'boris', reason, announcement)).toMatchObject({
    event: 'participant.left',
    data: { ...about, user_id: 'boris', reason },
  });
});

test('a notification tells whom, how many messages they have not read, and the latest', async () => {
  expect(await notificationPending(dialog, unread, noon)).toMatchObject({
    event: 'notification.pending',
    timestamp: noon,
    data: {
      ...about,
      user_id: 'boris 🙂',
      unread_count: 3,
      first_unread_message_id: 'first',
      mentioned: true,
      message,
    },
  });
});

async function everyKind(): Promise<Webhook[]> {
  return [
    messageSent(dialog, message),
    participantJoined(dialog, someParticipant(), announcement),
    participantLeft(dialog, 'boris', 'left', announcement),
    await notificationPending(dialog, unread, noon),
  ];
}

test('what goes out has the shape of the contract, and nothing besides', async () => {
  for (const event of await everyKind()) {
    expect(webhook.parse(JSON.parse(outgoing(event).body))).toEqual(event);
  }
});

test('an event told again has the same id, every other event another, and all of them fit a header', async () => {
  const [first, again] = [await everyKind(), await everyKind()];
  const ids = first.map(({ id }) => id);
  expect(again.map(({ id }) => id)).toEqual(ids);
  const others = [
    await notificationPending(dialog, { ...unread, userId: 'clara' }, noon),
    await notificationPending(dialog, { ...unread, message: someMessage({ id: 'later' }) }, noon),
    messageSent(dialog, someMessage({ id: 'later' })),
  ].map(({ id }) => id);
  expect(new Set([...ids, ...others]).size).toBe(ids.length + others.length);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9_-]{1,64}$/);
});
