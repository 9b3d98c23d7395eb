import { expect, it } from 'vitest';
import { expectText, fieldOf, htmlOf, messagesWith, richFieldOf, said, say } from './support/composer.ts';
import { hold } from './support/hold.ts';
import { openPair } from './support/pair.ts';
import { clientOf } from './support/server.ts';

it('Enter sends, Shift-Enter begins a new line, and the other person sees the lines as they were written', async () => {
  const { atAnna, atBoris, dialog, boris } = await openPair();
  await richFieldOf(atAnna.page);

  await atAnna.page.keyboard.type('Good morning,');
  await atAnna.page.keyboard.press('Shift+Enter');
  await atAnna.page.keyboard.type('12 < 15 & all is well');
  await expectText(atAnna.page, 'Good morning,\n12 < 15 & all is well');
  expect(await messagesWith(atBoris.page, 'Good morning').count()).toBe(0);
  await atAnna.page.keyboard.press('Enter');

  const seen = messagesWith(atBoris.page, 'Good morning');
  await seen.waitFor();
  expect(await htmlOf(seen)).toBe('<p>Good morning,<br>12 &lt; 15 &amp; all is well</p>');
  await expectText(atAnna.page, '');
  const { messages } = await clientOf(boris).listMessages(dialog.id);
  expect(messages.filter(({ message_type }) => message_type === 'user')).toHaveLength(1);
});

it('Enter on an empty message, or one of spaces and empty lines, sends nothing', async () => {
  const { atAnna, dialog, anna } = await openPair();
  await richFieldOf(atAnna.page);

  await atAnna.page.keyboard.press('Enter');
  await atAnna.page.keyboard.type('   ');
  await atAnna.page.keyboard.press('Shift+Enter');
  await atAnna.page.keyboard.press('Enter');

  expect(await atAnna.page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  const { messages } = await clientOf(anna).listMessages(dialog.id);
  expect(messages.filter(({ message_type }) => message_type === 'user')).toEqual([]);
});

it('who writes with an input method chooses a word with Enter, and sends with the next one', async () => {
  const { atAnna, atBoris } = await openPair();
  await richFieldOf(atAnna.page);
  const devtools = await atAnna.context.newCDPSession(atAnna.page);
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };

  await devtools.send('Input.imeSetComposition', { text: 'nihao', selectionStart: 5, selectionEnd: 5 });
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
  await expectText(atAnna.page, 'nihao');
  await devtools.send('Input.insertText', { text: '你好' });
  await expectText(atAnna.page, '你好');
  await atAnna.page.keyboard.press('Enter');

  await messagesWith(atBoris.page, '你好').waitFor();
  expect(await messagesWith(atBoris.page, 'nihao').count()).toBe(0);
});

it('without the rich editor, where its part of the program does not come, one writes all the same', async () => {
  const { atAnna, atBoris } = await openPair();
  await atAnna.page.route(/RichEditor/, (route) => route.abort());
  await atAnna.page.reload();
  await atAnna.heard('connected');
  const field = fieldOf(atAnna.page);
  await field.focus();

  await atAnna.page.keyboard.type('1 < 2');
  await atAnna.page.keyboard.press('Shift+Enter');
  await atAnna.page.keyboard.type('plainly');
  // What Safari says while an input method takes Enter for itself, after the composition has ended.
  await field.evaluate((element) =>
    element.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }),
    ),
  );
  await expectText(atAnna.page, '1 < 2\nplainly');
  await atAnna.page.keyboard.press('Enter');

  const seen = messagesWith(atBoris.page, 'plainly');
  await seen.waitFor();
  expect(await htmlOf(seen)).toBe('<p>1 &lt; 2<br>plainly</p>');
});

it('what is typed before the rich editor has come is not lost when it comes', async () => {
  const { atAnna, atBoris } = await openPair();
  const editor = await hold(atAnna.page, /RichEditor/);
  await atAnna.page.reload();
  await atAnna.heard('connected');
  await fieldOf(atAnna.page).focus();
  await atAnna.page.keyboard.type('begun early');
  await atAnna.page.keyboard.press('ArrowLeft');
  await atAnna.page.keyboard.press('ArrowLeft');

  editor.letGo();
  await atAnna.page.getByRole('toolbar', { name: 'Text formatting' }).waitFor();
  await atAnna.page.keyboard.type('-');
  await expectText(atAnna.page, 'begun ear-ly');
  await atAnna.page.keyboard.press('Enter');

  await messagesWith(atBoris.page, 'begun ear-ly').waitFor();
});

it('a message may be as long as the limit; one that is longer says so and is not sent until it is shortened', async () => {
  const { atAnna, atBoris, dialog, boris } = await openPair();
  const field = await richFieldOf(atAnna.page);
  const longest = 50_000 - '<p></p>'.length;

  await atAnna.page.keyboard.insertText('x'.repeat(longest - 500));
  await said(atAnna.page, '500 characters left');
  await atAnna.page.keyboard.insertText('y'.repeat(502));
  await said(atAnna.page, '2 characters too long');
  await atAnna.page.keyboard.press('Enter');
  expect(await atAnna.page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  const begin = Date.now();
  await field.press('Backspace');
  await field.press('Backspace');
  await said(atAnna.page, '0 characters left');
  expect(Date.now() - begin, 'milliseconds that two keys take in a long text').toBeLessThan(3_000);
  await field.press('Enter');

  await messagesWith(atBoris.page, 'yyy').waitFor();
  await expect
    .poll(async () => (await clientOf(boris).listMessages(dialog.id)).messages.at(-1)?.content.length)
    .toBe(50_000);
});

it('what was sent stands in the list of chats of both, and the field is ready for the next', async () => {
  const { atAnna, atBoris } = await openPair({ title: 'Order 2002' });
  await say(atAnna.page, 'The first');
  await say(atAnna.page, 'The second');
  for (const { page } of [atAnna, atBoris]) {
    await page.locator('.mtchat-dialog-item', { hasText: 'The second' }).waitFor();
  }
  expect(await fieldOf(atAnna.page).evaluate((field) => field === document.activeElement)).toBe(true);
});
