import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { expectTitles, insider, openDialog, patience, rowOf, tell } from './support/dialog-lists.ts';
import { hostileCss } from './support/hostile-css.ts';
import { differences, looksOf } from './support/looks.ts';
import { selectorsOn } from './support/page-styles.ts';
import { watchTraces } from './support/page-traces.ts';
import { somebody } from './support/people.ts';
import { clientOf, createDialog } from './support/server.ts';

/** A person with a conversation of many kinds of text, and another one to join. */
async function withConversation() {
  const wang = insider('Wang');
  const boris = somebody('Boris', { company: 'Borey' });
  const dialog = await createDialog({ participants: [boris, wang], title: 'Order 90' });
  await createDialog({ participants: [boris], title: 'Order 91', scopes: [wang.scope] });
  await clientOf(boris).sendMessage(dialog.id, {
    content:
      '<p>A <strong>bold</strong> <em>word</em> and a <a href="https://example.com/">link</a></p>' +
      '<ul><li>one</li><li>two</li></ul><blockquote><p>said</p></blockquote><pre><code>let it = be</code></pre>',
  });
  return { wang, boris, dialog };
}

/** Waits until nothing on the page moves any more, so that two pictures of it can be compared. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    document.body.getBoundingClientRect();
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  });
}

async function expectUnmovedBy(page: Page, css: string): Promise<void> {
  await page.mouse.move(0, 0);
  await settled(page);
  const before = await looksOf(page);
  const style = await page.addStyleTag({ content: css });
  await settled(page);
  const after = await looksOf(page);
  await style.evaluate((element) => element.parentElement?.removeChild(element));
  expect(differences(before, after)).toEqual([]);
}

it('what the page says of bare elements does not reach a conversation', async () => {
  const { wang, dialog } = await withConversation();
  const { page } = await openAs(wang, { props: { dialogId: dialog.id } });
  await page.getByRole('log').getByText('let it = be').waitFor();
  await page.locator('.ProseMirror').waitFor();
  await expectUnmovedBy(page, hostileCss);
});

it('nor the lists, the form to join, the details, a menu and a dialog', async () => {
  const { wang, dialog } = await withConversation();
  const { page } = await openAs(wang, { props: { dialogId: dialog.id } });
  await page.getByRole('log').waitFor();
  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menuitem', { name: 'Details' }).click();
  await page.getByRole('complementary').getByText('Borey').waitFor();
  await rowOf(page, 'Order 90').getByRole('button').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Leave chat' }).waitFor();
  await expectUnmovedBy(page, hostileCss);

  await page.getByRole('menuitem', { name: 'Leave chat' }).click();
  await page.getByRole('dialog').waitFor();
  await expectUnmovedBy(page, hostileCss);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('tab', { name: 'Available' }).click();
  await openDialog(page, 'Order 91');
  await page.getByRole('textbox', { name: 'Your name' }).waitFor();
  await expectUnmovedBy(page, hostileCss);
});

it('a link in a message keeps its looks under the pointer, whatever the page does with links', async () => {
  const { wang, dialog } = await withConversation();
  const { page } = await openAs(wang, { props: { dialogId: dialog.id } });
  const link = page.getByRole('log').getByRole('link', { name: 'link' });
  await link.hover();
  const looks = () =>
    link.evaluate((element) => {
      const { color, backgroundColor } = getComputedStyle(element);
      return { color, backgroundColor };
    });
  const before = await looks();
  await page.addStyleTag({ content: 'a:hover { background: yellow; color: lime; }' });
  expect(await looks()).toEqual(before);
});

it('the page keeps its own looks: no style of the chat is about anything outside of it', async () => {
  const { wang, dialog } = await withConversation();
  const { page } = await openAs(wang, { props: { dialogId: dialog.id } });
  await page.locator('.ProseMirror').waitFor();
  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menuitem', { name: 'Details' }).click();
  await page.getByRole('complementary').waitFor();

  const ofHost = ['body', 'main, body > article'];
  const foreign = (await selectorsOn(page)).filter(
    (selector) =>
      !ofHost.includes(selector) &&
      !selector.startsWith('@keyframes mtchat-') &&
      !selector.split(',').every((part) => part.includes('.mtchat')),
  );
  expect(foreign).toEqual([]);
});

it('menus, dialogs and details leave the page around the chat as it is, and it can be scrolled', async () => {
  const { wang, dialog } = await withConversation();
  const { page } = await openAs(wang, { props: { dialogId: dialog.id } });
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<footer id="of-the-host" style="height: 3000px">Imprint</footer>',
    );
  });
  const pageWithoutChat = () =>
    page.evaluate(() => {
      const copy = document.documentElement.cloneNode(true) as HTMLElement;
      for (const part of copy.querySelectorAll('main > *, style, link, script')) part.remove();
      return copy.outerHTML;
    });
  await page.locator('.ProseMirror').waitFor();
  const before = await pageWithoutChat();

  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menu').waitFor();
  expect(await pageWithoutChat()).toBe(before);
  await page.getByRole('menuitem', { name: 'Leave chat' }).click();
  await page.getByRole('dialog').waitFor();
  expect(await pageWithoutChat()).toBe(before);
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.scrollTo(0, 1_000));
  expect(await page.evaluate(() => window.scrollY)).toBe(1_000);
});

it('a page that loses its chat is as it was before: no listener, timer, observer or socket is left', async () => {
  const { wang, boris, dialog } = await withConversation();
  const at = await openAs(wang);
  const { page } = at;
  const sockets: { isClosed(): boolean }[] = [];
  page.on('websocket', (socket) => sockets.push(socket));
  await watchTraces(page);
  await page.reload();
  await at.heard('connected');
  await openDialog(page, 'Order 90');
  await page.getByRole('log').getByText('let it = be').waitFor();
  await page.locator('.ProseMirror').fill('A draft');
  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menuitem', { name: 'Details' }).click();
  await page.getByRole('complementary').getByText('Borey').waitFor();
  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menu').waitFor();
  await tell(boris, dialog.id, 'One more');
  await page.getByRole('log').getByText('One more').waitFor();

  const inUse = await page.evaluate(() => window.traces());
  expect(inUse.listeners).toContain('keydown on Window');
  expect(inUse.observers).not.toEqual([]);

  at.requests.reset();
  await page.evaluate(() => window.host.unmount());
  const nothing = { listeners: [], timers: 0, observers: [] };
  await expect.poll(() => page.evaluate(() => window.traces()), patience).toEqual(nothing);
  expect(sockets.length).toBeGreaterThan(0);
  await expect.poll(() => sockets.every((socket) => socket.isClosed()), patience).toBe(true);
  expect(await page.locator('main').innerHTML()).toBe('');
  expect(await page.locator('body > :not(main, script)').count()).toBe(0);
  expect(at.requests.sockets()).toBe(0);
});

it('inside a moved, scrolled and clipped part of the page, a menu opens where it was asked for', async () => {
  const { wang } = await withConversation();
  const { page } = await openAs(wang);
  await expectTitles(page, ['Order 90']);
  await page.addStyleTag({
    content:
      'main { height: 500px; margin: 40px 0 0 120px; overflow: hidden; transform: translate(60px, 30px); width: 1000px; }',
  });
  const row = rowOf(page, 'Order 90').getByRole('button').first();
  const box = await row.boundingBox();
  if (!box) throw new Error('the row is not seen');
  await row.click({ button: 'right', position: { x: 100, y: 20 } });
  const menu = page.getByRole('menu');
  await menu.getByRole('menuitem', { name: 'Pin' }).waitFor();
  await settled(page);
  const place = await menu.boundingBox();
  expect(Math.abs((place?.x ?? 0) - (box.x + 100))).toBeLessThan(12);
  expect(Math.abs((place?.y ?? 0) - (box.y + 20))).toBeLessThan(12);
});
