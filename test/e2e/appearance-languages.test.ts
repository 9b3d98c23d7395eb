import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Locale } from '../../sdk-vue/client/config.ts';
import { type ChatPage, openAs } from './support/chat-page.ts';
import { messagesWith } from './support/composer.ts';
import { insider, tell } from './support/dialog-lists.ts';
import { eventually } from './support/eventually.ts';
import { type Person, somebody } from './support/people.ts';
import { createDialog } from './support/server.ts';
import { latinWordsOn } from './support/untranslated.ts';

const counts = [1, 2, 5, 21];

function people(count: number): Person[] {
  return Array.from({ length: count }, (_, index) => somebody(`Участник ${index + 1}`, { company: 'Север' }));
}

it('in Russian the words follow their numbers: 1, 2, 5 and 21 of messages and of people', async () => {
  const anna = insider('Анна');
  const [boris] = people(1);
  if (boris === undefined) throw new Error('nobody writes');
  for (const count of counts) {
    const dialog = await createDialog({ participants: [anna, boris], title: `Заказ на ${count}` });
    for (let number = 0; number < count; number += 1) await tell(boris, dialog.id, `Сообщение ${number}`);
    await createDialog({ participants: people(count), title: `Тендер на ${count}`, scopes: [anna.scope] });
  }
  const { page } = await openAs(anna, { locale: 'ru' });
  const row = (title: string) =>
    page.locator('.mtchat-dialog-item').filter({ has: page.getByText(title, { exact: true }) });

  const unread = [
    '1 непрочитанное сообщение',
    '2 непрочитанных сообщения',
    '5 непрочитанных сообщений',
    '21 непрочитанное сообщение',
  ];
  for (const [index, count] of counts.entries()) {
    await row(`Заказ на ${count}`)
      .getByText(unread[index] ?? '', { exact: true })
      .waitFor();
  }
  await page.getByRole('tab', { name: 'Доступные' }).click();
  const joinable = ['1 участник', '2 участника', '5 участников', '21 участник'];
  for (const [index, count] of counts.entries()) {
    await row(`Тендер на ${count}`)
      .getByText(joinable[index] ?? '', { exact: true })
      .waitFor();
  }
});

interface Words {
  menu: string;
  details: string;
  leave: string;
  question: string;
  close: string;
}

/** Everything that a person comes across, in their language only. */
async function expectNothingForeign(page: Page, words: Words): Promise<void> {
  const expectNone = () => eventually(() => latinWordsOn(page)).toEqual([]);
  await expectNone();
  await page.getByRole('button', { name: words.menu, exact: true }).click();
  await page.getByRole('menuitem', { name: words.details }).waitFor();
  await expectNone();
  await page.getByRole('menuitem', { name: words.details }).click();
  await page.getByRole('complementary').getByRole('switch').waitFor();
  await expectNone();
  await page.getByRole('complementary').getByRole('button', { name: words.leave }).click();
  await page.getByRole('dialog', { name: words.question }).waitFor();
  await expectNone();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: words.close }).click();
}

const inLanguages: { locale: Locale; tag: string; said: string; words: Words }[] = [
  {
    locale: 'zh',
    tag: 'zh-Hans',
    said: '聊天已创建',
    words: {
      menu: '聊天操作',
      details: '详情',
      leave: '退出聊天',
      question: '退出此聊天？',
      close: '关闭详情',
    },
  },
  {
    locale: 'ru',
    tag: 'ru',
    said: 'Чат создан',
    words: {
      menu: 'Действия с чатом',
      details: 'О чате',
      leave: 'Покинуть чат',
      question: 'Покинуть этот чат?',
      close: 'Закрыть подробности',
    },
  },
];

it('in Chinese and in Russian there is no word of another language, and the page says which one it is', async () => {
  const [wang, olga] = [somebody('王伟', { company: '远东贸易' }), somebody('Ольга', { company: 'Ветер' })];
  const dialog = await createDialog({
    participants: [wang, olga],
    title: '订单 1234',
    object: { type: '订单', id: '1234' },
  });
  await tell(olga, dialog.id, '你好');
  const chat = await openAs(wang, { locale: 'zh', props: { dialogId: dialog.id } });
  const { page } = chat;
  const language = () => page.locator('.mtchat').getAttribute('lang');
  await messagesWith(page, '你好').waitFor();
  await page.getByRole('textbox').last().click();
  await page.getByRole('toolbar').waitFor();

  for (const { locale, tag, said, words } of inLanguages) {
    await changeLanguage(chat, locale);
    await eventually(language).toBe(tag);
    await page.getByRole('log').getByText(said).waitFor();
    await expectNothingForeign(page, words);
  }
  await changeLanguage(chat, 'en');
  await eventually(language).toBe('en');
  await page.getByRole('tab', { name: 'My chats' }).waitFor();
  // The host's page is of the language that it was.
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
});

async function changeLanguage({ page }: ChatPage, locale: Locale): Promise<void> {
  await page.evaluate((locale) => window.host.change({ config: { locale } }), locale);
}
