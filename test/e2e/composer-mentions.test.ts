import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { expectText, fieldOf, messagesWith, richFieldOf } from './support/composer.ts';
import { hold } from './support/hold.ts';
import { somebody } from './support/people.ts';
import { clientOf, createDialog } from './support/server.ts';

async function threePeople() {
  const anna = somebody('Anna Petrova');
  const boris = somebody('Boris Volkov', { company: 'Borey' });
  const wang = somebody('王伟', { company: '上海贸易' });
  const dialog = await createDialog({ participants: [anna, boris, wang], title: 'Order 2003' });
  const [atAnna, atBoris] = await Promise.all([
    openAs(anna, { props: { dialogId: dialog.id } }),
    openAs(boris, { props: { dialogId: dialog.id } }),
  ]);
  const field = await richFieldOf(atAnna.page);
  return { anna, boris, wang, dialog, atAnna, atBoris, field, list: atAnna.page.getByRole('listbox') };
}

it('by the keyboard alone one mentions a participant, who sees it stand out', async () => {
  const { atAnna, atBoris, boris, dialog, field, list } = await threePeople();
  const { keyboard } = atAnna.page;

  await keyboard.type('Ask @');
  await list.waitFor();
  const names = await list.getByRole('option').allInnerTexts();
  expect(names.join()).toContain('Boris Volkov');
  expect(names.join()).toContain('王伟');
  // Nobody mentions themselves.
  expect(names.join()).not.toContain('Anna Petrova');
  await keyboard.press('ArrowDown');
  const second = await list.getByRole('option', { selected: true }).getAttribute('id');
  expect(await field.getAttribute('aria-activedescendant')).toBe(second);
  await keyboard.press('ArrowUp');

  await keyboard.type('vol');
  await expect.poll(() => list.getByRole('option').count()).toBe(1);
  await keyboard.press('Enter');
  await list.waitFor({ state: 'hidden' });
  await expectText(atAnna.page, 'Ask @Boris Volkov ');
  await keyboard.type('about it');
  await keyboard.press('Enter');

  const seen = messagesWith(atBoris.page, 'Ask @Boris Volkov about it');
  await seen.waitFor();
  await seen.locator('.mtchat-mention--me', { hasText: '@Boris Volkov' }).waitFor();
  await messagesWith(atAnna.page, 'Ask @Boris').locator('.mtchat-mention:not(.mtchat-mention--me)').waitFor();
  const { messages } = await clientOf(boris).listMessages(dialog.id);
  expect(messages.at(-1)?.mentions).toEqual([boris.userId]);
});

it('Tab and a click take a name too, and Escape closes the list and leaves what was typed', async () => {
  const { atAnna, atBoris, list, boris, wang, dialog } = await threePeople();
  const { keyboard } = atAnna.page;

  await keyboard.type('@王');
  await list.getByRole('option', { name: '王伟' }).waitFor();
  await keyboard.press('Tab');
  await keyboard.type('and @');
  await list.getByRole('option', { name: 'Boris Volkov' }).click();
  await keyboard.type('at 5 @');
  await list.waitFor();
  await keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  await keyboard.type('home');
  await keyboard.press('Enter');

  await messagesWith(atBoris.page, '@王伟 and @Boris Volkov at 5 @home').waitFor();
  const { messages } = await clientOf(boris).listMessages(dialog.id);
  expect(new Set(messages.at(-1)?.mentions)).toEqual(new Set([boris.userId, wang.userId]));
});

it('the list finds people by company, opens from the toolbar, and stays shut in a mail address', async () => {
  const { atAnna, list } = await threePeople();
  const { keyboard } = atAnna.page;

  await keyboard.type('write to anna@bor');
  await expectText(atAnna.page, 'write to anna@bor');
  expect(await list.count()).toBe(0);
  await keyboard.press('Control+A');
  await keyboard.press('Delete');

  await atAnna.page.getByRole('button', { name: /^Mention someone/ }).click();
  await list.waitFor();
  await keyboard.type('borey');
  await expect
    .poll(() => list.getByRole('option').allInnerTexts())
    .toEqual([expect.stringContaining('Boris')]);
  await keyboard.press('Enter');
  await expectText(atAnna.page, '@Boris Volkov ');
});

it('Backspace takes a whole name away, and a mention survives editing', async () => {
  const { atAnna, atBoris, list, boris, dialog } = await threePeople();
  const { keyboard } = atAnna.page;
  const mention = async (name: string) => {
    await keyboard.type(`@${name}`);
    await list.waitFor();
    await keyboard.press('Enter');
    await list.waitFor({ state: 'hidden' });
  };

  await mention('王');
  await keyboard.press('Backspace');
  await keyboard.press('Backspace');
  await expectText(atAnna.page, '');
  await mention('Boris');
  await keyboard.type('hello');
  await keyboard.press('Enter');
  await messagesWith(atBoris.page, '@Boris Volkov hello').waitFor();

  await fieldOf(atAnna.page).press('ArrowUp');
  await expectText(atAnna.page, '@Boris Volkov hello');
  await keyboard.type(' again');
  await keyboard.press('Enter');
  const edited = messagesWith(atBoris.page, '@Boris Volkov hello again');
  await edited.locator('.mtchat-mention--me').waitFor();
  const { messages } = await clientOf(boris).listMessages(dialog.id);
  expect(messages.at(-1)?.mentions).toEqual([boris.userId]);
});

it('who types a name before the participants are loaded gets the list as soon as they are', async () => {
  const { atAnna, list } = await threePeople();
  const participants = await hold(atAnna.page, /\/participants\b/);
  await atAnna.page.reload();
  await richFieldOf(atAnna.page);

  await atAnna.page.keyboard.type('@bor');
  await expectText(atAnna.page, '@bor');
  expect(await list.count()).toBe(0);
  participants.letGo();

  await list.getByRole('option', { name: 'Boris Volkov' }).waitFor();
  await atAnna.page.keyboard.press('Enter');
  await expectText(atAnna.page, '@Boris Volkov ');
});
