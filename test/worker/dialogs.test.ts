import { describe, expect, it } from 'vitest';
import { host, unique, user } from './support/api.ts';

const open = { tenant_uid: unique('tenant') };
const profile = { display_name: 'Eve', company: 'Acme', email: 'eve@acme.test', phone: '123' };

/** A dialog in which Ada and Bob take part, and which anyone of the tenant may join. */
async function adaAndBob() {
  const [ada, bob] = [user(unique('ada')), user(unique('bob'))];
  const dialog = await host.createDialog({
    title: 'Order',
    participants: [ada.id, bob.id],
    access_scopes: [open],
  });
  return { ada, bob, dialogId: dialog.id, dialog };
}

const outsider = () => user(unique('outsider'), open);
const stranger = () => user(unique('stranger'));

describe('one dialog', () => {
  it('is shown to a participant with what is theirs', async () => {
    const { ada, dialog } = await adaAndBob();
    const { participants, access_scopes, ...own } = dialog;
    expect(await ada.dialog(dialog.id)).toMatchObject({ status: 200 });
    expect((await ada.dialog(dialog.id)).data).toEqual({
      ...own,
      participants_count: 2,
      i_am_participant: true,
      can_join: false,
      unread_count: 0,
      is_archived: false,
      is_pinned: false,
      notifications_enabled: true,
      last_message_at: null,
      last_message: null,
    });
  });

  it('is shown to someone who may join without anything that was said', async () => {
    const { ada, dialog, dialogId } = await adaAndBob();
    const { participants, access_scopes, ...own } = dialog;
    const message = (await ada.send(dialogId, 'A secret')).data;
    expect((await outsider().dialog(dialogId)).data).toEqual({
      ...own,
      participants_count: 2,
      i_am_participant: false,
      can_join: true,
      unread_count: 0,
      is_archived: false,
      is_pinned: false,
      notifications_enabled: false,
      last_message_at: message.sent_at,
      last_message: null,
    });
  });

  it('cannot be joined by someone who is in it, although their scope matches', async () => {
    const { ada, dialogId } = await adaAndBob();
    expect((await user(ada.id, open).dialog(dialogId)).data).toMatchObject({
      i_am_participant: true,
      can_join: false,
    });
  });

  it('is not known to anyone else', async () => {
    const { dialogId } = await adaAndBob();
    expect(await stranger().dialog(dialogId)).toMatchObject({ status: 404, error: { code: 'NOT_FOUND' } });
  });

  it('is found whatever the case of the letters in its id', async () => {
    const { ada, dialogId } = await adaAndBob();
    expect((await ada.dialog(dialogId.toUpperCase())).data.id).toBe(dialogId);
  });
});

