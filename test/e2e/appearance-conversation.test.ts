import type { Page } from 'playwright-core';
import { it } from 'vitest';
import { chooseFor, fieldOf, messagesWith, pressOn, richFieldOf, say } from './support/composer.ts';
import { archive, drop, picture, sendFiles, waiting } from './support/files.ts';
import { hold } from './support/hold.ts';
import { openPair } from './support/pair.ts';
import { clientOf } from './support/server.ts';
import { expectNoViolationsInLightAndDark } from './support/themes.ts';

/** Anna reads what Boris has written, in every way in which one can write. */
async function openTalk() {
  const { atAnna, boris, dialog } = await openPair({
    title: 'Order 5100',
    before: async (id, { anna, boris }) => {
      const client = clientOf(boris);
      const mention = `<span data-type="mention" data-id="${anna.userId}" data-label="Anna">@Anna</span>`;
      const asked = await client.sendMessage(id, {
        content: `<p>${mention}, is <strong>it</strong> done?</p>`,
      });
      const rich =
        '<p>See <a href="https://shop.example">our shop</a>, <code>code</code>, <s>no</s></p><ul><li>one</li></ul><blockquote><p>said</p></blockquote><pre><code>if (a)</code></pre>';
      await client.sendMessage(id, { content: rich });
      await clientOf(anna).sendMessage(id, { content: '<p>Nearly</p>', reply_to: asked.id });
      await client.editMessage(id, (await client.sendMessage(id, { content: '<p>Was</p>' })).id, '<p>Is</p>');
      await client.deleteMessage(id, (await client.sendMessage(id, { content: '<p>Oh</p>' })).id);
    },
  });
  const { page } = atAnna;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await messagesWith(page, 'This message was deleted').waitFor();
  return { page, atAnna, boris, dialog };
}

async function closeByEscape(page: Page, role: 'menu' | 'dialog'): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole(role).waitFor({ state: 'detached' });
}

it('a conversation, its menus, details and questions are for everyone, in light and dark', async () => {
  const { page } = await openTalk();
  await say(page, 'Mine');
  await expectNoViolationsInLightAndDark(page);

  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menuitem', { name: 'Details' }).waitFor();
  await expectNoViolationsInLightAndDark(page);
  await page.getByRole('menuitem', { name: 'Details' }).click();
  await page.getByRole('complementary', { name: 'Details' }).getByText('Borey').waitFor();
  await expectNoViolationsInLightAndDark(page);

  await page.getByRole('complementary').getByRole('button', { name: 'Leave chat' }).click();
  await page.getByRole('dialog', { name: 'Leave this chat?' }).waitFor();
  await expectNoViolationsInLightAndDark(page);
  await closeByEscape(page, 'dialog');

  await pressOn(messagesWith(page, 'Mine'), 'Actions for this message');
  await page.getByRole('menuitem', { name: 'Delete' }).waitFor();
  await expectNoViolationsInLightAndDark(page);
  await closeByEscape(page, 'menu');
  await chooseFor(messagesWith(page, 'Mine'), 'Delete');
  await page.getByRole('dialog', { name: 'Delete this message?' }).waitFor();
  await expectNoViolationsInLightAndDark(page);
});

it('writing, with names to mention, a link and an answer, is for everyone, in light and dark', async () => {
  const { page } = await openTalk();
  await pressOn(messagesWith(page, 'is it done?').first(), 'Reply');
  await page.getByText('Reply to Boris').waitFor();
  await richFieldOf(page);
  await page.keyboard.type('Ask @');
  await page.getByRole('listbox').waitFor();
  await expectNoViolationsInLightAndDark(page);

  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Link \(/ }).click();
  const window = page.getByRole('dialog', { name: 'Link' });
  await window.getByRole('textbox', { name: 'Address' }).fill('nowhere at all');
  await page.keyboard.press('Enter');
  await window.getByText('Enter a web address').waitFor();
  await expectNoViolationsInLightAndDark(page);
});

it('files to send, those that are refused, those that were sent and the viewer are for everyone, in light and dark', async () => {
  const { page } = await openTalk();
  await sendFiles(page, [await picture('crate.png', 300, 200), archive('papers.zip')], 'Two files');
  await page.getByRole('button', { name: 'Open image crate.png' }).waitFor();

  // One stays under way for as long as it is looked at.
  await hold(page, (address) => !address.pathname.includes('/api/v1/'));
  await drop(
    page,
    { name: 'virus.exe', type: 'application/x-msdownload' },
    { name: 'list.txt', type: 'text/plain' },
  );
  await page.getByText('Files of this type cannot be sent').waitFor();
  await waiting(page, 'list.txt').getByRole('progressbar').waitFor();
  await fieldOf(page).fill('Here they are');
  await expectNoViolationsInLightAndDark(page);
  await page.unrouteAll({ behavior: 'ignoreErrors' });

  await page.getByRole('button', { name: 'Open image crate.png' }).click();
  await page.getByRole('dialog').getByRole('img', { name: 'crate.png', exact: true }).waitFor();
  await expectNoViolationsInLightAndDark(page);
});
