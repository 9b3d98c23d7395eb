import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { htmlOf, messagesWith, richFieldOf } from './support/composer.ts';
import { openPair } from './support/pair.ts';
import { clientOf } from './support/server.ts';

function press(page: Page, format: string): Promise<void> {
  return page
    .getByRole('toolbar', { name: 'Text formatting' })
    .getByRole('button', { name: new RegExp(`^${format} \\(`) })
    .click();
}

const onWords = [
  { format: 'Bold', keys: 'Control+B', tag: 'strong' },
  { format: 'Italic', keys: 'Control+I', tag: 'em' },
  { format: 'Underline', keys: 'Control+U', tag: 'u' },
  { format: 'Strikethrough', keys: 'Control+Shift+X', tag: 's' },
  { format: 'Code', keys: 'Control+E', tag: 'code' },
];

it('bold, italic, underlined, struck and code words reach the other as they were written, by button and by keys', async () => {
  const { atAnna, atBoris } = await openPair();
  await richFieldOf(atAnna.page);
  const { keyboard } = atAnna.page;

  for (const { format, keys } of onWords) {
    await keyboard.type('a ');
    await press(atAnna.page, format);
    await keyboard.type(`${format} pressed`);
    await press(atAnna.page, format);
    await keyboard.type(' and ');
    await keyboard.press(keys);
    await keyboard.type(`${format} typed`);
    await keyboard.press(keys);
    await keyboard.type(' z');
    await keyboard.press('Enter');

    const seen = messagesWith(atBoris.page, `${format} pressed`);
    await seen.waitFor();
    const tag = onWords.find((words) => words.format === format)?.tag;
    expect(await htmlOf(seen)).toBe(
      `<p>a <${tag}>${format} pressed</${tag}> and <${tag}>${format} typed</${tag}> z</p>`,
    );
  }
});

