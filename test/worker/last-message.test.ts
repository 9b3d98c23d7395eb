import { describe, expect, it } from 'vitest';
import { host, type Scope, unique, user } from './support/api.ts';

const scope: Scope = { tenant_uid: unique('tenant') };

async function adaAndBob() {
  const [ada, bob] = [user(unique('ada')), user(unique('bob'))];
  const participants = [
    { user_id: ada.id, display_name: 'Ada' },
    { user_id: bob.id, display_name: 'Bob' },
  ];
  const dialog = await host.createDialog({ participants, access_scopes: [scope] });
  return { ada, bob, dialogId: dialog.id };
}

describe('the last message of a dialog', () => {
  it('is none before anyone said anything, although the system did', async () => {
    const { ada, dialogId } = await adaAndBob();
    expect((await ada.dialog(dialogId)).data).toMatchObject({ last_message: null, last_message_at: null });
  });

  it('is what was said last, the same for all who take part, in every call', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    await ada.send(dialogId, 'One');
    const { id, sent_at } = (await bob.send(dialogId, '<p>Two <b>2</b></p>')).data;
    const expected = {
      id,
      sender_id: bob.id,
      sender_name: 'Bob',
      content: '<p>Two <strong>2</strong></p>',
      message_type: 'user',
      is_deleted: false,
      sent_at,
    };
    for (const person of [ada, bob]) {
      const { data } = await person.dialog(dialogId);
      expect(data.last_message).toEqual(expected);
      expect(data.last_message_at).toBe(sent_at);
      expect((await person.dialogs()).data[0]?.last_message).toEqual(expected);
      expect((await person.act(dialogId, 'pin')).data.last_message).toEqual(expected);
    }
  });

  it('is not moved by people who come and go', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const message = (await ada.send(dialogId, 'Hello')).data;
    await user(unique('eve'), scope).join(dialogId);
    await host.call('POST', `/dialogs/${dialogId}/participants`, { body: { user_id: 'max' } });
    await bob.leave(dialogId);
    expect((await ada.dialog(dialogId)).data).toMatchObject({
      last_message_at: message.sent_at,
      last_message: { id: message.id },
    });
  });

  it('shows an edit', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const message = (await ada.send(dialogId, 'Helo')).data;
    await ada.edit(dialogId, message.id, 'Hello');
    expect((await bob.dialog(dialogId)).data).toMatchObject({
      last_message: { id: message.id, content: 'Hello', is_deleted: false, sent_at: message.sent_at },
    });
  });

  it('keeps its place when it is deleted, without its text', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    await ada.send(dialogId, 'One');
    const message = (await ada.send(dialogId, 'Two')).data;
    await ada.remove(dialogId, message.id);
    expect((await bob.dialog(dialogId)).data).toMatchObject({
      last_message_at: message.sent_at,
      last_message: { id: message.id, content: '', is_deleted: true, sender_id: ada.id },
    });
  });

  it('carries the last name of someone who has left', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    await bob.send(dialogId, 'Goodbye');
    await bob.leave(dialogId);
    expect((await ada.dialog(dialogId)).data.last_message).toMatchObject({
      sender_id: bob.id,
      sender_name: 'Bob',
    });
  });

  it('is shown to nobody before they join', async () => {
    const { ada, dialogId } = await adaAndBob();
    const eve = user(unique('eve'), scope);
    const message = (await ada.send(dialogId, 'A secret')).data;
    const available = (await eve.dialogs('?type=available&limit=100')).data.find(
      (dialog) => dialog.id === dialogId,
    );
    expect(available).toMatchObject({ last_message: null, last_message_at: message.sent_at });
    await eve.join(dialogId);
    expect((await eve.dialog(dialogId)).data.last_message?.content).toBe('A secret');
    await eve.leave(dialogId);
    expect((await eve.dialog(dialogId)).data.last_message).toBeNull();
  });

  it('is the last of many said at once', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? ada : bob).send(dialogId, `Number ${index}`)),
    );
    const { messages } = (await ada.messages(dialogId)).data;
    expect((await ada.dialog(dialogId)).data.last_message?.id).toBe(messages.at(-1)?.id);
  });
});
