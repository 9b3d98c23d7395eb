import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { messagesWith } from './support/composer.ts';
import { itemOf, stateOf, textsOn, textsStored, write } from './support/conversation.ts';
import { eventually } from './support/eventually.ts';
import { holdNextSend, loseNextAnswer, spoilNextSend } from './support/faults.ts';
import { openPair } from './support/pair.ts';
import { somebody } from './support/people.ts';
import { clientOf, createDialog } from './support/server.ts';

it('a message is seen at once, marked as being sent, and then as sent, in the same place', async () => {
  const { dialog, boris, atAnna } = await openPair();
  const release = await holdNextSend(atAnna.page);

  await write(atAnna.page, 'Is the invoice ready?');
  const message = messagesWith(atAnna.page, 'Is the invoice ready?');
  await eventually(() => stateOf(message)).toBe('Sending');
  const drawn = await message.elementHandle();
  const place = await message.boundingBox();
  expect(await textsStored(dialog.id, boris)).toEqual([]);

  release();
  // Boris has it before his eyes.
  await eventually(() => stateOf(message)).toBe('Read by Boris');
  expect(await drawn?.evaluate((element) => element.isConnected)).toBe(true);
  expect(await message.boundingBox()).toEqual(place);
});

it('what is written while another message is on its way follows it, in the order in which it was written', async () => {
  const { dialog, boris, atAnna, atBoris } = await openPair();
  const release = await holdNextSend(atAnna.page);
  const texts = ['First', 'Second', 'Third'];

  for (const text of texts) await write(atAnna.page, text);
  expect(await textsOn(atAnna.page)).toEqual(texts);
  release();

  await eventually(() => textsOn(atBoris.page)).toEqual(texts);
  expect(await textsStored(dialog.id, boris)).toEqual(texts);
  expect(await textsOn(atAnna.page)).toEqual(texts);
});

it('a message whose answer is lost is stored once and shown once', async () => {
  const { dialog, boris, atAnna, atBoris } = await openPair();
  await loseNextAnswer(atAnna.page, atAnna.line);

  await write(atAnna.page, 'Only once, please');
  await messagesWith(atBoris.page, 'Only once, please').waitFor();
  await atAnna.heard('disconnected');
  atAnna.line.mend();

  await eventually(() => stateOf(messagesWith(atAnna.page, 'Only once'))).toBe('Read by Boris');
  await write(atAnna.page, 'And this after it');
  await messagesWith(atBoris.page, 'And this after it').waitFor();
  const once = ['Only once, please', 'And this after it'];
  expect(await textsStored(dialog.id, boris)).toEqual(once);
  expect(await textsOn(atBoris.page)).toEqual(once);
  expect(await textsOn(atAnna.page)).toEqual(once);
});

it('a message that is sent a second time, as its answer was lost, is still stored once', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 2001' });
  const other = await createDialog({ participants: [anna, boris], title: 'Order 2002' });
  const { page, line, requests, heard } = await openAs(anna);
  await itemOf(page, 'Order 2001').click();
  await loseNextAnswer(page, line);

  await write(page, 'Written in a hurry');
  await heard('disconnected');
  // What is not on the screen is not loaded anew: only the server can tell that it has the message.
  await itemOf(page, 'Order 2002').click();
  requests.reset();
  line.mend();

  await eventually(() => requests.calls()).toContain(`POST /dialogs/${dialog.id}/messages`);
  await clientOf(boris).sendMessage(other.id, { content: '<p>Have you written?</p>' });
  await messagesWith(page, 'Have you written?').waitFor();
  await itemOf(page, 'Order 2001').click();
  await eventually(() => stateOf(messagesWith(page, 'Written in a hurry'))).toBe('Sent');
  expect(await textsOn(page)).toEqual(['Written in a hurry']);
  expect(await textsStored(dialog.id, boris)).toEqual(['Written in a hurry']);
});

it('a message that the server refuses is marked as not sent, can be tried again, and holds up no other', async () => {
  const { dialog, boris, atAnna } = await openPair();
  await spoilNextSend(atAnna.page);

  await write(atAnna.page, 'Five pallets');
  await write(atAnna.page, 'Six pallets');

  const refused = messagesWith(atAnna.page, 'Five pallets');
  await refused.getByText('Not sent').waitFor();
  await atAnna.heard('error');
  await eventually(() => textsStored(dialog.id, boris)).toEqual(['Six pallets']);

  await refused.getByRole('button', { name: 'Try again' }).click();
  await eventually(() => textsStored(dialog.id, boris)).toEqual(['Six pallets', 'Five pallets']);
  await eventually(() => textsOn(atAnna.page)).toEqual(['Six pallets', 'Five pallets']);
  expect(await atAnna.page.getByText('Not sent').count()).toBe(0);
});

it('a message that the server refused is gone for good once it is discarded', async () => {
  const { dialog, boris, atAnna } = await openPair({
    before: async (dialogId, { boris }) => {
      await clientOf(boris).sendMessage(dialogId, { content: '<p>Hello</p>' });
    },
  });
  await spoilNextSend(atAnna.page);

  await write(atAnna.page, 'Five pallets');
  const refused = messagesWith(atAnna.page, 'Five pallets');
  await refused.getByRole('button', { name: 'Discard' }).click();
  await refused.waitFor({ state: 'detached' });

  await atAnna.page.reload();
  await messagesWith(atAnna.page, 'Hello').waitFor();
  await atAnna.heard('connected');
  expect(await textsOn(atAnna.page)).toEqual(['Hello']);
  expect(await textsStored(dialog.id, boris)).toEqual(['Hello']);
});
