import { expect, it } from 'vitest';
import { type ChatPage, type OpenOptions, openAs } from './support/chat-page.ts';
import { insider, listsOf, patience, refuse, tell } from './support/dialog-lists.ts';
import { type Person, somebody, unique } from './support/people.ts';
import { clientOf, createDialog, manage } from './support/server.ts';

function objectOf(name: string) {
  return { type: 'order', id: unique(name) };
}

/** Opens a page of the host that is about one object. */
function openAbout(person: Person, object: { type: string; id: string }, options: OpenOptions = {}) {
  return openAs(person, {
    ...options,
    props: { mode: 'inline', objectType: object.type, objectId: object.id, ...options.props },
  });
}

function logOf({ page }: ChatPage) {
  return page.getByRole('log');
}

it('the conversation of the object is there at once, with no lists beside it', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const object = objectOf('crane');
  const dialog = await createDialog({ participants: [anna, boris], title: 'The crane', object });
  await createDialog({ participants: [anna, boris], title: 'Something else' });
  await tell(boris, dialog.id, 'It lifts twelve tons');

  const at = await openAbout(anna, object);
  await logOf(at).getByText('It lifts twelve tons').waitFor();
  expect(await listsOf(at.page).count()).toBe(0);
  expect(await at.page.getByText('Something else').count()).toBe(0);
  await tell(boris, dialog.id, 'And more on Sundays');
  await logOf(at).getByText('And more on Sundays').waitFor();
});

it('what is written about the object reaches the other side, and the host is told', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const object = objectOf('pump');
  await createDialog({ participants: [anna, boris], title: 'The pump', object });
  const [atAnna, atBoris] = await Promise.all([openAbout(anna, object), openAbout(boris, object)]);

  await atAnna.page.getByRole('textbox', { name: 'Message' }).fill('Does it leak?');
  await atAnna.page.keyboard.press('Enter');
  await logOf(atBoris).getByText('Does it leak?').waitFor();
  await atAnna.heard('message-sent');
});

it('an object that nobody talks about says so, until the host begins a conversation about it', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const object = objectOf('silent');
  const at = await openAbout(anna, object);
  await at.page.getByText('No conversation yet').waitFor();

  const dialog = await createDialog({ participants: [anna, boris], title: 'At last', object });
  await tell(boris, dialog.id, 'Let us begin');
  await logOf(at).getByText('Let us begin').waitFor();
});

it('of several conversations about one object the newest is shown, and the others are chosen by name', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const object = objectOf('ship');
  const older = await createDialog({ participants: [anna, boris], title: 'Customs', object });
  const newer = await createDialog({ participants: [anna, boris], title: 'Loading', object });
  await tell(boris, older.id, 'Papers are missing');
  await tell(boris, newer.id, 'The crane is here');
  const at = await openAbout(anna, object);
  const { page } = at;
  await logOf(at).getByText('The crane is here').waitFor();

  const switcher = page.getByRole('button', { name: 'Loading 1 of 2' });
  await switcher.getByText('1 unread message').waitFor();
  await switcher.click();
  const choices = page.getByRole('menuitemcheckbox');
  await expect.poll(() => choices.allInnerTexts(), patience).toEqual(['Loading', 'Customs (1)']);
  await page.getByRole('menuitemcheckbox', { name: 'Customs' }).click();
  await logOf(at).getByText('Papers are missing').waitFor();
  expect((await at.events()).filter(({ name }) => name === 'dialog-selected').at(-1)?.payload).toBe(older.id);
  await page.getByRole('button', { name: 'Customs 2 of 2' }).waitFor();
});

it('a conversation of the object that I may join is joined on the spot', async () => {
  const wang = insider('Wang');
  const boris = somebody('Boris');
  const object = objectOf('auction');
  const dialog = await createDialog({
    participants: [boris],
    title: 'The auction',
    object,
    scopes: [wang.scope],
  });
  await tell(boris, dialog.id, 'Bids until Friday');
  const at = await openAbout(wang, object);
  await at.page.getByRole('heading', { name: 'The auction' }).waitFor();
  expect(await at.page.getByText('Bids until Friday').count()).toBe(0);

  await at.page.getByRole('button', { name: 'Join chat' }).click();
  await logOf(at).getByText('Bids until Friday').waitFor();
  await tell(boris, dialog.id, 'Welcome');
  await logOf(at).getByText('Welcome').waitFor();
  await at.heard('dialog-joined');
});

