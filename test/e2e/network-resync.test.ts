import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { messagesWith } from './support/composer.ts';
import { itemOf, stateOf, textsOn, textsStored, write } from './support/conversation.ts';
import { eventually } from './support/eventually.ts';
import { refuseReads } from './support/faults.ts';
import { openPair } from './support/pair.ts';
import { somebody, unique } from './support/people.ts';
import { clientOf, createDialog, manage } from './support/server.ts';

it('after a reconnect the conversation has the messages, edits and deletions made meanwhile', async () => {
  const said: string[] = [];
  const { dialog, boris, atAnna } = await openPair({
    before: async (dialogId, { boris }) => {
      for (const text of ['To stay', 'To edit', 'To delete']) {
        const message = await clientOf(boris).sendMessage(dialogId, { content: `<p>${text}</p>` });
        said.push(message.id);
      }
    },
  });
  await eventually(() => textsOn(atAnna.page)).toEqual(['To stay', 'To edit', 'To delete']);
  const [, edited = '', deleted = ''] = said;

  await atAnna.goOffline();
  await atAnna.heard('disconnected');
  const elsewhere = clientOf(boris);
  await elsewhere.editMessage(dialog.id, edited, '<p>Edited meanwhile</p>');
  await elsewhere.deleteMessage(dialog.id, deleted);
  await elsewhere.sendMessage(dialog.id, { content: '<p>Written meanwhile</p>', reply_to: edited });
  await atAnna.goOnline();

  await eventually(() => textsOn(atAnna.page)).toEqual(['To stay', 'Edited meanwhile', 'Written meanwhile']);
  await messagesWith(atAnna.page, 'This message was deleted').waitFor();
  await messagesWith(atAnna.page, 'Written meanwhile').getByText('Edited meanwhile').waitFor();
});

it('after a reconnect the list has what others wrote and created meanwhile, with the right counts', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const known = await createDialog({ participants: [anna, boris], title: 'Order 3001' });
  const gone = await createDialog({ participants: [anna, boris], title: 'Order 3002' });
  const atAnna = await openAs(anna);
  await itemOf(atAnna.page, 'Order 3002').waitFor();

  await atAnna.goOffline();
  await atAnna.heard('disconnected');
  for (const text of ['One', 'Two'])
    await clientOf(boris).sendMessage(known.id, { content: `<p>${text}</p>` });
  const created = await createDialog({ participants: [anna, boris], title: 'Order 3003' });
  await clientOf(boris).sendMessage(created.id, { content: '<p>A new order</p>' });
  await manage('DELETE', `/dialogs/${gone.id}`);
  await atAnna.goOnline();

  const items = atAnna.page.locator('.mtchat-dialog-item');
  await eventually(() => items.locator('.mtchat-dialog-item__title').allInnerTexts()).toEqual([
    'Order 3003',
    'Order 3001',
  ]);
  await itemOf(atAnna.page, 'Order 3003').getByText('1 unread message').waitFor();
  await itemOf(atAnna.page, 'Order 3003').getByText('A new order').waitFor();
  await itemOf(atAnna.page, 'Order 3001').getByText('2 unread messages').waitFor();
  const totals = (await atAnna.events()).filter(({ name }) => name === 'unread-change');
  expect(totals.at(-1)?.payload).toBe(3);
});

it('after a reconnect the list has what the same person did on another device: pins, archives, reads, mutes', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const titles = ['To pin', 'To archive', 'To read', 'To mute'];
  const [pinned, archived, read, muted] = await Promise.all(
    titles.map((title) => createDialog({ participants: [anna, boris], title })),
  );
  if (!pinned || !archived || !read || !muted) throw new Error('A dialog is missing');
  const unread = await clientOf(boris).sendMessage(read.id, { content: '<p>Read me</p>' });
  const atAnna = await openAs(anna);
  await itemOf(atAnna.page, 'To read').getByText('1 unread message').waitFor();

  await atAnna.goOffline();
  await atAnna.heard('disconnected');
  const onPhone = clientOf(anna);
  await onPhone.setPinned(pinned.id, true);
  await onPhone.setArchived(archived.id, true);
  await onPhone.markRead(read.id, unread.id);
  await onPhone.setNotifications(muted.id, false);
  await atAnna.goOnline();

  await itemOf(atAnna.page, 'To archive').waitFor({ state: 'detached' });
  await itemOf(atAnna.page, 'To pin').getByText('Pinned').waitFor();
  await itemOf(atAnna.page, 'To mute').getByText('Notifications are off').waitFor();
  await itemOf(atAnna.page, 'To read').getByText('unread').waitFor({ state: 'detached' });
  await eventually(() => atAnna.page.locator('.mtchat-dialog-item__title').first().textContent()).toBe(
    'To pin',
  );
  await atAnna.page.getByRole('button', { name: 'Archived' }).click();
  await itemOf(atAnna.page, 'To archive').waitFor();
});

