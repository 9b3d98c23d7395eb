import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { createNotifications, notificationsTable } from '../../durable-objects/dialog-room/notifications.ts';
import { openObjectStorage } from '../../durable-objects/object-storage.ts';
import { dialogOf, mentionOf, removed, said, type User } from '../worker/support/dialog.ts';
import { later, received, receiver, roomOf, settled, tried } from './support/receiver.ts';

const delaySeconds = 60;

async function notificationsOf(dialogId: string) {
  return (await received(dialogId, 'notification.pending')).map((webhook) => webhook.data);
}

/** Who was notified, in the order of their names. */
async function notifiedIds(dialogId: string): Promise<string[]> {
  return (await notificationsOf(dialogId)).map((data) => data.user_id).toSorted();
}

function idsOf(...people: User[]): string[] {
  return people.map((person) => person.id).toSorted();
}

it('a burst of 50 messages to a dialog of five is one notification for each of the other four', async () => {
  const { anna, boris, clara, david, emma, dialogId } = await dialogOf(
    'anna',
    'boris',
    'clara',
    'david',
    'emma',
  );
  const seen = await said(anna, dialogId, 'Before');
  await david.read(dialogId, seen.id);
  await later(delaySeconds, dialogId);
  const alreadyNotified = (await notificationsOf(dialogId)).length;
  expect(alreadyNotified).toBe(3);

  const burst = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      said(anna, dialogId, index === 20 ? `For ${mentionOf(clara.id)}` : `Message ${index}`),
    ),
  );
  const inOrder = burst.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  await later(delaySeconds - 5, dialogId);
  expect(await notificationsOf(dialogId)).toHaveLength(alreadyNotified);
  await later(5, dialogId);

  const notifications = (await notificationsOf(dialogId)).filter((data) => data.message.id !== seen.id);
  const expected = (person: User, mentioned: boolean) => ({
    dialog_id: dialogId,
    dialog_title: null,
    object_type: 'order',
    object_id: expect.any(String),
    user_id: person.id,
    unread_count: person === david ? 50 : 51,
    first_unread_message_id: person === david ? inOrder[0]?.id : seen.id,
    mentioned,
    message: inOrder[49],
  });
  expect(notifications).toHaveLength(4);
  expect(notifications).toEqual(
    expect.arrayContaining([
      expected(boris, false),
      expected(clara, true),
      expected(david, false),
      expected(emma, false),
    ]),
  );
});

describe('no notification goes to', () => {
  it('who reads in time, wrote it, has left, was removed, has muted the dialog, or has wanted to hear of it only since', async () => {
    const { anna, dialogId, ...others } = await dialogOf(
      'anna',
      'reader',
      'leaver',
      'removedOne',
      'muted',
      'unmuted',
      'waiting',
    );
    await others.muted.act(dialogId, 'notifications', { enabled: false });
    await others.unmuted.act(dialogId, 'notifications', { enabled: false });
    const message = await said(anna, dialogId, 'Hello');
    await others.reader.read(dialogId, message.id);
    await others.leaver.leave(dialogId);
    await removed(others.removedOne.id, dialogId);
    await others.unmuted.act(dialogId, 'notifications', { enabled: true });
    await later(delaySeconds, dialogId);
    await later(delaySeconds, dialogId);
    expect(await notifiedIds(dialogId)).toEqual([others.waiting.id]);
  });

  it('who mutes the dialog while the time runs', async () => {
    const { anna, boris, clara, dialogId } = await dialogOf('anna', 'boris', 'clara');
    await said(anna, dialogId, 'Hello');
    await boris.act(dialogId, 'notifications', { enabled: false });
    await later(delaySeconds, dialogId);
    expect(await notifiedIds(dialogId)).toEqual([clara.id]);
  });

  it('who answers, and so has read', async () => {
    const { anna, boris, dialogId } = await dialogOf('anna', 'boris');
    await said(anna, dialogId, 'Hello');
    await said(boris, dialogId, 'Hello yourself');
    await later(delaySeconds, dialogId);
    expect(await notifiedIds(dialogId)).toEqual([anna.id]);
  });
});

