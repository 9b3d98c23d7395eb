import { expect, it } from 'vitest';
import { type ChatPage, openAs } from './support/chat-page.ts';
import {
  chooseFor,
  expectTitles,
  insider,
  listsOf,
  openDialog,
  patience,
  refuse,
  rowOf,
  tell,
} from './support/dialog-lists.ts';
import { openPair } from './support/pair.ts';
import { somebody } from './support/people.ts';
import { createDialog } from './support/server.ts';

type Change = Parameters<typeof window.host.change>[0];

function change({ page }: ChatPage, settings: Change): Promise<void> {
  return page.evaluate((changed) => window.host.change(changed), settings);
}

/** Resolves with what to call later: whether all these are the elements that they were. */
async function remember({ page }: ChatPage, selectors: string[]): Promise<() => Promise<boolean>> {
  const elements = await Promise.all(
    selectors.map((selector) => page.locator(selector).first().elementHandle()),
  );
  return async () => {
    const still = await Promise.all(
      elements.map((element) => element?.evaluate(({ isConnected }) => isConnected)),
    );
    return still.every(Boolean);
  };
}

const parts = ['.mtchat', '.mtchat-sidebar', '.mtchat-conversation', '.mtchat-composer', '[role="log"]'];

it('the theme changes at once: light, dark, as the system is set, and one of the host, with nothing mounted anew', async () => {
  const { atAnna, boris, dialog } = await openPair();
  const { page } = atAnna;
  await tell(boris, dialog.id, 'Good morning');
  await page.getByRole('log').getByText('Good morning').waitFor();
  const areTheSame = await remember(atAnna, parts);
  const background = () =>
    page.locator('.mtchat').evaluate((element) => getComputedStyle(element).backgroundColor);
  const light = await background();

  await change(atAnna, { props: { theme: 'dark' } });
  const dark = await background();
  expect(dark).not.toBe(light);
  await change(atAnna, { props: { theme: 'auto' } });
  expect(await background()).toBe(light);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await background()).toBe(dark);

  await page.addStyleTag({
    content: '.mtchat--ocean { --mtchat-surface: rgb(1, 2, 3); --mtchat-accent: rgb(4, 5, 6); }',
  });
  await change(atAnna, { props: { theme: 'ocean' } });
  expect(await background()).toBe('rgb(1, 2, 3)');
  expect(await page.locator('.mtchat').getAttribute('class')).toBe('mtchat mtchat--ocean');
  expect(await areTheSame()).toBe(true);
});

it('the language changes at once, words, plurals and dates, and what I am writing stays', async () => {
  const { atAnna, boris, dialog } = await openPair({ title: 'Order 80' });
  const { page } = atAnna;
  await atAnna.page.getByRole('textbox', { name: 'Message' }).fill('Half a sentence');
  await tell(boris, dialog.id, 'Good morning');
  await page.getByRole('log').getByText('Today').waitFor();
  const areTheSame = await remember(atAnna, parts);

  await change(atAnna, { config: { locale: 'ru' } });
  await page.getByRole('heading', { name: 'Сообщения' }).waitFor();
  await page.getByRole('log').getByText('Сегодня').waitFor();
  expect(await page.locator('.mtchat').getAttribute('lang')).toBe('ru');
  await change(atAnna, { config: { locale: 'zh' } });
  await page.getByRole('log').getByText('今天').waitFor();
  expect(await page.locator('.mtchat').textContent()).not.toMatch(/Today|Сегодня|Сообщения/);
  await change(atAnna, { config: { locale: 'en' } });
  await page.getByRole('log').getByText('Today').waitFor();

  expect(await areTheSame()).toBe(true);
  await page.getByRole('textbox', { name: 'Message' }).getByText('Half a sentence').waitFor();
});

it('another user takes over: their chats, their socket, and nothing left of the one before', async () => {
  const [anna, boris, carla] = [somebody('Anna'), somebody('Boris'), somebody('Carla')];
  const secret = await createDialog({ participants: [anna, boris], title: 'For Anna only' });
  await tell(boris, secret.id, 'The price is secret');
  const hers = await createDialog({ participants: [carla, boris], title: 'For Carla' });
  // The host signs for whoever is logged in just now.
  const loggedIn = { ...anna };
  const at = await openAs(loggedIn, { props: { dialogId: secret.id } });
  const { page } = at;
  await page.getByRole('log').getByText('The price is secret').waitFor();
  const root = await page.locator('.mtchat').elementHandle();

  Object.assign(loggedIn, carla);
  await change(at, {
    config: { userId: carla.userId, userProfile: carla.profile },
    props: { dialogId: undefined },
  });
  await expectTitles(page, ['For Carla']);
  const shown = await page.locator('.mtchat').textContent();
  expect(shown).not.toContain('For Anna only');
  expect(shown).not.toContain('secret');
  expect(await root?.evaluate((element) => element.isConnected)).toBe(true);

  await tell(boris, secret.id, 'Still secret');
  await tell(boris, hers.id, 'Hello Carla');
  await rowOf(page, 'For Carla').getByText('Boris: Hello Carla').waitFor();
  await expectTitles(page, ['For Carla']);
  expect((await at.events()).findLast(({ name }) => name === 'unread-change')?.payload).toBe(1);
});

