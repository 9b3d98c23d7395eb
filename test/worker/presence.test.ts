import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { host } from './support/api.ts';
import { added, dialogOf, removed, said, type User } from './support/dialog.ts';
import { openSocket, type TestSocket } from './support/socket.ts';
import { letPass } from './support/time.ts';

const inboxOf = (person: User) => env.USER_INBOX.getByName(person.id);
const roomOf = (dialogId: string) => env.DIALOG_ROOM.getByName(dialogId);

async function hangUp(socket: TestSocket): Promise<void> {
  socket.close();
  await socket.closed;
}

/** What a socket has heard of someone's presence by the time it hears a message sent now. */
async function presenceHeard(
  listener: TestSocket,
  of: User,
  author: User,
  dialogId: string,
): Promise<boolean[]> {
  const { id } = await said(author, dialogId, 'Now');
  await listener.heard('message.new', (event) => event.id === id);
  return listener
    .all('presence.update')
    .filter((event) => event.user_id === of.id)
    .map((event) => event.is_online);
}

async function isOnlineByRest(reader: User, dialogId: string, person: User): Promise<boolean | undefined> {
  const { data } = await reader.participants(dialogId);
  return data.find((participant) => participant.user_id === person.id)?.is_online;
}

describe('coming online', () => {
  test('is told to those who share a dialog, with exactly these fields', async () => {
    const { ada, bob } = await dialogOf('ada', 'bob');
    const listening = await openSocket(ada.id);
    await openSocket(bob.id);
    expect(await listening.heard('presence.update')).toEqual({
      type: 'presence.update',
      user_id: bob.id,
      is_online: true,
    });
  });

  test('is told once, although people share several dialogs and have several sockets', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    await host.createDialog({ participants: [ada.id, bob.id] });
    await host.createDialog({ participants: [ada.id, bob.id] });
    const listening = await openSocket(ada.id);
    await openSocket(bob.id);
    await openSocket(bob.id);
    await openSocket(bob.id, dialogId);
    expect(await presenceHeard(listening, bob, bob, dialogId)).toEqual([true]);
  });

  test('is not told to oneself, nor to those who share no dialog', async () => {
    const { ada, dialogId } = await dialogOf('ada', 'bob');
    const { eve, dialogId: another } = await dialogOf('eve');
    const own = await openSocket(ada.id);
    const stranger = await openSocket(eve.id);
    await openSocket(ada.id);
    expect(await presenceHeard(own, ada, ada, dialogId)).toEqual([]);
    expect(await presenceHeard(stranger, ada, eve, another)).toEqual([]);
  });

  test('is told to dialog sockets, and a dialog socket makes its user online', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const listening = await openSocket(ada.id, dialogId);
    await openSocket(bob.id, dialogId);
    expect(await presenceHeard(listening, bob, bob, dialogId)).toEqual([true]);
    expect(await isOnlineByRest(ada, dialogId, bob)).toBe(true);
  });

  test('by a dialog socket is told in every dialog, not in that one alone', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const other = await host.createDialog({ participants: [bob.id] });
    const listening = await openSocket(ada.id);
    await openSocket(bob.id, other.id);
    expect(await presenceHeard(listening, bob, bob, dialogId)).toEqual([true]);
  });

  test('shows in the list of participants, to users and to the host', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    await openSocket(bob.id);
    expect(await isOnlineByRest(ada, dialogId, bob)).toBe(true);
    expect(await isOnlineByRest(ada, dialogId, ada)).toBe(false);
    const { data } = await host.call<{ participants: { user_id: string; is_online: boolean }[] }>(
      'GET',
      `/dialogs/${dialogId}`,
    );
    expect(data.participants.map((person) => [person.user_id, person.is_online])).toEqual(
      expect.arrayContaining([
        [ada.id, false],
        [bob.id, true],
      ]),
    );
  });
});

