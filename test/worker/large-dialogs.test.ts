import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { host, unique, user } from './support/api.ts';
import { added, dialogOf, removed, said, type User } from './support/dialog.ts';
import { openSocket, type TestSocket } from './support/socket.ts';
import { fallAsleep, letPass } from './support/time.ts';

const inboxOf = (person: User) => env.USER_INBOX.getByName(person.id);
const roomOf = (dialogId: string) => env.DIALOG_ROOM.getByName(dialogId);

/** Ada and Bob in a dialog of so many that its room leaves alone whoever is not connected. */
async function largeDialog() {
  const [ada, bob] = [user(unique('ada')), user(unique('bob'))];
  const others = Array.from({ length: 30 }, () => unique('someone'));
  const dialog = await host.createDialog({ participants: [ada.id, bob.id, ...others] });
  return { ada, bob, dialogId: dialog.id };
}

/** How often the person's inbox told each room that nobody is there. */
function declinedBy(person: User): Promise<{ dialog_id: string; times: number }[]> {
  return runInDurableObject(inboxOf(person), (_inbox, { storage }) => {
    const [table] = storage.sql.exec("select 1 from sqlite_master where name = 'declined'").toArray();
    if (table === undefined) return [];
    return storage.sql
      .exec<{ dialog_id: string; times: number }>('select dialog_id, times from declined')
      .toArray();
  });
}

async function untilDeclined(person: User, dialogId: string, times: number) {
  await vi.waitFor(async () => expect(await declinedBy(person)).toEqual([{ dialog_id: dialogId, times }]));
}

const contents = (socket: TestSocket) => socket.all('message.new').map((event) => event.content);

/** Says something, and gives everything that the socket heard up to then. */
async function heardUpTo(socket: TestSocket, author: User, dialogId: string, content: string) {
  await said(author, dialogId, content);
  await socket.heard('message.new', (event) => event.content === content);
  return contents(socket);
}

describe('someone in a large dialog who is not connected', () => {
  test('is called for the first message, and not for those after it', async () => {
    const { ada, bob, dialogId } = await largeDialog();
    await said(ada, dialogId, 'One');
    await untilDeclined(bob, dialogId, 1);
    const adas = await openSocket(ada.id);
    for (const content of ['Two', 'Three', 'Four']) await heardUpTo(adas, ada, dialogId, content);
    await untilDeclined(bob, dialogId, 1);
  });

  test('hears everything once they are connected, and nothing from before', async () => {
    const { ada, bob, dialogId } = await largeDialog();
    await said(ada, dialogId, 'Before');
    await untilDeclined(bob, dialogId, 1);
    const bobs = await openSocket(bob.id);
    expect(await heardUpTo(bobs, ada, dialogId, 'One')).toEqual(['One']);
    expect(await heardUpTo(bobs, ada, dialogId, 'Two')).toEqual(['One', 'Two']);
    expect(await declinedBy(bob)).toEqual([]);
  });

  test.each([
    { who: 'the room', room: true, inbox: false },
    { who: 'their inbox', room: false, inbox: true },
    { who: 'both', room: true, inbox: true },
  ])('does so when $who slept in between', async ({ room, inbox }) => {
    const { ada, bob, dialogId } = await largeDialog();
    await said(ada, dialogId, 'Before');
    await untilDeclined(bob, dialogId, 1);
    if (room) await fallAsleep(roomOf(dialogId));
    if (inbox) await fallAsleep(inboxOf(bob));
    const bobs = await openSocket(bob.id);
    expect(await heardUpTo(bobs, ada, dialogId, 'One')).toEqual(['One']);
  });

  test('may come and go: each time they hear what is said while they are there', async () => {
    const { ada, bob, dialogId } = await largeDialog();
    const adas = await openSocket(ada.id);
    for (const round of [1, 2, 3]) {
      await heardUpTo(adas, ada, dialogId, `Away ${round}`);
      await untilDeclined(bob, dialogId, 1);
      const bobs = await openSocket(bob.id);
      expect(await heardUpTo(bobs, ada, dialogId, `There ${round}`)).toEqual([`There ${round}`]);
      bobs.close();
      await bobs.closed;
    }
  });

  test('hears everything although they come while much is being said', async () => {
    const { ada, bob, dialogId } = await largeDialog();
    const numbers = Array.from({ length: 40 }, (_, index) => index);
    const sending = numbers.reduce(
      (before, number) => before.then(async () => void (await said(ada, dialogId, `Number ${number}`))),
      Promise.resolve(),
    );
    await untilDeclined(bob, dialogId, 1);
    const bobs = await openSocket(bob.id);
    const { messages } = (await bob.messages(dialogId, '?limit=100')).data;
    await sending;
    await heardUpTo(bobs, ada, dialogId, 'Last');
    const loaded = messages.map((message) => message.content);
    const seen = [...loaded, ...contents(bobs).filter((content) => !loaded.includes(content))];
    expect(seen.filter((content) => content.startsWith('Number'))).toEqual(
      numbers.map((number) => `Number ${number}`),
    );
  });

  test('who is added again while connected to another dialog is seen to go', async () => {
    const { ada, bob, dialogId } = await largeDialog();
    const { dialogId: other } = await dialogOf('cem');
    await added(bob.id, other);
    await said(ada, dialogId, 'Before');
    await untilDeclined(bob, dialogId, 1);
    await removed(bob.id, dialogId);
    const bobs = await openSocket(bob.id, other);
    await added(bob.id, dialogId);
    const adas = await openSocket(ada.id);
    bobs.close();
    await bobs.closed;
    await letPass(5, inboxOf(bob));
    await adas.heard('presence.update', (event) => event.user_id === bob.id && !event.is_online);
  });
});

test('in a small dialog nobody is left out, and nothing is stored for who never connected', async () => {
  const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
  const adas = await openSocket(ada.id);
  for (const content of ['One', 'Two']) await heardUpTo(adas, ada, dialogId, content);
  expect(await declinedBy(bob)).toEqual([]);
});
