import { describe, expect, it } from 'vitest';
import type { Participant } from '../../contract/participants.ts';
import { host, unique, user } from '../worker/support/api.ts';
import { added, dialogOf, removed, said } from '../worker/support/dialog.ts';
import { later, received, settled, tried, triesOf, webhooksOf } from './support/receiver.ts';

const scope = { tenant_uid: unique('tenant') };

/** A dialog about an order, in which Anna takes part; others may join. */
async function orderDialog(title: string | null = 'Order 17') {
  const anna = user(unique('anna'), scope);
  const dialog = await host.createDialog({
    object_type: 'order',
    object_id: '17',
    ...(title === null ? {} : { title }),
    participants: [{ user_id: anna.id, display_name: 'Anna' }],
    access_scopes: [scope],
  });
  const about = { dialog_id: dialog.id, dialog_title: title, object_type: 'order', object_id: '17' };
  return { anna, dialogId: dialog.id, about };
}

describe('a webhook tells the host', () => {
  it.each([['Order 17'], [null]])('message.new, whole, of a dialog titled %s', async (title) => {
    const { anna, dialogId, about } = await orderDialog(title);
    const first = await said(anna, dialogId, '<p>Grüße, 你好 🙂</p>');
    const message = await said(anna, dialogId, 'And on', { reply_to: first.id, client_message_id: 'c1' });
    await settled(dialogId);

    const [, webhook] = await received(dialogId, 'message.new');
    expect(webhook).toEqual({
      id: expect.stringMatching(/^[\w-]+$/),
      event: 'message.new',
      timestamp: message.sent_at,
      data: { ...about, message },
    });
  });

  it('participant.joined, of who joined and of who was added', async () => {
    const { dialogId, about } = await orderDialog();
    const boris = user(unique('boris'), scope);
    const joined = await boris.join(dialogId, { display_name: 'Boris', email: 'boris@example.com' });
    const clara = unique('clara');
    const reply = await host.call<Participant>('POST', `/dialogs/${dialogId}/participants`, {
      body: { user_id: clara, company: 'Acme' },
    });
    await settled(dialogId);

    const webhooks = await received(dialogId, 'participant.joined');
    expect(webhooks.map((webhook) => webhook.data)).toEqual([
      { ...about, user_id: boris.id, participant: joined.data },
      { ...about, user_id: clara, participant: reply.data },
    ]);
  });

  it('participant.left, of who left and of who was removed', async () => {
    const { anna, dialogId, about } = await orderDialog();
    const boris = unique('boris');
    await added(boris, dialogId);
    await removed(boris, dialogId);
    await anna.leave(dialogId);
    await settled(dialogId);

    const webhooks = await received(dialogId, 'participant.left');
    expect(webhooks.map((webhook) => webhook.data)).toEqual([
      { ...about, user_id: boris, reason: 'removed' },
      { ...about, user_id: anna.id, reason: 'left' },
    ]);
  });
});

it('one webhook tells of each: none of the creation, of system messages, of changes, or of what was refused or repeated', async () => {
  const { anna, dialogId } = await orderDialog();
  const boris = user(unique('boris'), scope);
  await boris.join(dialogId);
  await boris.join(dialogId);
  await added(unique('clara'), dialogId);
  const message = await said(anna, dialogId, 'Hello', { client_message_id: 'once' });
  await anna.send(dialogId, 'Hello', { client_message_id: 'once' });
  await anna.send(dialogId, '');
  await anna.edit(dialogId, message.id, 'Hello again');
  await boris.read(dialogId, message.id);
  await anna.act(dialogId, 'pin');
  await anna.act(dialogId, 'archive');
  await anna.remove(dialogId, message.id);
  await boris.leave(dialogId);
  await settled(dialogId);

  const events = (await webhooksOf(dialogId)).map((webhook) => webhook.event);
  expect(events.toSorted()).toEqual([
    'message.new',
    'participant.joined',
    'participant.joined',
    'participant.left',
  ]);
});

it('every webhook is a POST of its own id that a receiver can verify, at the address that was configured', async () => {
  const { anna, dialogId } = await orderDialog();
  await added(unique('boris'), dialogId);
  await said(anna, dialogId, 'Подпись 🙂');
  await later(60, dialogId);

  const tries = await triesOf(dialogId);
  const webhooks = await webhooksOf(dialogId);
  expect(webhooks.map((webhook) => webhook.event).toSorted()).toEqual([
    'message.new',
    'notification.pending',
    'participant.joined',
  ]);
  expect(tries.map(({ isSigned, path }) => ({ isSigned, path }))).toEqual(
    tries.map(() => ({ isSigned: true, path: '/hooks' })),
  );
  expect(tries.map(({ headers }) => [headers['webhook-id'], headers['x-webhook-event']])).toEqual(
    webhooks.map(({ id, event }) => [id, event]),
  );
  expect(new Set(webhooks.map((webhook) => webhook.id)).size).toBe(3);
  expect(tries.map((attempt) => attempt.headers['content-type'])).toEqual(
    tries.map(() => 'application/json'),
  );
});

it('of many messages sent at once each is told once', async () => {
  const { anna, boris, dialogId } = await dialogOf('anna', 'boris');
  const sent = await Promise.all(
    Array.from({ length: 60 }, (_, index) => said(index % 2 ? anna : boris, dialogId, `Message ${index}`)),
  );
  await tried(dialogId, 60);
  await settled(dialogId);
  const told = await received(dialogId, 'message.new');
  expect(told.map((webhook) => webhook.data.message.id).toSorted()).toEqual(
    sent.map((message) => message.id).toSorted(),
  );
  expect(await triesOf(dialogId)).toHaveLength(60);
});
