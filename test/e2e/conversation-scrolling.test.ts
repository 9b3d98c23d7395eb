import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { openDialog } from './support/dialog-lists.ts';
import { eventually } from './support/eventually.ts';
import { minutesOf, writePast } from './support/history.ts';
import { hold } from './support/hold.ts';
import { somebody } from './support/people.ts';
import {
  expectAtEnd,
  expectUnreadTotal,
  isInSight,
  listOf,
  messageOf,
  placeOf,
  scrollUntil,
  seen,
  textInMiddle,
} from './support/reading.ts';
import { clientOf, createDialog } from './support/server.ts';

/** A dialog in which Boris said so much, all of which Anna has read. */
async function longDialog(count: number) {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 4100' });
  const ids = await writePast(dialog.id, minutesOf(boris, count));
  await clientOf(anna).markRead(dialog.id, ids.at(-1) ?? '');
  return { anna, boris, dialog, ids };
}

/** A line to the quoted message, written by Boris at the end. */
async function replyTo(
  quoted: string | undefined,
  { boris, dialog }: Awaited<ReturnType<typeof longDialog>>,
) {
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>As I said</p>', reply_to: quoted ?? '' });
}

it('earlier messages come in while one scrolls up, and what is read does not move', async () => {
  const { anna, dialog } = await longDialog(400);
  const { page, requests } = await openAs(anna, { props: { dialogId: dialog.id } });
  await seen(page, 'Message 400');
  requests.reset();

  const { strayed } = await scrollUntil(page, 'Message 1', -120);
  expect(strayed).toBeLessThanOrEqual(2);
  expect(requests.calls().filter((call) => /GET .*messages$/.test(call)).length).toBeLessThanOrEqual(4);
});

it.each([
  ['near the first loaded message', 200],
  ['at the first loaded message', 0],
])('a page of earlier messages that comes late moves nothing either, for a reader %s', async (_, offset) => {
  const { anna } = await longDialog(200);
  const { page } = await openAs(anna);
  const { letGo } = await hold(page, /before=/);
  await openDialog(page, 'Order 4100');
  await seen(page, 'Message 200');
  await listOf(page).evaluate((list, offset) => list.scrollTo(0, offset), offset);
  await page.getByLabel('Loading earlier messages').waitFor();
  const inSight = await textInMiddle(page);
  const [place, height] = [
    await placeOf(page, inSight),
    await listOf(page).evaluate((list) => list.scrollHeight),
  ];
  letGo();
  await eventually(() => listOf(page).evaluate((list) => list.scrollHeight)).toBeGreaterThan(height);
  await page.getByLabel('Loading earlier messages').waitFor({ state: 'detached' });
  expect(Math.abs((await placeOf(page, inSight)) - place)).toBeLessThanOrEqual(2);
});

it('from a quoted message one reads on downwards, up to the newest, without a jump', async () => {
  const conversation = await longDialog(300);
  await replyTo(conversation.ids[99], conversation);
  const { page } = await openAs(conversation.anna, { props: { dialogId: conversation.dialog.id } });
  await messageOf(page, 'As I said')
    .getByRole('button', { name: /Message 100/ })
    .click();
  await seen(page, 'Message 100');

  const { strayed } = await scrollUntil(page, 'As I said', 120);
  expect(strayed).toBeLessThanOrEqual(2);
});

it('10,000 messages stay light: all the way up and back, with few of them in the document', async () => {
  const { anna, dialog } = await longDialog(10_000);
  const { page } = await openAs(anna, { props: { dialogId: dialog.id } });
  await seen(page, 'Message 10000');

  const up = await scrollUntil(page, 'Message 1', -3_000);
  expect(up.elements).toBeLessThan(1_000);
  const down = await scrollUntil(page, 'Message 10000', 20_000);
  expect(down.elements).toBeLessThan(1_000);
  expect(down.milliseconds).toBeLessThan(20_000);
  await expectAtEnd(page);
}, 120_000);

it('among 10,000 messages a quote leads far up, and back to the reply and to the newest, with a count of what came', async () => {
  const conversation = await longDialog(10_000);
  await replyTo(conversation.ids[4], conversation);
  const chat = await openAs(conversation.anna, { props: { dialogId: conversation.dialog.id } });
  const { page } = chat;
  await messageOf(page, 'As I said')
    .getByRole('button', { name: /Message 5/ })
    .click();
  await seen(page, 'Message 5');
  await page.locator('.mtchat-message--highlighted').filter({ hasText: 'Message 5' }).waitFor();
  expect(await isInSight(page, 'As I said')).toBe(false);

  for (const text of ['First news', 'Second news']) {
    await clientOf(conversation.boris).sendMessage(conversation.dialog.id, { content: `<p>${text}</p>` });
  }
  const back = page.getByRole('button', { name: /Go back to the reply/ });
  await eventually(() => back.textContent()).toBe('2');
  await back.click();
  await seen(page, 'As I said');
  await page.locator('.mtchat-message--highlighted').filter({ hasText: 'As I said' }).waitFor();

  await scrollUntil(page, 'Message 9990', -200);
  await listOf(page).evaluate((list) => list.scrollBy(0, -3_000));
  await clientOf(conversation.boris).sendMessage(conversation.dialog.id, { content: '<p>Third news</p>' });
  await page.getByRole('button', { name: '1 new message. Go to it' }).click();
  await seen(page, 'Third news');
  await expectAtEnd(page);
  await expectUnreadTotal(chat, 0);
});

it('who reads far up is not pulled down by what arrives; who is at the end follows it', async () => {
  const { anna, boris, dialog } = await longDialog(120);
  const { page } = await openAs(anna, { props: { dialogId: dialog.id } });
  await seen(page, 'Message 120');
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>To follow</p>' });
  await seen(page, 'To follow');
  await expectAtEnd(page);

  await listOf(page).evaluate((list) => list.scrollBy(0, -900));
  await page.getByRole('button', { name: 'Go to the newest message' }).waitFor();
  const inSight = await textInMiddle(page);
  const place = await placeOf(page, inSight);
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>Not to follow</p>' });
  await page.getByRole('button', { name: '1 new message. Go to it' }).waitFor();
  expect(Math.abs((await placeOf(page, inSight)) - place)).toBeLessThanOrEqual(2);
});

it('each conversation is found where it was left', async () => {
  const { anna, boris, dialog } = await longDialog(120);
  const other = await createDialog({ participants: [anna, boris], title: 'Order 4101' });
  await clientOf(boris).sendMessage(other.id, { content: '<p>Elsewhere</p>' });
  const { page } = await openAs(anna, { props: { dialogId: dialog.id } });
  await seen(page, 'Message 120');
  await listOf(page).evaluate((list) => list.scrollBy(0, -1_200));
  await page.getByRole('button', { name: 'Go to the newest message' }).waitFor();
  const inSight = await textInMiddle(page);
  const place = await placeOf(page, inSight);

  await openDialog(page, 'Order 4101');
  await seen(page, 'Elsewhere');
  await openDialog(page, 'Order 4100');
  await seen(page, inSight);
  expect(Math.abs((await placeOf(page, inSight)) - place)).toBeLessThanOrEqual(2);
});
