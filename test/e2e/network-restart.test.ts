import { expect, it } from 'vitest';
import { openAs } from './support/chat-page.ts';
import { messagesWith, said } from './support/composer.ts';
import { stateOf, textsOn, write } from './support/conversation.ts';
import { eventually } from './support/eventually.ts';
import { startOwnServer } from './support/own-server.ts';
import { somebody } from './support/people.ts';

it('when the server is restarted the chat comes back by itself, and what was written meanwhile goes out', async () => {
  const server = await startOwnServer();
  const [anna, boris] = [somebody('Anna'), somebody('Boris')];
  const dialogId = await server.createDialog([anna, boris]);
  await server.clientOf(boris).sendMessage(dialogId, { content: '<p>Before</p>' });
  const { page, heard, events } = await openAs(anna, { server: server.url, props: { dialogId } });
  await messagesWith(page, 'Before').waitFor();

  await server.stop();
  await heard('disconnected');
  await said(page, 'Reconnecting');
  await write(page, 'Written to nobody');
  expect(await stateOf(messagesWith(page, 'Written to nobody'))).toBe('Waits for the connection');
  await server.start();

  // The pause between two attempts may have grown to half a minute.
  await page.getByRole('status').filter({ hasText: 'Connected again' }).waitFor({ timeout: 60_000 });
  await eventually(() => stateOf(messagesWith(page, 'Written to nobody'))).toBe('Sent');
  await server.clientOf(boris).sendMessage(dialogId, { content: '<p>Afterwards</p>' });
  await eventually(() => textsOn(page)).toEqual(['Before', 'Written to nobody', 'Afterwards']);
  const { messages } = await server.clientOf(boris).listMessages(dialogId);
  expect(messages.filter(({ content }) => content.includes('Written to nobody'))).toHaveLength(1);
  expect((await events()).map(({ name }) => name)).not.toContain('error');
}, 240_000);
