import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { listsOf, openDialog } from './support/dialog-lists.ts';
import { eventually } from './support/eventually.ts';
import { minutesOf, writePast } from './support/history.ts';
import { type Person, somebody } from './support/people.ts';
import {
  distanceToEnd,
  expectUnreadTotal,
  listOf,
  messageOf,
  outlineOf,
  placeOf,
  scrollUntil,
  seen,
} from './support/reading.ts';
import { clientOf, createDialog } from './support/server.ts';
import { expectNoViolations } from './support/violations.ts';

/** A dialog in which Boris said so much, and Anna has read only the first of it. */
async function dialogWithUnread({ read, unread }: { read: number; unread: number }) {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 4001' });
  const ids = await writePast(dialog.id, minutesOf(boris, read + unread));
  const lastRead = ids[read - 1];
  if (lastRead !== undefined) await clientOf(anna).markRead(dialog.id, lastRead);
  return { anna, boris, dialog };
}

async function unreadOnServer(person: Person, dialogId: string): Promise<number> {
  return (await clientOf(person).getDialog(dialogId)).unread_count;
}

it('messages stand under the day on which they were said, and a name above what one person said at a stretch', async () => {
  const [anna, boris, wang] = [somebody('Anna'), somebody('Boris'), somebody('王伟')];
  const dialog = await createDialog({ participants: [anna, boris, wang], title: 'Order 4000' });
  const on = (day: number, time: string) => new Date(`2025-03-0${day}T${time}:00Z`);
  await writePast(dialog.id, [
    { by: boris, text: 'Good morning', at: on(3, '10:00') },
    { by: boris, text: 'Is it packed?', at: on(3, '10:01') },
    { by: wang, text: '好的', at: on(3, '10:02') },
    { by: boris, text: 'Thanks', at: on(3, '10:03') },
    { by: boris, text: 'An hour later', at: on(3, '11:03') },
    { by: boris, text: 'The next day', at: on(4, '09:00') },
    { by: anna, text: 'Mine', at: on(4, '09:01') },
  ]);

  const { page } = await openAs(anna, { props: { dialogId: dialog.id } });
  await eventually(() => outlineOf(page)).toEqual([
    '— March 3, 2025',
    '— The chat was created. Participants: You, Boris, 王伟',
    'Boris: Good morning',
    'Is it packed?',
    '王伟: 好的',
    'Boris: Thanks',
    'Boris: An hour later',
    '— March 4, 2025',
    'Boris: The next day',
    'Mine',
  ]);
});

it('a conversation opens at the first new message, under a line that says so, and only what is seen becomes read', async () => {
  const { anna } = await dialogWithUnread({ read: 40, unread: 30 });
  const chat = await openAs(anna);
  await openDialog(chat.page, 'Order 4001');

  await seen(chat.page, 'Message 41');
  expect(await placeOf(chat.page, 'Message 41')).toBeLessThan(300);
  const outline = await outlineOf(chat.page);
  expect(outline[outline.indexOf('— New messages') + 1]).toMatch(/Message 41$/);
  // At 900 pixels not all of them are in sight.
  await eventually(
    async () => (await chat.events()).filter(({ name }) => name === 'unread-change').length,
  ).toBe(2);
  expect(await distanceToEnd(chat.page)).toBeGreaterThan(50);

  await listOf(chat.page).evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await expectUnreadTotal(chat, 0);
  await scrollUntil(chat.page, 'Message 41', -100);
  expect(await outlineOf(chat.page)).toContain('— New messages');
});

it('more new messages than a page usually has still cost one request, and the conversation opens at the first', async () => {
  const { anna } = await dialogWithUnread({ read: 40, unread: 75 });
  const chat = await openAs(anna);
  await chat.page.getByText('Order 4001').waitFor();
  chat.requests.reset();
  await openDialog(chat.page, 'Order 4001');

  await seen(chat.page, 'Message 41');
  expect(chat.requests.calls().filter((call) => /GET .*messages$/.test(call))).toHaveLength(1);
  expect(await chat.page.getByRole('button', { name: /jump to the first/ }).count()).toBe(0);
});

it('where the first new message is far up, a notice leads to it, and nothing counts as read before', async () => {
  const { anna, boris, dialog } = await dialogWithUnread({ read: 40, unread: 300 });
  const chat = await openAs(anna, { props: { dialogId: dialog.id } });
  const { page } = chat;
  await page.getByRole('button', { name: '300 new messages – jump to the first' }).waitFor();
  await seen(page, 'Message 340');
  await expectNoViolations(page);

  await clientOf(boris).sendMessage(dialog.id, { content: '<p>One more</p>' });
  await seen(page, 'One more');
  await expectUnreadTotal(chat, 301);

  await page.getByRole('button', { name: '301 new messages – jump to the first' }).click();
  await seen(page, 'Message 41');
  const outline = await outlineOf(page);
  expect(outline[outline.indexOf('— New messages') + 1]).toMatch(/Message 41$/);
  await page.getByRole('button', { name: /jump to the first/ }).waitFor({ state: 'detached' });
  await eventually(() => unreadOnServer(anna, dialog.id)).toBeLessThan(301);
  expect(await unreadOnServer(anna, dialog.id)).toBeGreaterThan(200);

  await page.getByRole('button', { name: /Go to the newest/ }).click();
  await seen(page, 'One more');
  await expectUnreadTotal(chat, 0);
  expect(await page.getByRole('button', { name: /jump to the first/ }).count()).toBe(0);
});

it('who does not want to read what is far up says so, and all of it is read', async () => {
  const { anna, dialog } = await dialogWithUnread({ read: 0, unread: 150 });
  const chat = await openAs(anna, { props: { dialogId: dialog.id } });
  await chat.page.getByRole('button', { name: 'Mark all as read' }).click();

  await expectUnreadTotal(chat, 0);
  await eventually(() => unreadOnServer(anna, dialog.id)).toBe(0);
  await chat.page.getByRole('button', { name: /jump to the first/ }).waitFor({ state: 'detached' });
  await eventually(() =>
    messageOf(chat.page, 'Message 150').evaluate((row) => row === document.activeElement),
  ).toBe(true);
});

it('the notice of new messages far up is there again when the conversation is opened again', async () => {
  const { anna, boris } = await dialogWithUnread({ read: 40, unread: 150 });
  await createDialog({ participants: [anna, boris], title: 'Order 4002' });
  const { page } = await openAs(anna);
  await openDialog(page, 'Order 4001');
  const notice = page.getByRole('button', { name: '150 new messages – jump to the first' });
  await notice.waitFor();
  await openDialog(page, 'Order 4002');
  await notice.waitFor({ state: 'detached' });
  await openDialog(page, 'Order 4001');
  await notice.click();
  await seen(page, 'Message 41');
  await listsOf(page).getByText('Order 4001').waitFor();
});

it.each([
  ['ru', '152 новых сообщения — к первому'],
  ['zh', '152 条新消息 – 跳到第一条'],
] as const)(
  'the notice of new messages far up is in the language of its reader: %s',
  async (locale, words) => {
    const { anna, dialog } = await dialogWithUnread({ read: 10, unread: 152 });
    const { page } = await openAs(anna, { locale, props: { dialogId: dialog.id } });
    await page.getByRole('button', { name: words }).waitFor();
  },
);
