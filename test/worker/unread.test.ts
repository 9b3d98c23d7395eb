import { describe, expect, it } from 'vitest';
import { host, type Scope, unique, user } from './support/api.ts';

const scope: Scope = { tenant_uid: unique('tenant') };
type User = ReturnType<typeof user>;

/** A dialog of Ada and Bob, which anyone of the tenant may join. */
async function adaAndBob() {
  const [ada, bob] = [user(unique('ada'), scope), user(unique('bob'), scope)];
  const dialog = await host.createDialog({ participants: [ada.id, bob.id], access_scopes: [scope] });
  return { ada, bob, dialogId: dialog.id };
}

async function say(who: User, dialogId: string, ...contents: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const content of contents) ids.push((await who.send(dialogId, content)).data.id);
  return ids;
}

/** The count as every call tells it. */
async function unread(who: User, dialogId: string): Promise<number> {
  const one = (await who.dialog(dialogId)).data.unread_count;
  const listed = (await who.dialogs()).data.find((dialog) => dialog.id === dialogId)?.unread_count;
  expect(listed).toBe(one);
  return one;
}

async function firstUnread(who: User, dialogId: string): Promise<string | null> {
  return (await who.messages(dialogId)).data.first_unread_message_id;
}

async function readPosition(who: User, dialogId: string): Promise<string | null | undefined> {
  const { data } = await who.participants(dialogId);
  return data.find((person) => person.user_id === who.id)?.last_read_message_id;
}

describe('unread', () => {
  it('counts what others said, and not what one said oneself', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const [first] = await say(ada, dialogId, 'One', 'Two', 'Three');
    expect(await unread(bob, dialogId)).toBe(3);
    expect(await firstUnread(bob, dialogId)).toBe(first);
    expect(await unread(ada, dialogId)).toBe(0);
    expect(await firstUnread(ada, dialogId)).toBeNull();
  });

  it('is not moved by system messages', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const eve = user(unique('eve'), scope);
    expect(await unread(bob, dialogId)).toBe(0);
    await eve.join(dialogId);
    await eve.leave(dialogId);
    await host.call('POST', `/dialogs/${dialogId}/participants`, { body: { user_id: eve.id } });
    await host.call('DELETE', `/dialogs/${dialogId}/participants/${eve.id}`);
    expect(await unread(bob, dialogId)).toBe(0);
    expect(await firstUnread(bob, dialogId)).toBeNull();
    const [message] = await say(ada, dialogId, 'Hello');
    expect(await unread(bob, dialogId)).toBe(1);
    expect(await firstUnread(bob, dialogId)).toBe(message);
  });

  it('is everything for a new participant, however they came', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const [first] = await say(ada, dialogId, 'One', 'Two');
    await say(bob, dialogId, 'Three');
    const [eve, max] = [user(unique('eve'), scope), user(unique('max'))];
    await eve.join(dialogId);
    await host.call('POST', `/dialogs/${dialogId}/participants`, { body: { user_id: max.id } });
    for (const person of [eve, max]) {
      expect(await unread(person, dialogId)).toBe(3);
      expect(await firstUnread(person, dialogId)).toBe(first);
    }
  });

  it('is everything that others said for someone who left and comes back', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    await say(ada, dialogId, 'One');
    await say(bob, dialogId, 'Two');
    const [third] = await say(ada, dialogId, 'Three');
    await bob.read(dialogId, third ?? '');
    await bob.leave(dialogId);
    await say(ada, dialogId, 'Four');
    await bob.join(dialogId);
    expect(await readPosition(bob, dialogId)).toBeNull();
    expect(await unread(bob, dialogId)).toBe(3);
    expect(await bob.read(dialogId, third ?? '')).toMatchObject({ data: { unread_count: 1 } });
    await say(bob, dialogId, 'Five');
    expect(await unread(bob, dialogId)).toBe(0);
  });

  it('counts a deleted message until it is read past', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const [first, second] = await say(ada, dialogId, 'One', 'Two');
    await ada.remove(dialogId, first ?? '');
    expect(await unread(bob, dialogId)).toBe(2);
    expect(await firstUnread(bob, dialogId)).toBe(first);
    expect(await bob.read(dialogId, first ?? '')).toMatchObject({ data: { unread_count: 1 } });
    expect(await bob.read(dialogId, second ?? '')).toMatchObject({ data: { unread_count: 0 } });
  });

  it('is not moved by an edit', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const [message] = await say(ada, dialogId, 'One');
    await bob.read(dialogId, message ?? '');
    await ada.edit(dialogId, message ?? '', 'Uno');
    expect(await unread(bob, dialogId)).toBe(0);
  });

  it('is each one’s own', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const eve = user(unique('eve'), scope);
    await eve.join(dialogId);
    const [message] = await say(ada, dialogId, 'One');
    await bob.read(dialogId, message ?? '');
    expect(await unread(bob, dialogId)).toBe(0);
    expect(await unread(eve, dialogId)).toBe(1);
  });
});

