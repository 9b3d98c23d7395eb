import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { openDialog, patience, rowOf, tell } from './support/dialog-lists.ts';
import { somebody, unique } from './support/people.ts';
import { createDialog } from './support/server.ts';

async function withTwoDialogs() {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const object = { type: 'order', id: unique('120') };
  const one = await createDialog({ participants: [anna, boris], title: 'One', object });
  const two = await createDialog({ participants: [anna, boris], title: 'Two' });
  await tell(boris, one.id, 'In the first');
  await tell(boris, two.id, 'In the second');
  return { anna, boris, one, two, object };
}

/** Calls that ask for something; what is read is told by others. */
const questions = (calls: string[]) => calls.filter((call) => call.startsWith('GET'));

it('the first screen costs at most three requests and one socket', async () => {
  const { anna } = await withTwoDialogs();
  const { page, requests } = await openAs(anna);
  await rowOf(page, 'One').waitFor();
  await expect.poll(() => page.getByRole('tab', { name: 'My chats 2' }).count(), patience).toBe(1);
  // What comes when the browser is idle is part of it.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  expect(requests.calls().length).toBeLessThanOrEqual(3);
  expect(requests.sockets()).toBe(1);
});

it('the first screen with a dialog open costs at most three requests and one socket', async () => {
  const { anna, one } = await withTwoDialogs();
  const { page, requests } = await openAs(anna, { props: { dialogId: one.id } });
  await page.getByRole('log').getByText('In the first').waitFor();
  await rowOf(page, 'Two').waitFor();
  expect(questions(requests.calls()).length).toBeLessThanOrEqual(3);
  expect(requests.sockets()).toBe(1);
});

it('the chat of one object costs at most three requests and one socket', async () => {
  const { anna, object } = await withTwoDialogs();
  const { page, requests } = await openAs(anna, {
    props: { mode: 'inline', objectType: object.type, objectId: object.id },
  });
  await page.getByRole('log').getByText('In the first').waitFor();
  expect(questions(requests.calls()).length).toBeLessThanOrEqual(3);
  expect(requests.sockets()).toBe(1);
});

it('opening a dialog costs two requests, opening it again none, and it is up to date all the same', async () => {
  const { anna, boris, one } = await withTwoDialogs();
  const { page, requests } = await openAs(anna);
  const log = page.getByRole('log');
  await rowOf(page, 'One').waitFor();
  await expect.poll(() => requests.calls().length, patience).toBe(2);

  requests.reset();
  await openDialog(page, 'One');
  await log.getByText('In the first').waitFor();
  expect(questions(requests.calls()).sort()).toEqual([
    `GET /dialogs/${one.id}/messages`,
    `GET /dialogs/${one.id}/participants`,
  ]);
  await openDialog(page, 'Two');
  await log.getByText('In the second').waitFor();
  await tell(boris, one.id, 'Said meanwhile');
  await rowOf(page, 'One').getByText('Boris: Said meanwhile').waitFor();

  requests.reset();
  await openDialog(page, 'One');
  await log.getByText('Said meanwhile').waitFor();
  expect(questions(requests.calls())).toEqual([]);
  expect(requests.sockets()).toBe(0);
});

it('messages, edits, marks and people that come and go cost the reader no request', async () => {
  const { anna, boris, one } = await withTwoDialogs();
  const { page, requests } = await openAs(anna, { props: { dialogId: one.id } });
  await page.getByRole('log').getByText('In the first').waitFor();
  await rowOf(page, 'Two').waitFor();
  const atBoris = await openAs(boris, { props: { dialogId: one.id } });
  await page.getByText('Online').first().waitFor();

  requests.reset();
  await atBoris.page.getByRole('textbox', { name: 'Message' }).fill('One more');
  await atBoris.page.keyboard.press('Enter');
  await page.getByRole('log').getByText('One more').waitFor();
  expect(questions(requests.calls())).toEqual([]);
});