it('after a reconnect a conversation that was not on the screen has no gap either, when it is opened', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const first = await createDialog({ participants: [anna, boris], title: 'Order 3001' });
  await createDialog({ participants: [anna, boris], title: 'Order 3002' });
  await clientOf(boris).sendMessage(first.id, { content: '<p>Before</p>' });
  const atAnna = await openAs(anna);
  await itemOf(atAnna.page, 'Order 3001').click();
  await messagesWith(atAnna.page, 'Before').waitFor();
  await itemOf(atAnna.page, 'Order 3002').click();

  await atAnna.goOffline();
  await atAnna.heard('disconnected');
  await clientOf(boris).sendMessage(first.id, { content: '<p>Meanwhile</p>' });
  await atAnna.goOnline();
  await itemOf(atAnna.page, 'Order 3001').getByText('1 unread message').waitFor();
  await clientOf(boris).sendMessage(first.id, { content: '<p>Afterwards</p>' });
  await itemOf(atAnna.page, 'Order 3001').getByText('2 unread messages').waitFor();

  await itemOf(atAnna.page, 'Order 3001').click();
  await eventually(() => textsOn(atAnna.page)).toEqual(['Before', 'Meanwhile', 'Afterwards']);
});

it('who was removed from a conversation while offline no longer sees it', async () => {
  const { dialog, anna, boris, atAnna } = await openPair({
    title: 'Order 3001',
    before: async (dialogId, { boris }) => {
      await clientOf(boris).sendMessage(dialogId, { content: '<p>Among us</p>' });
    },
  });
  await messagesWith(atAnna.page, 'Among us').waitFor();

  await atAnna.goOffline();
  await atAnna.heard('disconnected');
  await manage('DELETE', `/dialogs/${dialog.id}/participants/${anna.userId}`);
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>Now that she is gone</p>' });
  await atAnna.goOnline();

  await messagesWith(atAnna.page, 'Among us').waitFor({ state: 'detached' });
  await itemOf(atAnna.page, 'Order 3001').waitFor({ state: 'detached' });
  expect(await atAnna.page.getByText('Now that she is gone').count()).toBe(0);
});

it('where a busy server does not give what was missed at first, it is asked again until nothing is missing', async () => {
  const { dialog, boris, atAnna } = await openPair();
  const serve = await refuseReads(atAnna.page);

  await atAnna.goOffline();
  await atAnna.heard('disconnected');
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>Meanwhile</p>' });
  const refused = atAnna.page.waitForResponse((response) => response.status() === 429);
  await atAnna.goOnline();
  await refused;
  serve();

  await eventually(() => textsOn(atAnna.page)).toEqual(['Meanwhile']);
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>Afterwards</p>' });
  await eventually(() => textsOn(atAnna.page)).toEqual(['Meanwhile', 'Afterwards']);
});

it('after a reconnect one sees who has read what one wrote', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialog = await createDialog({ participants: [anna, boris] });
  const own = await clientOf(anna).sendMessage(dialog.id, { content: '<p>Please confirm</p>' });
  const atAnna = await openAs(anna, { props: { dialogId: dialog.id } });
  const message = messagesWith(atAnna.page, 'Please confirm');
  await eventually(() => stateOf(message)).toBe('Sent');

  await atAnna.goOffline();
  await atAnna.heard('disconnected');
  await clientOf(boris).markRead(dialog.id, own.id);
  await atAnna.goOnline();

  await eventually(() => stateOf(message)).toBe('Read by Boris');
});

it('inside the page of an order, too, nothing is missing after a reconnect', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const object = { type: 'order', id: unique('order') };
  const dialog = await createDialog({ participants: [anna, boris], object });
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>Before</p>' });
  const atAnna = await openAs(anna, {
    props: { mode: 'inline', objectType: object.type, objectId: object.id },
  });
  await messagesWith(atAnna.page, 'Before').waitFor();

  await atAnna.goOffline();
  await atAnna.heard('disconnected');
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>Meanwhile</p>' });
  await write(atAnna.page, 'Written offline');
  await atAnna.goOnline();
  const three = ['Before', 'Meanwhile', 'Written offline'];
  await eventually(() => textsStored(dialog.id, boris)).toEqual(three);

  await clientOf(boris).sendMessage(dialog.id, { content: '<p>Afterwards</p>' });
  await eventually(() => textsOn(atAnna.page)).toEqual([...three, 'Afterwards']);
});
