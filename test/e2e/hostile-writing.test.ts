import { describe, expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { richFieldOf } from './support/composer.ts';
import { vectors } from './support/hostile/vectors.ts';
import { pasteAll } from './support/hostile/walk.ts';
import { watch } from './support/hostile/watch.ts';
import { hostile } from './support/hostile/world.ts';
import { openPair } from './support/pair.ts';
import { somebody } from './support/people.ts';
import { clientOf, createDialog, manage } from './support/server.ts';

const image = '<img src=x onerror=alert(1)>';
const reader = somebody('Rita');

it('the watch would see it: what runs, what is asked for elsewhere, and what stands in the page', async () => {
  const { atAnna } = await openPair();
  const eyes = await watch(atAnna);
  await eyes.expectQuiet();
  await atAnna.page.evaluate((image) => {
    const others =
      '<img src="https://leak.example/seen"><a href="javascript:__pwned()">x</a><p name="body">x</p>';
    document.querySelector('.mtchat')?.insertAdjacentHTML('beforeend', image + others);
    document.querySelector<HTMLElement>('a[href^=javascript]')?.click();
  }, image);
  await expect.poll(async () => (await eyes.seen()).ran.join()).toMatch(/(?=.*__pwned in)(?=.*alert in)/);
  const { strange, asked } = await eyes.seen();
  expect(asked).toEqual(['https://leak.example/seen']);
  expect(strange).toHaveLength(3);
});

describe('nothing runs, is asked for, or stands in the page that may not', () => {
  it('when somebody of such a name comes, types, writes, reads and goes', async () => {
    const named = (name: string) => hostile(name.slice(0, 200));
    const [first, second, third, fourth] = [
      named(image),
      named(vectors.at(300) ?? ''),
      named(vectors.at(-3) ?? ''),
      named('\u202eAnna'),
    ];
    const people = [first, second, third, fourth];
    const dialog = await createDialog({ participants: [reader, first], title: image });
    const chat = await openAs(reader, { props: { dialogId: dialog.id } });
    const eyes = await watch(chat);
    const { id } = await clientOf(reader).sendMessage(dialog.id, { content: 'Who reads this?' });
    for (const { userId, profile } of people.slice(1)) {
      await manage('POST', `/dialogs/${dialog.id}/participants`, {
        user_id: userId,
        display_name: profile.displayName,
        company: profile.company,
      });
    }
    for (const person of people) {
      const socket = clientOf(person).openSocket({
        onEvent: ({ type }) => type === 'connected' && socket.sendTyping(dialog.id),
        onStatus: () => {},
      });
      await chat.page.locator('.mtchat-typing-indicator').waitFor();
      socket.close();
      await clientOf(person).markRead(dialog.id, id);
    }
    await chat.page.locator('.mtchat-read-receipts--read').first().hover();
    await chat.page.locator('.mtchat-tooltip').waitFor();
    await manage('DELETE', `/dialogs/${dialog.id}/participants/${encodeURIComponent(second.userId)}`);
    await clientOf(third).leaveDialog(dialog.id);
    await expect.poll(() => chat.page.locator('.mtchat-system-message').count()).toBe(6);
    await eyes.expectQuiet();
  });

  it('when vectors are pasted, kept as a draft, and restored, also from a storage that others have written to', async () => {
    const dialog = await createDialog({ participants: [reader], title: 'Drafts' });
    const chat = await openAs(reader, { props: { dialogId: dialog.id } });
    const eyes = await watch(chat);
    const field = await richFieldOf(chat.page);
    for (let start = 0; start < vectors.length; start += 100) {
      const hundred = vectors.slice(start, start + 100);
      await pasteAll(field, 'text/html', hundred);
      await pasteAll(field, 'text/plain', hundred.slice(50));
      await field.press('Control+A');
      await field.press('Delete');
    }
    await pasteAll(field, 'text/html', vectors.slice(-50));

    const drafts = () =>
      chat.page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')));
    await expect.poll(async () => (await drafts()).length).toBe(1);
    const key = (await drafts())[0] ?? '';
    await eyes.reload();
    await richFieldOf(chat.page);
    for (const draft of [vectors.slice(0, 350).join('<p>'), vectors.slice(350).join('<p>')]) {
      // Written as the page goes, after it has kept what it wants to keep.
      await chat.page.evaluate(
        ([key, draft]) => window.addEventListener('pagehide', () => localStorage.setItem(key, draft)),
        [key, draft] as const,
      );
      await eyes.reload();
      await richFieldOf(chat.page);
    }
    await eyes.expectQuiet();
  });
});
