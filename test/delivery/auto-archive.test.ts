import { expect, it } from 'vitest';
import { parseSettings } from '../../contract/settings.ts';
import { unique, user } from '../worker/support/api.ts';
import { added, dialogOf, said, type User } from '../worker/support/dialog.ts';
import { queryDatabase } from '../worker/support/gateway.ts';
import { openSocket } from '../worker/support/socket.ts';
import { fallAsleep } from '../worker/support/time.ts';
import { later, roomOf, settled } from './support/receiver.ts';

const hour = 3_600;

/** As `later`, with all that was said said so much earlier. */
async function silence(seconds: number, dialogId: string): Promise<void> {
  await settled(dialogId);
  await queryDatabase(
    `update dialogs set created_at = created_at - $2::float8 * interval '1 second',
       last_message_at = last_message_at - $2::float8 * interval '1 second' where id = $1`,
    [dialogId, seconds],
  );
  await later(seconds, dialogId);
}

async function isArchivedFor(person: User, dialogId: string): Promise<boolean> {
  return (await person.dialog(dialogId)).data.is_archived;
}

it('a dialog in which nothing was said for an hour is archived for everyone in it, and they hear so', async () => {
  const { anna, boris, dialogId } = await dialogOf('anna', 'boris');
  await said(anna, dialogId, 'The last word');

  await silence(hour - 60, dialogId);
  expect(await isArchivedFor(anna, dialogId)).toBe(false);
  const sockets = await Promise.all([
    openSocket(anna.id),
    openSocket(boris.id),
    openSocket(boris.id, dialogId),
  ]);
  await silence(61, dialogId);

  for (const socket of sockets)
    await socket.heard('dialog.archived', (event) => event.dialog_id === dialogId);
  expect([await isArchivedFor(anna, dialogId), await isArchivedFor(boris, dialogId)]).toEqual([true, true]);
});

it('a dialog in which nobody ever said anything is archived an hour after its creation', async () => {
  const { anna, dialogId } = await dialogOf('anna');
  const socket = await openSocket(anna.id);
  await silence(hour + 1, dialogId);
  await socket.heard('dialog.archived');
  expect(await isArchivedFor(anna, dialogId)).toBe(true);
});

it('a message in between postpones it, system messages do not', async () => {
  const { anna, boris, dialogId } = await dialogOf('anna', 'boris');
  await silence(hour - 600, dialogId);
  await said(anna, dialogId, 'Wait');
  await silence(hour - 600, dialogId);
  expect(await isArchivedFor(boris, dialogId)).toBe(false);
  const newcomer = user(unique('newcomer'));
  await added(newcomer.id, dialogId);
  await silence(601, dialogId);
  expect([await isArchivedFor(boris, dialogId), await isArchivedFor(newcomer, dialogId)]).toEqual([
    true,
    true,
  ]);
});

it('who had archived it hears nothing new, and a message brings it back for everyone until the next hour is over', async () => {
  const { anna, boris, dialogId } = await dialogOf('anna', 'boris');
  const socket = await openSocket(anna.id);
  await anna.act(dialogId, 'archive');
  await silence(hour + 1, dialogId);
  await said(boris, dialogId, 'Once more');
  await socket.heard('dialog.unarchived');
  expect(socket.all('dialog.archived')).toHaveLength(1);
  expect([await isArchivedFor(anna, dialogId), await isArchivedFor(boris, dialogId)]).toEqual([false, false]);

  await silence(hour + 1, dialogId);
  expect([await isArchivedFor(anna, dialogId), await isArchivedFor(boris, dialogId)]).toEqual([true, true]);
});

it('a room that lost its memory meanwhile archives all the same', async () => {
  const { anna, dialogId } = await dialogOf('anna');
  await said(anna, dialogId, 'Good night');
  await settled(dialogId);
  await fallAsleep(roomOf(dialogId));
  await silence(hour + 1, dialogId);
  expect(await isArchivedFor(anna, dialogId)).toBe(true);
});

it('ARCHIVE_AFTER_SECS=0 is taken, and means never', () => {
  const result = parseSettings({
    DATABASE_URL: 'postgres://mtchat@localhost/mtchat',
    ARCHIVE_AFTER_SECS: '0',
  });
  expect(result).toMatchObject({ ok: true, settings: { archiveAfterSeconds: 0 } });
});
