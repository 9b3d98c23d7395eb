import { expect, it } from 'vitest';
import { messagesWith, said } from './support/composer.ts';
import { stateOf, textsOn, textsStored, write } from './support/conversation.ts';
import { eventually } from './support/eventually.ts';
import { openPair } from './support/pair.ts';
import { clientOf } from './support/server.ts';

it('a line on which nothing comes through any more, though it looks open, is noticed and made again', async () => {
  const { dialog, boris, atAnna, atBoris } = await openPair({
    anna: { config: { heartbeatInterval: 1_000 } },
  });
  const { page, line, heard } = atAnna;

  line.stall();
  await clientOf(boris).sendMessage(dialog.id, { content: '<p>Are you in a tunnel?</p>' });
  await write(page, 'Written in a tunnel');
  const written = messagesWith(page, 'Written in a tunnel');
  await eventually(() => stateOf(written)).toBe('Sending');
  await heard('disconnected');
  await said(page, 'Reconnecting');
  expect(await textsStored(dialog.id, boris)).toEqual(['Are you in a tunnel?']);

  line.mend();
  await messagesWith(atBoris.page, 'Written in a tunnel').waitFor();
  await eventually(() => stateOf(written)).toBe('Read by Boris');
  const both = ['Are you in a tunnel?', 'Written in a tunnel'];
  expect(await textsOn(page)).toEqual(both);
  expect(await textsStored(dialog.id, boris)).toEqual(both);
});
