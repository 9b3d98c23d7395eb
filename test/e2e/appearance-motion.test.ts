import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { fieldOf, messagesWith, say } from './support/composer.ts';
import { openDialog, searchField, tell } from './support/dialog-lists.ts';
import { eventually } from './support/eventually.ts';
import { minutesOf, writePast } from './support/history.ts';
import { openPair } from './support/pair.ts';
import { somebody } from './support/people.ts';
import { expectAtEnd, listOf, seen } from './support/reading.ts';
import { createDialog } from './support/server.ts';

/** Everything that would move or fade for longer than the eye notices. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const longest = (durations: string) => Math.max(...durations.split(', ').map(Number.parseFloat));
    return [...document.querySelectorAll('.mtchat, .mtchat *')].flatMap((element) =>
      ['', '::before', '::after', '::backdrop'].flatMap((part) => {
        const style = getComputedStyle(element, part || null);
        const fades = style.transitionProperty !== 'none' && longest(style.transitionDuration) > 0.01;
        const moves = style.animationName !== 'none' && longest(style.animationDuration) > 0.01;
        const glides = style.scrollBehavior === 'smooth';
        return fades || moves || glides ? [`${element.getAttribute('class')}${part}`] : [];
      }),
    );
  });
}

it('who asked for less motion gets none, from menus, questions, pictures of loading and long ways to scroll', async () => {
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialog = await createDialog({ participants: [anna, boris], title: 'Order 5300' });
  await writePast(dialog.id, minutesOf(boris, 120));
  const { page, goOffline } = await openAs(anna);
  const expectStill = () => eventually(() => moving(page)).toEqual([]);
  expect(await moving(page)).not.toEqual([]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expectStill();

  await openDialog(page, 'Order 5300');
  await page.getByRole('button', { name: 'jump to the first' }).click();
  await seen(page, 'Message 1');
  await expectStill();
  await page.getByRole('button', { name: /Go to the newest/ }).click();
  await expectAtEnd(page);
  await expectStill();

  await page.getByRole('button', { name: 'Actions for this chat' }).click();
  await expectStill();
  await page.getByRole('menuitem', { name: 'Leave chat' }).click();
  await page.getByRole('dialog', { name: 'Leave this chat?' }).waitFor();
  await expectStill();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Order 5300' }).getByRole('button').click();
  await page.getByRole('complementary', { name: 'Details' }).waitFor();
  await expectStill();
  await goOffline();
  await fieldOf(page).fill('Waits');
  await fieldOf(page).press('Enter');
  await messagesWith(page, 'Waits').waitFor();
  await searchField(page).fill('nothing');
  await page.getByText('You are offline').waitFor();
  await expectStill();
});

/** Keeps all that is said politely, from now on. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const heardInPage = await page.evaluateHandle(() => {
    const heard: string[] = [];
    for (const region of document.querySelectorAll('.mtchat :is([aria-live="polite"], [role="status"])')) {
      new MutationObserver(() => heard.push(region.textContent?.trim() ?? '')).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    }
    return heard;
  });
  return () => heardInPage.evaluate((heard) => heard.filter(Boolean));
}

it('who does not see hears each message of another once, and neither their own nor the past', async () => {
  const { atAnna, boris, dialog } = await openPair({
    before: (id, { boris }) => writePast(id, minutesOf(boris, 120)).then(() => undefined),
  });
  const { page } = atAnna;
  await messagesWith(page, 'Message 1').first().waitFor();
  const heard = await listen(page);

  await listOf(page).evaluate((list) => list.scrollTo({ top: 0 }));
  await say(page, 'My own');
  await tell(boris, dialog.id, 'Are you <strong>there</strong>?');
  await eventually(heard).toContain('Boris: Are you there?');
  // The same words are said anew when they are written anew.
  await tell(boris, dialog.id, 'Hello');
  await tell(boris, dialog.id, 'Hello');
  await messagesWith(page, 'Hello').nth(1).waitFor();
  await eventually(heard).toEqual(['Boris: Are you there?', 'Boris: Hello', 'Boris: Hello']);
  await say(page, 'Goodbye');
  expect(await heard()).toHaveLength(3);
});
