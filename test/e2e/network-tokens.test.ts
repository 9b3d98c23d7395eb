import { expect, it } from 'vitest';
import { messagesWith, said } from './support/composer.ts';
import { stateOf, textsOn, textsStored, write } from './support/conversation.ts';
import { eventually } from './support/eventually.ts';
import { takeTokensOver } from './support/host-tokens.ts';
import { openPair } from './support/pair.ts';
import { clientOf } from './support/server.ts';
import { expectNoViolations } from './support/violations.ts';

/** Seconds: enough to open the page with, and little enough to wait for. */
const short = 12;

it('when the token expires it is fetched anew, the socket comes back, and nothing is lost', async () => {
  const { dialog, boris, atAnna } = await openPair({ anna: { tokenLifetime: short } });
  const given = atAnna.tokensGiven();
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>Before</p>' });

  await atAnna.heard('disconnected');
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>Meanwhile</p>' });
  await eventually(() => atAnna.tokensGiven()).toBeGreaterThan(given);
  await eventually(async () =>
    (await atAnna.events()).filter(({ name }) => name === 'connected'),
  ).toHaveLength(2);
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>Afterwards</p>' });
  await write(atAnna.page, 'Still here');

  await eventually(() => textsOn(atAnna.page)).toEqual(['Before', 'Meanwhile', 'Afterwards', 'Still here']);
  expect((await atAnna.events()).map(({ name }) => name)).not.toContain('error');
  expect(await atAnna.page.locator('.mtchat-banner').textContent()).toBe('');
});

it('when the host has no valid token any more it is told, and the user can connect again once it has', async () => {
  const { dialog, boris, atAnna, atBoris } = await openPair({ anna: { tokenLifetime: short } });
  const { page } = atAnna;
  const tokens = await takeTokensOver(page);
  tokens.replace('not-a-token');

  await atAnna.heard('error');
  await said(page, 'The connection was refused.');
  const errors = (await atAnna.events()).filter(({ name }) => name === 'error');
  expect(errors.map(({ payload }) => payload)).toEqual(['UNAUTHORIZED']);
  await expectNoViolations(page);
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>Can you hear me?</p>' });
  await write(page, 'Written while signed out');
  await eventually(() => stateOf(messagesWith(page, 'signed out'))).toBe('Waits for the connection');

  // In vain at first.
  await page.getByRole('button', { name: 'Reconnect' }).click();
  await eventually(async () => (await atAnna.events()).filter(({ name }) => name === 'error')).toHaveLength(
    2,
  );
  await said(page, 'The connection was refused.');

  tokens.restore();
  await page.getByRole('button', { name: 'Reconnect' }).click();
  await messagesWith(page, 'Can you hear me?').waitFor();
  await messagesWith(atBoris.page, 'Written while signed out').waitFor();
  expect(await textsStored(dialog.id, boris)).toEqual(['Can you hear me?', 'Written while signed out']);
  await eventually(() => page.locator('.mtchat-banner').textContent()).toBe('');
});

it('a page that is opened with an invalid token says so, and fills itself once the host has another', async () => {
  const { atAnna } = await openPair({
    title: 'Order 4001',
    before: async (dialogId, { boris }) => {
      await clientOf(boris).sendMessage(dialogId, { content: '<p>Good morning</p>' });
    },
  });
  const { page } = atAnna;
  const tokens = await takeTokensOver(page);
  tokens.replace('not-a-token');

  await page.reload();
  await said(page, 'The connection was refused.');
  await atAnna.heard('error');
  await expectNoViolations(page);

  tokens.restore();
  await page.getByRole('button', { name: 'Reconnect' }).click();
  await messagesWith(page, 'Good morning').waitFor();
  await page.locator('.mtchat-dialog-item').filter({ hasText: 'Order 4001' }).waitFor();
  await eventually(() => page.getByText('could not be loaded').count()).toBe(0);
});