describe('joining', () => {
  it('makes a member of someone whose scope matches', async () => {
    const { dialogId } = await adaAndBob();
    const eve = outsider();
    const reply = await eve.join(dialogId, profile);
    expect(reply).toMatchObject({ status: 200, data: { user_id: eve.id, ...profile, joined_as: 'member' } });
    expect(reply.data).toMatchObject({ is_online: false, last_read_message_id: null });
    expect((await eve.dialog(dialogId)).data).toMatchObject({
      i_am_participant: true,
      participants_count: 3,
    });
    expect((await eve.messages(dialogId)).data.messages.at(-1)?.system_event).toEqual({
      type: 'participant_joined',
      user_id: eve.id,
      display_name: 'Eve',
      company: 'Acme',
    });
  });

  it('needs no e-mail address and no telephone number', async () => {
    const { dialogId } = await adaAndBob();
    const { display_name, company } = profile;
    expect(await outsider().join(dialogId, { display_name, company, email: null })).toMatchObject({
      status: 200,
      data: { display_name, company, email: null, phone: null },
    });
  });

  it('makes the creator of the user whom created_by names', async () => {
    const eve = outsider();
    const dialog = await host.createDialog({ created_by: eve.id, access_scopes: [open] });
    expect((await eve.join(dialog.id)).data.joined_as).toBe('creator');
  });

  it('is 409 for someone who is in already, even when no scope matches', async () => {
    const { ada, dialogId } = await adaAndBob();
    expect(await ada.join(dialogId)).toMatchObject({ status: 409, error: { code: 'CONFLICT' } });
    expect((await user(ada.id, open).join(dialogId)).status).toBe(409);
  });

  it('is 403 for someone whose scope does not match, or who has none', async () => {
    const { dialogId } = await adaAndBob();
    expect(await stranger().join(dialogId)).toMatchObject({ status: 403, error: { code: 'FORBIDDEN' } });
    expect((await user(unique('eve'), { tenant_uid: unique('other') }).join(dialogId)).status).toBe(403);
  });

  it('lets one of ten requests at once in, and writes one system message', async () => {
    const { dialogId } = await adaAndBob();
    const eve = outsider();
    const replies = await Promise.all(Array.from({ length: 10 }, () => eve.join(dialogId)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, ...Array(9).fill(409)]);
    expect((await eve.dialog(dialogId)).data.participants_count).toBe(3);
    const { messages } = (await eve.messages(dialogId)).data;
    expect(messages.filter((message) => message.system_event?.type === 'participant_joined')).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>]>([
    ['no display name', { display_name: undefined }],
    ['null as display name', { display_name: null }],
    ['a blank display name', { display_name: ' ' }],
    ['no company', { company: undefined }],
    ['null as company', { company: null }],
    ['a company that is a number', { company: 1 }],
    ['an e-mail address that is a list', { email: [] }],
    ['NUL', { phone: '\u0000' }],
  ])('is 400 with %s, even for those whom it would be 403 or 409', async (_what, fields) => {
    const { ada, dialogId } = await adaAndBob();
    for (const person of [outsider(), stranger(), ada]) {
      expect(await person.join(dialogId, fields)).toMatchObject({
        status: 400,
        error: { code: 'BAD_REQUEST' },
      });
    }
  });
});

describe('leaving', () => {
  it('is 204, and the dialog is gone from the list of the one who left', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    expect((await bob.leave(dialogId)).status).toBe(204);
    expect((await bob.dialogs()).data).toEqual([]);
    expect((await bob.dialog(dialogId)).status).toBe(404);
    expect((await bob.messages(dialogId)).status).toBe(403);
    expect((await ada.dialog(dialogId)).data.participants_count).toBe(1);
    expect((await ada.messages(dialogId)).data.messages.at(-1)?.system_event).toMatchObject({
      type: 'participant_left',
      user_id: bob.id,
    });
  });

  it('is 403 for someone who is not in, or left before', async () => {
    const { bob, dialogId } = await adaAndBob();
    await bob.leave(dialogId);
    expect(await bob.leave(dialogId)).toMatchObject({ status: 403, error: { code: 'FORBIDDEN' } });
    expect((await outsider().leave(dialogId)).status).toBe(403);
    expect((await stranger().leave(dialogId)).status).toBe(403);
  });

  it('can be undone by joining again, with a new profile', async () => {
    const { dialogId } = await adaAndBob();
    const eve = outsider();
    await eve.join(dialogId, profile);
    await eve.leave(dialogId);
    expect((await eve.dialog(dialogId)).data).toMatchObject({ i_am_participant: false, can_join: true });
    expect(await eve.join(dialogId, { display_name: 'Eva', company: 'Initech' })).toMatchObject({
      status: 200,
      data: { display_name: 'Eva', company: 'Initech', email: null, phone: null },
    });
  });

  it('forgets what they chose: coming back, nothing is pinned, archived or muted', async () => {
    const { dialogId } = await adaAndBob();
    const eve = outsider();
    await eve.join(dialogId);
    await eve.act(dialogId, 'pin');
    await eve.act(dialogId, 'archive');
    await eve.act(dialogId, 'notifications', { enabled: false });
    await eve.leave(dialogId);
    await eve.join(dialogId);
    expect((await eve.dialog(dialogId)).data).toMatchObject({
      is_pinned: false,
      is_archived: false,
      notifications_enabled: true,
    });
  });
});

describe('the participants of a dialog', () => {
  it('are shown whole to those among them', async () => {
    const { ada, dialogId } = await adaAndBob();
    const eve = outsider();
    await eve.join(dialogId, profile);
    const { status, data } = await ada.participants(dialogId);
    expect(status).toBe(200);
    expect(data).toHaveLength(3);
    expect(data.at(-1)).toEqual({
      user_id: eve.id,
      ...profile,
      joined_as: 'member',
      joined_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      is_online: false,
      last_read_message_id: null,
    });
  });

  it('are shown without e-mail address and telephone number to someone who may only join', async () => {
    const { dialogId } = await adaAndBob();
    const eve = outsider();
    await eve.join(dialogId, profile);
    const { status, data } = await outsider().participants(dialogId);
    expect(status).toBe(200);
    expect(data.at(-1)).toMatchObject({ display_name: 'Eve', company: 'Acme', email: null, phone: null });
  });

  it('are not shown to anyone else', async () => {
    const { bob, dialogId } = await adaAndBob();
    expect(await stranger().participants(dialogId)).toMatchObject({
      status: 403,
      error: { code: 'FORBIDDEN' },
    });
    await bob.leave(dialogId);
    expect((await bob.participants(dialogId)).status).toBe(403);
  });

  it('do not include who left', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    await bob.leave(dialogId);
    expect((await ada.participants(dialogId)).data.map((person) => person.user_id)).toEqual([ada.id]);
  });
});