describe('sending', () => {
  it('moves the sender’s own position to what they said, past all that came before', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    await say(ada, dialogId, 'One', 'Two');
    expect(await unread(bob, dialogId)).toBe(2);
    const [answer] = await say(bob, dialogId, 'Three');
    expect(await unread(bob, dialogId)).toBe(0);
    expect(await readPosition(bob, dialogId)).toBe(answer);
    expect(await unread(ada, dialogId)).toBe(1);
    expect(await firstUnread(ada, dialogId)).toBe(answer);
  });

  it('of the same message again moves nothing', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const first = await bob.send(dialogId, 'One', { client_message_id: 'retried' });
    await say(ada, dialogId, 'Two');
    expect(await bob.send(dialogId, 'One', { client_message_id: 'retried' })).toMatchObject({ status: 200 });
    expect(await unread(bob, dialogId)).toBe(1);
    expect(await readPosition(bob, dialogId)).toBe(first.data.id);
  });
});

describe('reading', () => {
  it('moves up to the message, and answers with what is left', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const [first, second, third] = await say(ada, dialogId, 'One', 'Two', 'Three');
    expect(await bob.read(dialogId, second ?? '')).toMatchObject({
      status: 200,
      data: { last_read_message_id: second, unread_count: 1 },
    });
    expect(await unread(bob, dialogId)).toBe(1);
    expect(await firstUnread(bob, dialogId)).toBe(third);
    expect(await readPosition(bob, dialogId)).toBe(second);
    expect(first).not.toBe(second);
  });

  it('never moves backwards', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const [first, second] = await say(ada, dialogId, 'One', 'Two');
    await bob.read(dialogId, second ?? '');
    expect(await bob.read(dialogId, first ?? '')).toMatchObject({
      status: 200,
      data: { last_read_message_id: second, unread_count: 0 },
    });
    expect(await readPosition(bob, dialogId)).toBe(second);
  });

  it('may be done twice', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const [only] = await say(ada, dialogId, 'One');
    const first = await bob.read(dialogId, only ?? '');
    expect((await bob.read(dialogId, only ?? '')).data).toEqual(first.data);
  });

  it('up to a system message reads all that was said before it', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    await say(ada, dialogId, 'One');
    await user(unique('eve'), scope).join(dialogId);
    const joined = (await bob.messages(dialogId)).data.messages.at(-1)?.id ?? '';
    await say(ada, dialogId, 'Two');
    expect(await bob.read(dialogId, joined)).toMatchObject({
      data: { last_read_message_id: joined, unread_count: 1 },
    });
  });

  it('of a message of another dialog, or of none, is 404', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const other = await host.createDialog({ participants: [ada.id, bob.id] });
    const [elsewhere] = await say(ada, other.id, 'Elsewhere');
    expect(await bob.read(dialogId, elsewhere ?? '')).toMatchObject({
      status: 404,
      error: { code: 'NOT_FOUND' },
    });
    expect((await bob.read(dialogId, '01900000-0000-7000-8000-000000000000')).status).toBe(404);
    expect(await readPosition(bob, dialogId)).toBeNull();
  });

  it('is for participants only', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const [message] = await say(ada, dialogId, 'One');
    await bob.leave(dialogId);
    for (const person of [bob, user(unique('eve'))]) {
      expect(await person.read(dialogId, message ?? '')).toMatchObject({
        status: 403,
        error: { code: 'FORBIDDEN' },
      });
    }
  });

  it.each<[string, unknown]>([
    ['no body', undefined],
    ['no field', {}],
    ['null', { last_read_message_id: null }],
    ['a number', { last_read_message_id: 1 }],
    ['no UUID', { last_read_message_id: 'latest' }],
  ])('refuses %s, before it asks who reads', async (_what, body) => {
    const { ada, dialogId } = await adaAndBob();
    expect(await ada.act(dialogId, 'read', body)).toMatchObject({
      status: 400,
      error: { code: 'BAD_REQUEST' },
    });
    expect((await user(unique('eve')).act(dialogId, 'read', body)).status).toBe(400);
  });
});
