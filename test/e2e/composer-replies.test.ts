import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { clipboardOf } from './support/clipboard.ts';
import {
  chooseFor,
  expectText,
  fieldOf,
  htmlOf,
  messagesWith,
  pressOn,
  richFieldOf,
  say,
} from './support/composer.ts';
import { hold } from './support/hold.ts';
import { openPair } from './support/pair.ts';
import { clientOf } from './support/server.ts';

it('a reply stands under what it answers, and a click on the quote goes there and back', async () => {
  const { atAnna, atBoris } = await openPair({
    async before(id, { anna, boris }) {
      await clientOf(boris).sendMessage(id, { content: '<p>What is the <strong>price</strong>?</p>' });
      for (let number = 1; number <= 40; number += 1) {
        await clientOf(anna).sendMessage(id, { content: `<p>Meanwhile ${number}</p>` });
      }
      const { messages } = await clientOf(anna).listMessages(id);
      const question = messages.find(({ content }) => content.includes('price'));
      if (!question) throw new Error('the question is not there');
      await clientOf(anna).sendMessage(id, { content: '<p>Twelve</p>', reply_to: question.id });
    },
  });
  await messagesWith(atBoris.page, 'Twelve')
    .getByRole('button', { name: /What is the price\?/ })
    .waitFor();

  // The reply has these words too.
  const question = messagesWith(atAnna.page, 'What is the price?').filter({ hasNotText: 'Twelve' });
  const reply = messagesWith(atAnna.page, 'Twelve');
  await expect.poll(() => isInSight(reply), patience).toBe(true);
  await reply.getByTitle('Go to the quoted message of Boris').click();
  await expect.poll(() => isInSight(question), patience).toBe(true);
  expect(await question.getAttribute('class')).toContain('highlighted');
  await atAnna.page.getByRole('button', { name: 'Go back to the reply' }).click();
  await expect.poll(() => isInSight(reply), patience).toBe(true);
});

const patience = { timeout: 10_000 };

async function isInSight(message: Locator): Promise<boolean> {
  const list = await message.page().getByRole('log').boundingBox();
  const row = (await message.count()) > 0 ? await message.boundingBox() : null;
  return row !== null && list !== null && row.y >= list.y && row.y + row.height <= list.y + list.height;
}

it('one answers by the button or by R, sees what is answered, and Escape takes it back', async () => {
  const { atAnna, atBoris } = await openPair();
  await say(atBoris.page, 'When will it come?');
  const question = messagesWith(atAnna.page, 'When will it come?');

  await pressOn(question, 'Reply');
  await atAnna.page.getByText('Reply to Boris').waitFor();
  await atAnna.page.keyboard.press('Escape');
  await atAnna.page.getByText('Reply to Boris').waitFor({ state: 'hidden' });

  await question.focus();
  await question.press('r');
  await atAnna.page.getByText('Reply to Boris').waitFor();
  await expect
    .poll(() => fieldOf(atAnna.page).evaluate((field) => field === document.activeElement))
    .toBe(true);
  await atAnna.page.keyboard.type('On Friday');
  await atAnna.page.keyboard.press('Enter');

  const reply = messagesWith(atBoris.page, 'On Friday');
  await reply.getByRole('button', { name: /When will it come\?/ }).waitFor();
  await atAnna.page.getByText('Reply to Boris').waitFor({ state: 'hidden' });
  await say(atAnna.page, 'By train');
  expect(await messagesWith(atBoris.page, 'By train').getByRole('button', { name: /When/ }).count()).toBe(0);
});

it('Up edits the last message, Escape gives the field back as it was, and the other sees the new text', async () => {
  const { atAnna, atBoris } = await openPair();
  await richFieldOf(atAnna.page);
  await say(atAnna.page, 'The price is tvelve');
  await say(atBoris.page, 'What?');
  const { keyboard } = atAnna.page;

  await fieldOf(atAnna.page).press('ArrowUp');
  await atAnna.page.getByText('Edit message').waitFor();
  await expectText(atAnna.page, 'The price is tvelve');
  await keyboard.press('Escape');
  await atAnna.page.getByText('Edit message').waitFor({ state: 'hidden' });
  await expectText(atAnna.page, '');

  await keyboard.press('ArrowUp');
  await expectText(atAnna.page, 'The price is tvelve');
  await keyboard.press('Control+Backspace');
  await keyboard.type('**twelve**');
  await keyboard.press('Enter');

  const seen = messagesWith(atBoris.page, 'The price is twelve');
  await seen.getByText('edited').waitFor();
  expect(await htmlOf(seen)).toBe('<p>The price is <strong>twelve</strong></p>');
  await expectText(atAnna.page, '');
});