it('the profile that the host gives later is in the next form to join', async () => {
  const wang = insider('Wang');
  const boris = somebody('Boris');
  await createDialog({ participants: [boris], title: 'To join', scopes: [wang.scope] });
  const at = await openAs(wang);
  await change(at, { config: { userProfile: { displayName: 'Wang Wei', company: 'Acme Ltd' } } });
  await at.page.getByRole('tab', { name: 'Available' }).click();
  await openDialog(at.page, 'To join');
  const name = at.page.getByRole('textbox', { name: 'Your name' });
  await expect.poll(() => name.inputValue(), patience).toBe('Wang Wei');
});

it('header, lists, tabs and search come and go as the host says', async () => {
  const { atAnna } = await openPair({ title: 'Order 81' });
  const { page } = atAnna;
  await page.getByRole('heading', { name: 'Order 81' }).waitFor();
  const areTheSame = await remember(atAnna, ['.mtchat', '.mtchat-conversation', '.mtchat-composer']);
  const counts = async () => ({
    header: await page.getByRole('heading', { name: 'Order 81' }).count(),
    lists: await listsOf(page).count(),
    tabs: await page.getByRole('tab').count(),
    search: await page.getByRole('searchbox').count(),
  });
  expect(await counts()).toEqual({ header: 1, lists: 1, tabs: 2, search: 1 });

  await change(atAnna, { props: { showTabs: false } });
  expect(await counts()).toEqual({ header: 1, lists: 1, tabs: 0, search: 1 });
  await change(atAnna, { props: { showSearch: false } });
  expect(await counts()).toEqual({ header: 1, lists: 1, tabs: 0, search: 0 });
  await change(atAnna, { props: { showHeader: false } });
  expect(await counts()).toEqual({ header: 0, lists: 1, tabs: 0, search: 0 });
  await change(atAnna, { props: { showSidebar: false } });
  expect(await counts()).toEqual({ header: 0, lists: 0, tabs: 0, search: 0 });
  await change(atAnna, { props: { showHeader: true, showSidebar: true, showTabs: true, showSearch: true } });
  expect(await counts()).toEqual({ header: 1, lists: 1, tabs: 2, search: 1 });
  expect(await areTheSame()).toBe(true);
});

it('the host chooses the dialog, the person goes on to another, and the host may choose again', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const one = await createDialog({ participants: [anna, boris], title: 'One' });
  const two = await createDialog({ participants: [anna, boris], title: 'Two' });
  await tell(boris, one.id, 'In the first');
  await tell(boris, two.id, 'In the second');
  const at = await openAs(anna);
  const log = at.page.getByRole('log');
  await at.page.getByText('Select a chat').waitFor();

  await change(at, { props: { dialogId: one.id } });
  await log.getByText('In the first').waitFor();
  await openDialog(at.page, 'Two');
  await log.getByText('In the second').waitFor();
  expect((await at.events()).filter(({ name }) => name === 'dialog-selected')).toEqual([
    { name: 'dialog-selected', payload: two.id },
  ]);
  await change(at, { props: { dialogId: undefined } });
  await at.page.getByText('Select a chat').waitFor();
});

it('from the full chat to the chat of one object and back, within one component', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const object = { type: 'order', id: `82-${anna.userId}` };
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 82', object });
  await tell(boris, dialog.id, 'Both ways');
  const at = await openAs(anna);
  await expectTitles(at.page, ['Order 82']);

  await change(at, { props: { mode: 'inline', objectType: object.type, objectId: object.id } });
  await at.page.getByRole('log').getByText('Both ways').waitFor();
  expect(await listsOf(at.page).count()).toBe(0);
  await change(at, { props: { mode: 'full' } });
  await expectTitles(at.page, ['Order 82']);
  await tell(boris, dialog.id, 'Still connected');
  await rowOf(at.page, 'Order 82').getByText('Boris: Still connected').waitFor();
});

it('events and the functions of the configuration tell the host the same', async () => {
  const { atAnna, boris, dialog } = await openPair({ title: 'Order 83' });
  const { page, heard } = atAnna;
  await heard('connected');
  await heard('config.onConnect');
  await tell(boris, dialog.id, 'Ring the bell');
  await heard('config.onMessage');
  await page.getByRole('textbox', { name: 'Message' }).fill('Ringing');
  await page.keyboard.press('Enter');
  await heard('message-sent');
  const events = await atAnna.events();
  expect(events.find(({ name }) => name === 'message-sent')?.payload).toMatchObject({
    dialog_id: dialog.id,
    content: '<p>Ringing</p>',
  });

  await refuse(page, '**/pin*');
  await chooseFor(page, 'Order 83', 'Pin');
  await heard('error');
  await heard('config.onError');
  await atAnna.goOffline();
  await heard('disconnected');
  await heard('config.onDisconnect');
});
