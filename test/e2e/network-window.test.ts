import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ChatClient } from '../../sdk-vue/client/chat-client.ts';
import { messagesWith } from './support/composer.ts';
import { textsOn } from './support/conversation.ts';
import { eventually } from './support/eventually.ts';
import { openPair } from './support/pair.ts';
import { clientOf } from './support/server.ts';

const textOf = (number: number) => `Message number ${number}.`;

/** Writes so many messages, numbered from `first`, and gives their ids. */
async function writeMany(client: ChatClient, dialogId: string, first: number, count: number) {
  const ids: string[] = [];
  for (let number = first; number < first + count; number++) {
    ids.push((await client.sendMessage(dialogId, { content: `<p>${textOf(number)}</p>` })).id);
  }
  return ids;
}

/** Turns the wheel over the messages until one with this text is drawn. */
async function scrollTo(page: Page, text: string, wheel: number): Promise<Locator> {
  await page.getByRole('log').hover();
  const message = messagesWith(page, text);
  await eventually(async () => {
    if ((await message.count()) === 0) await page.mouse.wheel(0, wheel);
    return message.count();
  }).toBe(1);
  await message.scrollIntoViewIfNeeded();
  return message;
}

async function topOf(message: Locator): Promise<number> {
  return (await message.boundingBox())?.y ?? Number.NaN;
}

it('after a reconnect a reader far up has the edits and deletions there, and has not been moved', async () => {
  const ids: string[] = [];
  const { dialog, boris, atAnna } = await openPair({
    before: async (dialogId, { anna, boris }) => {
      ids.push(...(await writeMany(clientOf(boris), dialogId, 1, 150)));
      await clientOf(anna).markRead(dialogId, ids.at(-1) ?? '');
    },
  });
  const { page } = atAnna;
  await page.getByRole('log').getByRole('article').first().waitFor();
  const read = await scrollTo(page, textOf(40), -400);
  const above = messagesWith(page, textOf(38));
  await above.waitFor();
  const place = await topOf(read);

  await atAnna.goOffline();
  await atAnna.heard('disconnected');
  const elsewhere = clientOf(boris);
  await elsewhere.editMessage(dialog.id, ids[40] ?? '', '<p>Edited meanwhile</p>');
  await elsewhere.deleteMessage(dialog.id, ids[37] ?? '');
  await writeMany(elsewhere, dialog.id, 151, 3);
  await atAnna.goOnline();

  await messagesWith(page, 'Edited meanwhile').waitFor();
  await messagesWith(page, 'This message was deleted').waitFor();
  await above.waitFor({ state: 'detached' });
  expect(Math.abs((await topOf(read)) - place)).toBeLessThanOrEqual(2);
  await page.getByRole('button', { name: '3 new messages' }).click();
  await messagesWith(page, textOf(153)).waitFor();
});

it('after more was missed than a page holds, nothing is missing when one reads on', async () => {
  const { dialog, boris, atAnna } = await openPair({
    before: async (dialogId, { boris }) => {
      await writeMany(clientOf(boris), dialogId, 1, 10);
    },
  });
  const { page } = atAnna;
  await messagesWith(page, textOf(10)).waitFor();

  await atAnna.goOffline();
  await atAnna.heard('disconnected');
  await writeMany(clientOf(boris), dialog.id, 11, 120);
  await atAnna.goOnline();

  await messagesWith(page, textOf(130)).waitFor();
  const seen = new Set<string>();
  await page.getByRole('log').hover();
  await eventually(async () => {
    for (const text of await textsOn(page)) seen.add(text);
    await page.mouse.wheel(0, -300);
    return seen.has(textOf(1));
  }).toBe(true);
  const missing = Array.from({ length: 130 }, (_, index) => textOf(index + 1)).filter(
    (text) => !seen.has(text),
  );
  expect(missing).toEqual([]);
});