it('another object takes the place of the first without a new mount, and nothing of the first is left', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const [first, second] = [objectOf('first'), objectOf('second')];
  const one = await createDialog({ participants: [anna, boris], title: 'The first', object: first });
  const two = await createDialog({ participants: [anna, boris], title: 'The second', object: second });
  await tell(boris, one.id, 'About the first');
  await tell(boris, two.id, 'About the second');
  const at = await openAbout(anna, first);
  const { page } = at;
  await logOf(at).getByText('About the first').waitFor();
  const root = await page.locator('.mtchat').elementHandle();
  await page.getByRole('textbox', { name: 'Message' }).fill('A draft for the first');

  await page.evaluate((objectId) => window.host.change({ props: { objectId } }), second.id);
  await logOf(at).getByText('About the second').waitFor();
  expect(await page.getByText('About the first').count()).toBe(0);
  expect(await page.getByRole('textbox', { name: 'Message' }).textContent()).toBe('');
  expect(await root?.evaluate((element) => element.isConnected)).toBe(true);
  await tell(boris, two.id, 'Live in the second');
  await logOf(at).getByText('Live in the second').waitFor();

  await page.evaluate((objectId) => window.host.change({ props: { objectId } }), first.id);
  await page.getByRole('textbox', { name: 'Message' }).getByText('A draft for the first').waitFor();
});

it('objects that follow each other quickly end with the last one, whoever answers last', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const objects = [objectOf('slow'), objectOf('quick')];
  for (const object of objects) await createDialog({ participants: [anna, boris], title: object.id, object });
  const at = await openAbout(anna, objectOf('nothing'));
  const { page } = at;
  const [slow, quick] = objects.map(({ id }) => id);
  let release = () => {};
  await page.route(`**/by-object/order/${slow}/**`, async (route) => {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    await route.continue();
  });

  const asked = page.waitForRequest(`**/by-object/order/${slow}/**`);
  await page.evaluate((objectId) => window.host.change({ props: { objectId } }), slow);
  await asked;
  await page.evaluate((objectId) => window.host.change({ props: { objectId } }), quick);
  await page.getByRole('heading', { name: String(quick) }).waitFor();
  const answered = page.waitForResponse(`**/by-object/order/${slow}/**`);
  release();
  await (await answered).finished();
  expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([quick]);
});

it('an object that could not be loaded says so, and is tried again on demand', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const object = objectOf('hidden');
  await createDialog({ participants: [anna, boris], title: 'Found in the end', object });
  const { page, requests } = await openAbout(anna, objectOf('nothing'));
  await refuse(page, '**/by-object/**');

  await page.evaluate((objectId) => window.host.change({ props: { objectId } }), object.id);
  await page.getByText('The chat could not be loaded').waitFor();
  const retry = page.getByRole('button', { name: 'Try again' });
  const askedBefore = requests.calls().length;
  await retry.click();
  await expect.poll(() => requests.calls().length, patience).toBeGreaterThan(askedBefore);

  await page.unroute('**/by-object/**');
  const found = page.getByRole('heading', { name: 'Found in the end' });
  // It may be loaded by itself, too, as the socket comes back.
  await expect
    .poll(async () => {
      if (await retry.isVisible()) await retry.click({ timeout: 1_000 }).catch(() => undefined);
      return found.count();
    }, patience)
    .toBe(1);
});

it('who is removed from the conversation of the object is told so, and may be added again', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const object = objectOf('closed');
  const dialog = await createDialog({ participants: [anna, boris], title: 'Closed to some', object });
  await tell(boris, dialog.id, 'Between us');
  const at = await openAbout(anna, object);
  await logOf(at).getByText('Between us').waitFor();
  await at.page.getByRole('heading', { name: 'Closed to some' }).waitFor();

  await manage('DELETE', `/dialogs/${dialog.id}/participants/${anna.userId}`);
  await at.page.getByText('You are no longer in this chat').waitFor();
  expect(await at.page.getByText('Between us').count()).toBe(0);
  await at.heard('dialog-left');

  await manage('POST', `/dialogs/${dialog.id}/participants`, { user_id: anna.userId, display_name: 'Anna' });
  await logOf(at).getByText('Between us').waitFor();
});

it('inline, too, one leaves and looks at the details, which lie over the conversation', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const object = objectOf('left');
  const dialog = await createDialog({ participants: [anna, boris], title: 'To be left', object });
  const at = await openAbout(anna, object);
  const { page } = at;
  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await page.getByRole('menuitem', { name: 'Details' }).click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await details.getByText('Boris').waitFor();
  await details.getByRole('button', { name: 'Leave chat' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave chat' }).click();
  await at.heard('dialog-left');
  await expect.poll(async () => (await clientOf(boris).listParticipants(dialog.id)).length, patience).toBe(1);
  await page.getByRole('textbox', { name: 'Message' }).waitFor({ state: 'detached' });
});