it('who has read a part is notified of the rest', async () => {
  const { anna, boris, dialogId } = await dialogOf('anna', 'boris');
  const first = await said(anna, dialogId, `For ${mentionOf(boris.id)}`);
  const second = await said(anna, dialogId, 'Second');
  const third = await said(anna, dialogId, 'Third');
  await boris.read(dialogId, first.id);
  await later(delaySeconds, dialogId);
  expect(await notificationsOf(dialogId)).toMatchObject([
    {
      unread_count: 2,
      first_unread_message_id: second.id,
      // What mentions him he has read.
      mentioned: false,
      message: { id: third.id },
    },
  ]);
});

it('later messages start a new notification, and what was read in between one of its own', async () => {
  const { anna, boris, dialogId } = await dialogOf('anna', 'boris');
  const first = await said(anna, dialogId, 'First');
  await later(delaySeconds, dialogId);
  const second = await said(anna, dialogId, 'Second');
  await later(delaySeconds, dialogId);
  await boris.read(dialogId, second.id);
  const third = await said(anna, dialogId, 'Third');
  await later(delaySeconds, dialogId);
  await later(delaySeconds, dialogId);
  expect(await notificationsOf(dialogId)).toMatchObject([
    { unread_count: 1, first_unread_message_id: first.id, message: { id: first.id } },
    { unread_count: 2, first_unread_message_id: first.id, message: { id: second.id } },
    { unread_count: 1, first_unread_message_id: third.id, message: { id: third.id } },
  ]);
});

it('who wants to hear of a dialog again is notified of what is said from then on', async () => {
  const { anna, boris, dialogId } = await dialogOf('anna', 'boris');
  await boris.act(dialogId, 'notifications', { enabled: false });
  await said(anna, dialogId, 'While muted');
  await boris.act(dialogId, 'notifications', { enabled: true });
  await later(delaySeconds, dialogId);
  expect(await notificationsOf(dialogId)).toEqual([]);
  await said(anna, dialogId, 'From then on');
  await later(delaySeconds, dialogId);
  expect(await notifiedIds(dialogId)).toEqual([boris.id]);
});

it('a notification that the receiver failed to take arrives once it answers, and counts as sent for nobody else', async () => {
  const { anna, boris, clara, dialogId } = await dialogOf('anna', 'boris', 'clara');
  await said(anna, dialogId, 'Hello');
  await settled(dialogId);
  await receiver(dialogId, { does: 'answer', status: 500 });
  await later(delaySeconds, dialogId);
  const failed = await tried(dialogId, 3);

  await receiver(dialogId, { does: 'answer' });
  await later(6, dialogId);
  const tries = await tried(dialogId, 5);
  expect(
    tries
      .slice(3)
      .map(({ body }) => body)
      .toSorted(),
  ).toEqual(
    failed
      .slice(1)
      .map(({ body }) => body)
      .toSorted(),
  );
  expect(await notifiedIds(dialogId)).toEqual(idsOf(boris, clara));
});

it('what is said while a notification is being made is not forgotten with it', () =>
  runInDurableObject(roomOf(crypto.randomUUID()), async (_room, state) => {
    const storage = openObjectStorage(state.storage, [notificationsTable]);
    const clock = { now: 0 };
    const notifications = createNotifications(storage, () => clock.now);
    notifications.start(['boris'], 60);
    notifications.start(['boris'], 90);
    expect(notifications.nextDueAt()).toBe(60);

    clock.now = 60;
    const due = notifications.due(10);
    notifications.start(['boris'], 120);
    notifications.settle(due);
    expect(notifications.nextDueAt()).toBe(120);
    await storage.forget();
  }));
