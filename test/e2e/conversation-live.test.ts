import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { chooseFor, fieldOf, messagesWith, said, say } from './support/composer.ts';
import { itemOf, stateOf } from './support/conversation.ts';
import { eventually } from './support/eventually.ts';
import { openPair } from './support/pair.ts';
import { somebody } from './support/people.ts';
import { messageOf } from './support/reading.ts';
import { clientOf, createDialog, manage } from './support/server.ts';

const headerOf = (page: Page) => page.locator('.mtchat-conversation-header');

it('a message of one’s own says that it was sent, and then who has read it', async () => {
  const [anna, boris, wang] = [somebody('Anna'), somebody('Boris'), somebody('王伟')];
  const dialog = await createDialog({ participants: [anna, boris, wang], title: 'Order 4200' });
  const { page } = await openAs(anna, { props: { dialogId: dialog.id } });
  await say(page, 'Who reads this?');
  const message = messagesWith(page, 'Who reads this?');
  expect(await stateOf(message)).toBe('Sent');

  await openAs(boris, { props: { dialogId: dialog.id } });
  await eventually(() => stateOf(message)).toBe('Read by Boris');
  await openAs(wang, { props: { dialogId: dialog.id } });
  await message.and(page.getByRole('article', { name: /Read by Boris, 王伟$/ })).waitFor();

  await message.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Read by Boris, 王伟' }).waitFor();
});

it('one sees whether the other is there, as they come and go', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris', { company: 'Borey' })];
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 4201' });
  const { page } = await openAs(anna, { props: { dialogId: dialog.id } });
  await headerOf(page).getByText('Borey · Offline').waitFor();

  const atBoris = await openAs(boris);
  await headerOf(page).getByText('Borey · Online').waitFor();
  await atBoris.page.close();
  await headerOf(page).getByText('Borey · Offline').waitFor();
});

it('one sees that the other is typing, until they stop or have sent it', async () => {
  const { atAnna, atBoris } = await openPair();
  const typing = headerOf(atAnna.page).getByText('Boris is typing…');
  await fieldOf(atBoris.page).pressSequentially('Well');
  await typing.waitFor();
  await typing.waitFor({ state: 'detached' });
  await headerOf(atAnna.page).getByText('Borey · Online').waitFor();

  await fieldOf(atBoris.page).pressSequentially(', yes');
  await typing.waitFor();
  await atBoris.page.keyboard.press('Enter');
  await messagesWith(atAnna.page, 'Well, yes').waitFor();
  // The same event that brings the message ends it: nothing is waited for.
  expect(await typing.count()).toBe(0);
});

it.each([
  {
    locale: 'ru' as const,
    created: 'Чат создан. Участники: Вы, Boris',
    added: 'В чат добавлен участник: Wang (Acme)',
    removed: 'Участник удалён из чата: Wang (Acme)',
  },
  {
    locale: 'zh' as const,
    created: '聊天已创建，成员:我、Boris',
    added: 'Wang (Acme) 被添加到聊天',
    removed: 'Wang (Acme) 被移出聊天',
  },
])('what happens to the chat is told in the language of the reader: $locale', async (words) => {
  const [anna, boris, wang] = [somebody('Anna'), somebody('Boris'), somebody('Wang')];
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 4202' });
  const { page } = await openAs(anna, { locale: words.locale, props: { dialogId: dialog.id } });
  const log = page.getByRole('log');
  await log.getByText(words.created).waitFor();

  const { userId, profile } = wang;
  await manage('POST', `/dialogs/${dialog.id}/participants`, {
    user_id: userId,
    display_name: profile.displayName,
    company: profile.company,
  });
  await log.getByText(words.added).waitFor();
  await said(page, words.added);
  await manage('DELETE', `/dialogs/${dialog.id}/participants/${userId}`);
  await log.getByText(words.removed).waitFor();
});

it('an edit is seen by the other at once: in the message, where it is quoted, and in the list', async () => {
  const { dialog, boris, atAnna, atBoris } = await openPair({ title: 'Order 4203' });
  await say(atAnna.page, 'Ten pallets');
  const atOther = messagesWith(atBoris.page, 'Ten pallets');
  await atOther.waitFor();

  await chooseFor(messagesWith(atAnna.page, 'Ten pallets'), 'Edit');
  await fieldOf(atAnna.page).fill('Twelve pallets');
  await atAnna.page.keyboard.press('Enter');
  await messagesWith(atBoris.page, /Twelve pallets.*edited/s).waitFor();
  await itemOf(atBoris.page, 'Order 4203').getByText('Twelve pallets').waitFor();

  const { messages } = await clientOf(boris).listMessages(dialog.id);
  await clientOf(boris).sendMessage(dialog.id, {
    content: '<p>Noted</p>',
    reply_to: messages.at(-1)?.id ?? '',
  });
  await messageOf(atBoris.page, 'Noted').getByText('Twelve pallets').waitFor();
  await chooseFor(messagesWith(atAnna.page, 'Twelve pallets').first(), 'Edit');
  await fieldOf(atAnna.page).fill('Fourteen pallets');
  await atAnna.page.keyboard.press('Enter');
  await messageOf(atBoris.page, 'Noted').getByText('Fourteen pallets').waitFor();
});

it('a deletion is seen by the other at once: in the message, where it is quoted, and in the list', async () => {
  const { dialog, anna, boris, atAnna, atBoris } = await openPair({
    title: 'Order 4204',
    before: async (dialogId, { anna, boris }) => {
      const { id } = await clientOf(anna).sendMessage(dialogId, { content: '<p>A wrong price</p>' });
      await clientOf(boris).sendMessage(dialogId, { content: '<p>Really?</p>', reply_to: id });
    },
  });
  await messageOf(atBoris.page, 'Really?').getByText('A wrong price').waitFor();
  await chooseFor(messagesWith(atAnna.page, 'A wrong price').first(), 'Delete');
  await atAnna.page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();

  await messagesWith(atBoris.page, 'This message was deleted').waitFor();
  await messageOf(atBoris.page, 'Really?').getByText('Deleted message').waitFor();
  expect(await atBoris.page.getByText('A wrong price').count()).toBe(0);

  const { id } = await clientOf(anna).sendMessage(dialog.id, { content: '<p>Another wrong price</p>' });
  await itemOf(atBoris.page, 'Order 4204').getByText('Another wrong price').waitFor();
  await clientOf(anna).deleteMessage(dialog.id, id);
  await itemOf(atBoris.page, 'Order 4204').getByText('Message deleted').waitFor();
  expect(boris.userId).not.toBe(anna.userId);
});

it('a new message is read out to those who hear the page, once and with its sender', async () => {
  const { dialog, boris, atAnna } = await openPair();
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>The truck is <strong>here</strong></p>' });
  await said(atAnna.page, 'Boris: The truck is here');
});
