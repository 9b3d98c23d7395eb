import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { messagesWith, said } from './support/composer.ts';
import { stateOf, textsOn, textsStored, write } from './support/conversation.ts';
import { eventually } from './support/eventually.ts';
import { spoilNextSend } from './support/faults.ts';
import { openPair } from './support/pair.ts';
import { clientOf } from './support/server.ts';
import { expectNoViolations } from './support/violations.ts';

const three = ['One pallet', 'Two pallets', 'Three pallets'];

it('offline, a quiet line says so, and what is written waits and goes out in order once there is a network', async () => {
  const { dialog, boris, atAnna, atBoris } = await openPair();
  const banner = atAnna.page.locator('.mtchat-banner');

  await atAnna.goOffline();
  await said(atAnna.page, 'You are offline');
  await expectNoViolations(atAnna.page);
  for (const text of three) await write(atAnna.page, text);
  expect(await textsOn(atAnna.page)).toEqual(three);
  await eventually(() => stateOf(messagesWith(atAnna.page, 'Three'))).toBe('Waits for the connection');
  expect(await textsStored(dialog.id, boris)).toEqual([]);

  await atAnna.goOnline();
  await said(atAnna.page, 'Connected again');
  await eventually(() => textsOn(atBoris.page)).toEqual(three);
  expect(await textsStored(dialog.id, boris)).toEqual(three);
  expect(await textsOn(atAnna.page)).toEqual(three);
  await eventually(() => stateOf(messagesWith(atAnna.page, 'Three'))).toBe('Read by Boris');
  await eventually(async () => (await banner.boundingBox())?.height).toBe(0);
});

it('what was written just before the page was reloaded without a connection still goes out, in order and once', async () => {
  const { dialog, boris, atAnna, atBoris } = await openPair();

  atAnna.line.cut();
  await atAnna.heard('disconnected');
  for (const text of three) await write(atAnna.page, text);
  await atAnna.page.reload();
  // Of the conversation nothing can be loaded, but what waits is there.
  await eventually(() => textsOn(atAnna.page)).toEqual(three);
  await write(atAnna.page, 'Four pallets');
  atAnna.line.mend();

  const four = [...three, 'Four pallets'];
  await eventually(() => textsOn(atBoris.page)).toEqual(four);
  await eventually(() => stateOf(messagesWith(atAnna.page, 'Four'))).toBe('Read by Boris');
  expect(await textsOn(atAnna.page)).toEqual(four);
  expect(await textsStored(dialog.id, boris)).toEqual(four);

  await atAnna.page.reload();
  await eventually(() => textsOn(atAnna.page)).toEqual(four);
  await atAnna.heard('connected');
  expect(await textsStored(dialog.id, boris)).toEqual(four);
});

it('a page that is opened without a connection says so, and fills itself once there is one', async () => {
  const { atAnna } = await openPair({
    before: async (dialogId, { boris }) => {
      await clientOf(boris).sendMessage(dialogId, { content: '<p>Good morning</p>' });
    },
  });

  atAnna.line.cut();
  await atAnna.page.reload();
  await said(atAnna.page, 'Reconnecting');
  await atAnna.page.getByText('The messages could not be loaded').waitFor();
  await atAnna.page.getByText('The chats could not be loaded.').waitFor();
  await expectNoViolations(atAnna.page);

  atAnna.line.mend();
  await messagesWith(atAnna.page, 'Good morning').waitFor();
  await atAnna.page.locator('.mtchat-dialog-item').waitFor();
  await eventually(() => atAnna.page.getByText('could not be loaded').count()).toBe(0);
});

it('a message that was refused is still there after a reload, to be tried again', async () => {
  const { dialog, boris, atAnna } = await openPair();
  await spoilNextSend(atAnna.page);
  await write(atAnna.page, 'Five pallets');
  const refused = messagesWith(atAnna.page, 'Five pallets');
  await refused.getByText('Not sent').waitFor();

  await atAnna.page.reload();
  await refused.getByRole('button', { name: 'Try again' }).click();

  await eventually(() => stateOf(refused)).toMatch(/^(Sent|Read by Boris)$/);
  expect(await textsStored(dialog.id, boris)).toEqual(['Five pallets']);
});

it('two tabs that both hold what waits send it once', async () => {
  const { dialog, anna, boris, atAnna, atBoris } = await openPair();
  const second = await openAs(anna, { besides: atAnna, props: { dialogId: dialog.id } });

  atAnna.line.cut();
  await atAnna.heard('disconnected');
  for (const text of three) await write(atAnna.page, text);
  // It finds what the first tab has left in their common storage.
  await second.page.reload();
  await eventually(() => textsOn(second.page)).toEqual(three);
  await write(second.page, 'Written in the second tab');
  atAnna.line.mend();

  await messagesWith(atBoris.page, 'Written in the second tab').waitFor();
  await messagesWith(atBoris.page, 'Three pallets').waitFor();
  for (const { page } of [atAnna, second]) {
    await eventually(() => stateOf(messagesWith(page, 'Three'))).toBe('Read by Boris');
    await eventually(() => stateOf(messagesWith(page, 'second tab'))).toBe('Read by Boris');
  }
  const stored = await textsStored(dialog.id, boris);
  expect(stored.filter((text) => three.includes(text))).toEqual(three);
  expect(stored).toHaveLength(4);
  for (const { page } of [atAnna, second, atBoris]) expect(await textsOn(page)).toEqual(stored);
});

it('a tab that is closed before it could send leaves its messages to the next one', async () => {
  const { dialog, anna, boris, atAnna, atBoris } = await openPair();
  atAnna.line.cut();
  await atAnna.heard('disconnected');
  for (const text of three) await write(atAnna.page, text);
  await atAnna.page.close();
  atAnna.line.mend();

  await openAs(anna, { besides: atAnna });
  await eventually(() => textsOn(atBoris.page)).toEqual(three);
  expect(await textsStored(dialog.id, boris)).toEqual(three);
});