describe('people who are online when they become participants', () => {
  test('are shown online at once', async () => {
    const { ada, dialogId } = await dialogOf('ada');
    const { bob } = await dialogOf('bob');
    const listening = await openSocket(ada.id);
    await openSocket(bob.id);
    await added(bob.id, dialogId);
    const { participant } = await listening.heard('participant.joined');
    expect(participant.is_online).toBe(true);
    expect(await isOnlineByRest(ada, dialogId, bob)).toBe(true);
  });

  test('are told and tell of every change from then on, and of none after they were removed', async () => {
    const { ada, dialogId } = await dialogOf('ada');
    const { bob, dialogId: own } = await dialogOf('bob');
    const listening = await openSocket(ada.id);
    const bobs = await openSocket(bob.id);
    await added(bob.id, dialogId);
    await hangUp(bobs);
    await letPass(5, inboxOf(bob));
    expect(await presenceHeard(listening, bob, ada, dialogId)).toEqual([false]);

    const again = await openSocket(bob.id);
    await removed(bob.id, dialogId);
    await hangUp(again);
    await letPass(5, inboxOf(bob));
    expect(await presenceHeard(listening, bob, ada, dialogId)).toEqual([false, true]);

    const alone = await openSocket(bob.id);
    await hangUp(listening);
    await letPass(5, inboxOf(ada));
    expect(await presenceHeard(alone, ada, bob, own)).toEqual([]);
  });
});

describe('going offline', () => {
  test('is told 5 seconds after the last socket closed, once, and no sooner', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    await host.createDialog({ participants: [ada.id, bob.id] });
    const listening = await openSocket(ada.id);
    const [first, second] = [await openSocket(bob.id), await openSocket(bob.id)];
    await hangUp(first);
    await letPass(6, inboxOf(bob));
    expect(await presenceHeard(listening, bob, ada, dialogId)).toEqual([true]);
    await hangUp(second);
    await letPass(4, inboxOf(bob));
    expect(await presenceHeard(listening, bob, ada, dialogId)).toEqual([true]);
    expect(await isOnlineByRest(ada, dialogId, bob)).toBe(true);
    await letPass(1, inboxOf(bob));
    expect(await presenceHeard(listening, bob, ada, dialogId)).toEqual([true, false]);
    expect(await isOnlineByRest(ada, dialogId, bob)).toBe(false);
  });

  test('is not seen when a page is loaded anew', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const listening = await openSocket(ada.id);
    await hangUp(await openSocket(bob.id));
    await letPass(4, inboxOf(bob));
    await openSocket(bob.id);
    await letPass(10, inboxOf(bob));
    expect(await presenceHeard(listening, bob, ada, dialogId)).toEqual([true]);
  });

  test('waits for the last dialog socket as for the last user socket', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const listening = await openSocket(ada.id);
    const inDialog = await openSocket(bob.id, dialogId);
    await hangUp(await openSocket(bob.id));
    await letPass(6, inboxOf(bob));
    expect(await presenceHeard(listening, bob, ada, dialogId)).toEqual([true]);
    await hangUp(inDialog);
    await letPass(6, inboxOf(bob));
    expect(await presenceHeard(listening, bob, ada, dialogId)).toEqual([true, false]);
  });

  test.each(['removed from', 'left without'])(
    'follows being %s the only dialog that one had open',
    async (way) => {
      const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
      const open = await host.createDialog({ participants: [bob.id] });
      const listening = await openSocket(ada.id);
      const inDialog = await openSocket(bob.id, open.id);
      if (way === 'removed from') await removed(bob.id, open.id);
      else await host.call('DELETE', `/dialogs/${open.id}`);
      expect((await inDialog.closed).code).toBe(4403);
      const fiveSecondsLater = async () => {
        await letPass(5, inboxOf(bob));
        return presenceHeard(listening, bob, ada, dialogId);
      };
      // The room learns of the close when the client has answered it.
      await expect.poll(fiveSecondsLater).toEqual([true, false]);
    },
  );

  test('follows 60 seconds of silence, and coming back is told again', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const listening = await openSocket(ada.id);
    const bobs = await openSocket(bob.id);
    await letPass(59, inboxOf(bob));
    expect(await presenceHeard(listening, bob, ada, dialogId)).toEqual([true]);
    await letPass(1, inboxOf(bob));
    expect(await presenceHeard(listening, bob, ada, dialogId)).toEqual([true, false]);
    await bobs.settled();
    await letPass(30, inboxOf(bob));
    expect(await presenceHeard(listening, bob, ada, dialogId)).toEqual([true, false, true]);
  });

  test('follows 60 seconds of silence in the only dialog socket', async () => {
    const { ada, bob, dialogId } = await dialogOf('ada', 'bob');
    const listening = await openSocket(ada.id);
    await openSocket(bob.id, dialogId);
    await letPass(60, roomOf(dialogId));
    await letPass(5, inboxOf(bob));
    expect(await presenceHeard(listening, bob, ada, dialogId)).toEqual([true, false]);
  });
});
