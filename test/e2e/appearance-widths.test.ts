import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { chooseFor, fieldOf, messagesWith, pressOn } from './support/composer.ts';
import { insider, listsOf, openDialog, rowOf } from './support/dialog-lists.ts';
import { eventually } from './support/eventually.ts';
import { drop, waiting } from './support/files.ts';
import { expectFits } from './support/layout.ts';
import { somebody } from './support/people.ts';
import { clientOf, createDialog } from './support/server.ts';

const unbroken = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2);

/** Somebody with a chat in which everything is long, who may join another such one. */
async function withLongWords() {
  const wang = insider('Wang');
  const boris = somebody('Boris', { company: unbroken });
  Object.assign(boris.profile, { email: `${unbroken.slice(0, 60)}@example.com` });
  const title = `Long ${unbroken}`;
  const dialog = await createDialog({ participants: [wang, boris], title });
  await createDialog({ participants: [boris], title: `Open ${unbroken}`, scopes: [wang.scope] });
  const client = clientOf(boris);
  const asked = await client.sendMessage(dialog.id, { content: `<p>${unbroken}</p>` });
  const wide = `<pre><code>${'wide = '.repeat(60)}</code></pre><p>https://shop.example/${unbroken}</p>`;
  await client.sendMessage(dialog.id, { content: wide, reply_to: asked.id });
  await clientOf(wang).sendMessage(dialog.id, { content: '<p>Short</p>', reply_to: asked.id });
  return wang;
}

function backButton(page: Page): Locator {
  return page.getByRole('button', { name: /^Back to the/ });
}

/** Goes through what the chat can show in a window of the width, and ends where it began. */
async function lookThrough(page: Page, isOnePane: boolean): Promise<void> {
  await expectFits(page);
  await openDialog(page, 'Long');
  await messagesWith(page, 'Short').waitFor();
  await messagesWith(page, 'Short').hover();
  await expectFits(page);

  await pressOn(messagesWith(page, 'Short'), 'Actions for this message');
  await page.getByRole('menuitem', { name: 'Reply' }).waitFor();
  await expectFits(page);
  await page.keyboard.press('Escape');
  await chooseFor(messagesWith(page, 'Short'), 'Reply');
  await fieldOf(page).fill(unbroken);
  await drop(
    page,
    { name: `${unbroken}.exe`, type: 'application/x-msdownload' },
    { name: `${unbroken}.txt`, type: 'text/plain' },
  );
  await waiting(page).first().waitFor();
  await expectFits(page);
  for (const button of ['Dismiss', /^Remove/, 'Cancel reply'])
    await page.getByRole('button', { name: button }).click();
  await fieldOf(page).fill('');

  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menuitem', { name: 'Details' }).click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await details.getByText('Donau').first().waitFor();
  await expectFits(page);
  await details.getByRole('button', { name: 'Leave chat' }).click();
  await page.getByRole('dialog', { name: 'Leave this chat?' }).waitFor();
  await expectFits(page);
  await page.keyboard.press('Escape');
  await details.getByRole('button', { name: 'Close details' }).click();
  if (isOnePane) await backButton(page).click();

  await page.getByRole('tab', { name: 'Available' }).click();
  await openDialog(page, 'Open');
  await page.getByRole('textbox', { name: 'Company' }).fill('');
  await page.getByRole('button', { name: 'Join chat' }).click();
  await page.getByText('Please fill this in.').waitFor();
  await expectFits(page);
  if (isOnePane) await backButton(page).click();
  await page.getByRole('tab', { name: 'My chats' }).click();
}

it('on a wide screen, a tablet and a telephone nothing is cut off, and all is large enough to be pressed', async () => {
  const { page } = await openAs(await withLongWords());
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const width of [1440, 820, 390]) {
    await page.setViewportSize({ width, height: 900 });
    if (width === 390) await backButton(page).click();
    await rowOf(page, 'Long').waitFor();
    await lookThrough(page, width === 390);
  }
});

it('on a telephone there is one pane: the list, then the chat, and back to where one was', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  await createDialog({ participants: [anna, boris], title: 'First' });
  await createDialog({ participants: [anna, boris], title: 'Second' });
  const { page } = await openAs(anna, { width: 390 });
  const back = backButton(page);
  await rowOf(page, 'First').waitFor();
  expect(await page.getByText('Select a chat').isVisible()).toBe(false);
  expect(await widthOf(page)).toBe(390);

  await rowOf(page, 'First').getByRole('button').first().press('Enter');
  await fieldOf(page).waitFor();
  expect(await listsOf(page).isVisible()).toBe(false);
  expect((await page.getByRole('heading', { name: 'First' }).boundingBox())?.x).toBeLessThan(390);
  await back.press('Enter');
  await listsOf(page).waitFor();
  expect(await fieldOf(page).isVisible()).toBe(false);
  await rowOf(page, 'First').getByRole('button').first().and(page.locator(':focus')).waitFor();

  // There is room for both again when the telephone is turned into a tablet.
  await rowOf(page, 'First').getByRole('button').first().press('Enter');
  await fieldOf(page).waitFor();
  await page.setViewportSize({ width: 820, height: 900 });
  await listsOf(page).waitFor();
  await eventually(() => back.count()).toBe(0);
  expect(await fieldOf(page).isVisible()).toBe(true);
});

async function widthOf(page: Page): Promise<number | undefined> {
  return (await listsOf(page).boundingBox())?.width;
}