it('Up takes no other message for the last one while that is still on its way', async () => {
  const { atAnna } = await openPair();
  await richFieldOf(atAnna.page);
  await say(atAnna.page, 'The one before');
  const sending = await hold(atAnna.page, /\/messages\b/);
  await atAnna.page.keyboard.type('The last one');
  await atAnna.page.keyboard.press('Enter');
  await messagesWith(atAnna.page, 'The last one').waitFor();

  await atAnna.page.keyboard.press('ArrowUp');
  await expectText(atAnna.page, '');
  expect(await atAnna.page.getByText('Edit message').count()).toBe(0);
  sending.letGo();
  await atAnna.page.getByRole('article', { name: /The last one.*, (?:Sent|Read by .*)$/ }).waitFor();
  await atAnna.page.keyboard.press('ArrowUp');
  await expectText(atAnna.page, 'The last one');
});

it('editing from the menu leaves the draft and the answer for later', async () => {
  const { atAnna, atBoris } = await openPair();
  await richFieldOf(atAnna.page);
  await say(atAnna.page, 'Ten pieces');
  await atAnna.page.keyboard.type('and one more thing');

  await chooseFor(messagesWith(atAnna.page, 'Ten pieces'), 'Edit');
  await expectText(atAnna.page, 'Ten pieces');
  await atAnna.page.keyboard.press('Control+A');
  await atAnna.page.keyboard.type('Eleven pieces');
  await atAnna.page.getByRole('button', { name: 'Save changes' }).click();

  await messagesWith(atBoris.page, 'Eleven pieces').waitFor();
  await expectText(atAnna.page, 'and one more thing');
  expect(await messagesWith(atBoris.page, 'Ten pieces').count()).toBe(0);
});

it('deleting asks first; who cancels keeps the message, who confirms takes it away for both', async () => {
  const { atAnna, atBoris } = await openPair();
  await say(atAnna.page, 'A slip of the tongue');
  await messagesWith(atBoris.page, 'A slip of the tongue').waitFor();
  const confirmation = atAnna.page.getByRole('dialog', { name: 'Delete this message?' });

  await chooseFor(messagesWith(atAnna.page, 'A slip'), 'Delete');
  await confirmation.getByRole('button', { name: 'Cancel' }).click();
  await confirmation.waitFor({ state: 'hidden' });
  await messagesWith(atAnna.page, 'A slip').focus();
  await atAnna.page.keyboard.press('Delete');
  await confirmation.waitFor();
  await atAnna.page.keyboard.press('Escape');
  await confirmation.waitFor({ state: 'hidden' });
  expect(await messagesWith(atBoris.page, 'A slip').count()).toBe(1);

  await chooseFor(messagesWith(atAnna.page, 'A slip'), 'Delete');
  await confirmation.getByRole('button', { name: 'Delete', exact: true }).click();
  for (const { page } of [atAnna, atBoris]) {
    await messagesWith(page, 'This message was deleted').waitFor();
    await messagesWith(page, 'A slip').waitFor({ state: 'hidden' });
  }
});

it('one cannot edit or delete what others wrote', async () => {
  const { atAnna, atBoris } = await openPair();
  await say(atBoris.page, 'Mine');
  await pressOn(messagesWith(atAnna.page, 'Mine'), 'Actions for this message');
  const menu = atAnna.page.getByRole('menu', { name: 'Actions for this message' });
  await menu.waitFor();
  expect(await menu.getByRole('menuitem').allInnerTexts()).toEqual(['Reply', 'Copy text']);
});

it('copying a message puts it on the clipboard as text and with its formats, and says so', async () => {
  const { atAnna } = await openPair({
    async before(id, { boris }) {
      const content = '<p>Price:<br><strong>12 €</strong> &amp; more</p><ul><li>bolts</li></ul>';
      await clientOf(boris).sendMessage(id, { content });
    },
  });
  const message = messagesWith(atAnna.page, 'Price');
  await chooseFor(message, 'Copy text');
  await atAnna.page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
  const { text, html } = await clipboardOf(atAnna.page);
  expect(text).toBe('Price:\n12 € & more\nbolts');
  expect(html).toContain('12 €</strong>');

  await atAnna.page.evaluate(() => navigator.clipboard.writeText('something else'));
  await message.focus();
  await message.press('Control+C');
  await expect.poll(async () => (await clipboardOf(atAnna.page)).text).toBe(text);
});