it('a button shows that its format is on, and formats what is selected', async () => {
  const { atAnna, atBoris } = await openPair();
  await richFieldOf(atAnna.page);
  await atAnna.page.keyboard.type('One word');
  await atAnna.page.keyboard.press('Control+Shift+ArrowLeft');
  await press(atAnna.page, 'Bold');
  await press(atAnna.page, 'Italic');

  const bold = atAnna.page.getByRole('button', { name: /^Bold \(/ });
  await expect.poll(() => bold.getAttribute('aria-pressed')).toBe('true');
  await atAnna.page.keyboard.press('Home');
  await expect.poll(() => bold.getAttribute('aria-pressed')).toBe('false');
  await atAnna.page.keyboard.press('Enter');

  const seen = messagesWith(atBoris.page, 'One word');
  await seen.waitFor();
  expect(await htmlOf(seen)).toBe('<p>One <strong><em>word</em></strong></p>');
});

it('in a list Enter begins the next item, on an empty one it leaves the list, and then it sends', async () => {
  const { atAnna, atBoris } = await openPair();
  await richFieldOf(atAnna.page);
  const { keyboard } = atAnna.page;

  await keyboard.type('We need');
  await keyboard.press('Shift+Enter');
  await press(atAnna.page, 'Bulleted list');
  for (const item of ['bolts', 'nuts']) {
    await keyboard.type(item);
    await keyboard.press('Enter');
  }
  await keyboard.press('Enter');
  await press(atAnna.page, 'Numbered list');
  await keyboard.type('order');
  await keyboard.press('Enter');
  await keyboard.type('pay');
  await keyboard.press('Control+Enter');

  const seen = messagesWith(atBoris.page, 'We need');
  await seen.waitFor();
  expect((await htmlOf(seen)).replaceAll(/<\/?p>/g, '')).toBe(
    'We need<ul><li>bolts</li><li>nuts</li></ul><ol><li>order</li><li>pay</li></ol>',
  );
});

it('a quote and a block of code keep their lines', async () => {
  const { atAnna, atBoris } = await openPair();
  await richFieldOf(atAnna.page);
  const { keyboard } = atAnna.page;

  await press(atAnna.page, 'Quote');
  await keyboard.type('said once');
  await keyboard.press('Shift+Enter');
  await keyboard.type('and again');
  await keyboard.press('Enter');
  const quote = messagesWith(atBoris.page, 'said once');
  await quote.waitFor();
  expect(await htmlOf(quote)).toBe('<blockquote><p>said once<br>and again</p></blockquote>');

  await press(atAnna.page, 'Code block');
  await keyboard.type('if (a < b) {');
  await keyboard.press('Enter');
  await keyboard.type('  swap();');
  await keyboard.press('Control+Enter');
  const code = messagesWith(atBoris.page, 'swap');
  await code.waitFor();
  expect(await htmlOf(code)).toBe('<pre><code>if (a &lt; b) {\n  swap();</code></pre>');
});

it('Markdown is understood as it is typed', async () => {
  const { atAnna, atBoris } = await openPair();
  await richFieldOf(atAnna.page);
  await atAnna.page.keyboard.type('**bold** and `code`');
  await atAnna.page.keyboard.press('Enter');

  const seen = messagesWith(atBoris.page, 'bold and code');
  await seen.waitFor();
  expect(await htmlOf(seen)).toBe('<p><strong>bold</strong> and <code>code</code></p>');
});

it('a link is put on the selected words, refuses what leads nowhere, is changed, and is taken away', async () => {
  const { atAnna, atBoris, dialog, boris } = await openPair();
  await richFieldOf(atAnna.page);
  const { keyboard } = atAnna.page;
  const window = atAnna.page.getByRole('dialog', { name: 'Link' });

  await keyboard.type('See our catalogue');
  await keyboard.press('Control+Shift+ArrowLeft');
  await press(atAnna.page, 'Link');
  await window.getByRole('textbox', { name: 'Address' }).fill('javascript:alert(1)');
  await keyboard.press('Enter');
  await window.getByText('Enter a web address or an e-mail address').waitFor();
  await window.getByRole('textbox', { name: 'Address' }).fill('shop.example/catalogue?a=1&b=2');
  await keyboard.press('Enter');
  await window.waitFor({ state: 'hidden' });
  // The focus is back in the text, and what follows is no part of the link.
  await keyboard.press('End');
  await keyboard.type(' please');
  await keyboard.press('Enter');

  const link = messagesWith(atBoris.page, 'See our').getByRole('link', { name: 'catalogue', exact: true });
  await link.waitFor();
  expect(await link.getAttribute('href')).toBe('https://shop.example/catalogue?a=1&b=2');
  expect(await link.getAttribute('target')).toBe('_blank');
  expect(await link.getAttribute('rel')).toContain('noopener');

  await keyboard.press('ArrowUp');
  await atAnna.page.getByText('Edit message').waitFor();
  await keyboard.press('Control+ArrowLeft');
  await keyboard.press('ArrowLeft');
  await keyboard.press('ArrowLeft');
  await atAnna.page.getByRole('button', { name: /^Link \(/, pressed: true }).waitFor();
  await keyboard.press('Control+K');
  expect(await window.getByRole('textbox', { name: 'Address' }).inputValue()).toContain('shop.example');
  await window.getByRole('button', { name: 'Remove link' }).click();
  await keyboard.press('Enter');
  await link.waitFor({ state: 'hidden' });
  const { messages } = await clientOf(boris).listMessages(dialog.id);
  expect(messages.at(-1)?.content).toBe('<p>See our catalogue please</p>');
});

it('addresses in the text become links by themselves, also the last one, without the full stop behind it', async () => {
  const { atAnna, atBoris } = await openPair();
  await richFieldOf(atAnna.page);
  await atAnna.page.keyboard.type('www.one.example and sales@two.example or https://three.example/a_(b).');
  await atAnna.page.keyboard.press('Enter');

  const seen = messagesWith(atBoris.page, 'www.one.example');
  await seen.waitFor();
  const links = await seen
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(links).toEqual([
    'https://www.one.example',
    'mailto:sales@two.example',
    'https://three.example/a_(b)',
  ]);
});
