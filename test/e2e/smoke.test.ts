import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { openDemo } from './support/demo-page.ts';
import { somebody } from './support/people.ts';
import { clientOf, createDialog } from './support/server.ts';
import { expectNoViolations } from './support/violations.ts';

it('two people open the chat, and one reads at once what the other writes', async () => {
  const [anna, wang] = [somebody('Anna'), somebody('王伟')];
  const dialog = await createDialog({ participants: [anna, wang], title: 'Order 1234 · Заказ · 订单' });
  const [atAnna, atWang] = await Promise.all([
    openAs(anna, { props: { dialogId: dialog.id } }),
    openAs(wang, { props: { dialogId: dialog.id }, width: 390, locale: 'zh', theme: 'dark' }),
  ]);

  await atAnna.page.getByRole('textbox', { name: 'Message' }).fill('Hello, Привет, 你好');
  await atAnna.page.keyboard.press('Enter');

  await atWang.page.getByRole('log').getByText('Hello, Привет, 你好').waitFor();
  await atAnna.heard('message-sent');
  expect((await atAnna.events()).map(({ name }) => name)).not.toContain('error');
  await expectNoViolations(atAnna.page);
  await expectNoViolations(atWang.page);
});

it('what is written while the line is cut goes out when it is mended', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 1235' });
  const [atAnna, atBoris] = await Promise.all([
    openAs(anna, { props: { dialogId: dialog.id } }),
    openAs(boris, { props: { dialogId: dialog.id } }),
  ]);

  await atAnna.goOffline();
  await atAnna.heard('disconnected');
  await atAnna.page.getByRole('textbox', { name: 'Message' }).fill('Written without a network');
  await atAnna.page.keyboard.press('Enter');
  await atAnna.goOnline();

  await atBoris.page.getByRole('log').getByText('Written without a network').waitFor();
});

it('the demo shows its conversations to the people of the host, each in a window of their own', async () => {
  const [anna, wang] = await Promise.all([
    openDemo('anna', { path: '/chats' }),
    openDemo('wang', { path: '/chats', locale: 'zh', theme: 'dark', width: 820 }),
  ]);
  for (const page of [anna, wang]) {
    await page.locator('.mtchat-dialog-item').first().waitFor();
    await expectNoViolations(page);
  }
});

it('the first screen costs at most three requests and a socket, and opening a dialog two', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 1236' });
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>Are you there?</p>' });

  const { page, requests } = await openAs(anna);
  await page.getByText('Order 1236').waitFor();
  expect(requests.calls().length).toBeLessThanOrEqual(3);
  expect(requests.sockets()).toBe(1);

  requests.reset();
  await page.getByText('Order 1236').click();
  await page.getByRole('log').getByText('Are you there?').waitFor();
  expect(requests.calls().filter((call) => call.startsWith('GET')).length).toBeLessThanOrEqual(2);
});
