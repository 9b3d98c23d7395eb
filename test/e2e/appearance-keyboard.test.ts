import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { fieldOf, messagesWith } from './support/composer.ts';
import { expectTitles, tell } from './support/dialog-lists.ts';
import { expectFocus, press, pressUntil, stopOf } from './support/keyboard.ts';
import { somebody } from './support/people.ts';
import { createDialog } from './support/server.ts';

/** Somebody with two chats, who has touched nothing yet. */
async function openWithTwoChats(width: number) {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const first = await createDialog({ participants: [anna, boris], title: 'Iron' });
  await tell(boris, first.id, 'How many pallets?');
  await createDialog({ participants: [anna, boris], title: 'Steel' });
  const { page } = await openAs(anna, { width });
  await expectTitles(page, ['Steel', 'Iron']);
  return page;
}

it('without a mouse one finds a chat, answers in it, looks at its details, and sees all the way where one is', async () => {
  const page = await openWithTwoChats(1440);
  await pressUntil(page, 'Tab', 'Search chats');
  await page.keyboard.type('iro');
  await expectTitles(page, ['Iron']);
  expect(await press(page, 'ArrowDown')).toMatch(/^Iron/);
  await page.keyboard.press('Enter');
  await messagesWith(page, 'How many pallets?').waitFor();

  // To the message, and what can be done with it.
  await pressUntil(page, 'Tab', /^Boris.*, How many pallets\?/);
  expect(await press(page, 'ArrowUp')).toMatch(/The chat was created/);
  await press(page, 'ArrowDown');
  await page.keyboard.press('Enter');
  await expectFocus(page, 'Reply');
  expect(await press(page, 'ArrowDown')).toBe('Copy text');
  await page.keyboard.press('Escape');
  await expectFocus(page, /^Boris.*, How many pallets\?/);
  await page.keyboard.press('Enter');
  await expectFocus(page, 'Reply');
  await page.keyboard.press('Enter');
  await expectFocus(page, /^Message in “Iron”/);

  await page.getByRole('toolbar', { name: 'Text formatting' }).waitFor();
  await expectFocus(page, /^Message in “Iron”/);
  await page.keyboard.type('Twelve');
  const tools = await pressUntil(page, 'Tab', 'Send');
  expect(tools).toContain('Attach files');
  await page.keyboard.press('Enter');
  await messagesWith(page, 'Twelve').waitFor();
  await expectFocus(page, /^Message in “Iron”/);

  // Back up to the title, and from there to the details.
  await pressUntil(page, 'Shift+Tab', 'Iron');
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: 'Details' }).waitFor();
  await pressUntil(page, 'Tab', 'Leave chat');
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Leave this chat?' });
  await question.waitFor();
  const stops = [(await stopOf(page)).name, await press(page, 'Tab'), await press(page, 'Tab')];
  expect(stops.toSorted()).toEqual(['Cancel', 'Close', 'Leave chat']);
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await expectFocus(page, 'Leave chat');
  await page.keyboard.press('Escape');
  await page.getByRole('complementary', { name: 'Details' }).waitFor({ state: 'detached' });
  await expectFocus(page, 'Iron');
});

it('Tab comes to every part of the chat once, from the lists to where one writes', async () => {
  const page = await openWithTwoChats(1440);
  await pressUntil(page, 'Tab', 'Search chats');
  await pressUntil(page, 'Tab', /^Iron|^Steel/);
  await pressUntil(page, 'ArrowDown', /^Iron/);
  await page.keyboard.press('Enter');
  await messagesWith(page, 'How many pallets?').waitFor();
  await fieldOf(page).focus();
  await page.getByRole('toolbar', { name: 'Text formatting' }).waitFor();
  await page.keyboard.type('x');

  await pressUntil(page, 'Shift+Tab', 'Search chats');
  const round = await pressUntil(page, 'Tab', 'Send');
  // Lists, menus, messages and tools are one stop each: within them the arrow keys lead on.
  expect(round.map((name) => name.replace(/ \(.*\)$|\d+:\d+.*$/, ''))).toEqual([
    'My chats 2',
    'Iron',
    'Actions for Iron',
    'Archived',
    'Iron',
    'Actions for this chat',
    'Boris, How many pallets?, ',
    'Reply',
    'Actions for this message',
    'Message in “Iron”',
    'Bold',
    'Attach files',
    'Send',
  ]);
});

it('on a telephone the focus goes along into the chat and back to its place in the list', async () => {
  const page = await openWithTwoChats(390);
  await pressUntil(page, 'Tab', /^Steel/);
  expect(await press(page, 'ArrowDown')).toMatch(/^Iron/);
  await page.keyboard.press('Enter');
  await messagesWith(page, 'How many pallets?').waitFor();
  expect(await press(page, 'Tab')).toBe('Back to the chats');
  await pressUntil(page, 'Tab', 'Actions for this chat');
  await page.keyboard.press('Enter');
  await expectFocus(page, 'Details');
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: 'Details' }).waitFor();
  await pressUntil(page, 'Tab', 'Close details');
  await page.keyboard.press('Enter');
  await expectFocus(page, 'Actions for this chat');

  await pressUntil(page, 'Shift+Tab', 'Back to the chats');
  await page.keyboard.press('Enter');
  await expectFocus(page, /^Iron/);
});
