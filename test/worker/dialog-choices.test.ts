import { describe, expect, it } from 'vitest';
import { host, unique, user } from './support/api.ts';
import { idsOf } from './support/paging.ts';
import { openSocket } from './support/socket.ts';

const open = { tenant_uid: unique('tenant') };

async function adaAndBob() {
  const [ada, bob] = [user(unique('ada')), user(unique('bob'))];
  const dialog = await host.createDialog({ participants: [ada.id, bob.id], access_scopes: [open] });
  return { ada, bob, dialogId: dialog.id };
}

const choices: [string, unknown, Record<string, boolean>, string, unknown][] = [
  ['archive', undefined, { is_archived: true }, 'unarchive', undefined],
  ['pin', undefined, { is_pinned: true }, 'unpin', undefined],
  ['notifications', { enabled: false }, { notifications_enabled: false }, 'notifications', { enabled: true }],
];

describe.each(choices)('%s %o', (action, body, chosen, undo, undoBody) => {
  const negated = Object.fromEntries(Object.entries(chosen).map(([field, value]) => [field, !value]));

  it('answers with the dialog as it is now for the user, and can be undone', async () => {
    const { ada, dialogId } = await adaAndBob();
    const before = (await ada.dialog(dialogId)).data;
    expect(await ada.act(dialogId, action, body)).toMatchObject({
      status: 200,
      data: { ...before, ...chosen },
    });
    expect((await ada.dialog(dialogId)).data).toEqual({ ...before, ...chosen });
    expect(await ada.act(dialogId, undo, undoBody)).toMatchObject({
      status: 200,
      data: { ...before, ...negated },
    });
    expect((await ada.dialog(dialogId)).data).toEqual(before);
  });

  it('is the user’s own: nobody else sees it', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    await ada.act(dialogId, action, body);
    expect((await bob.dialog(dialogId)).data).toMatchObject(negated);
  });

  it('may be done twice, and undone twice', async () => {
    const { ada, dialogId } = await adaAndBob();
    await ada.act(dialogId, action, body);
    expect(await ada.act(dialogId, action, body)).toMatchObject({ status: 200, data: chosen });
    await ada.act(dialogId, undo, undoBody);
    expect(await ada.act(dialogId, undo, undoBody)).toMatchObject({ status: 200, data: negated });
  });

  it('is for participants only', async () => {
    const { bob, dialogId } = await adaAndBob();
    await bob.leave(dialogId);
    for (const person of [bob, user(unique('eve'), open), user(unique('eve'))]) {
      expect(await person.act(dialogId, action, body)).toMatchObject({
        status: 403,
        error: { code: 'FORBIDDEN' },
      });
      expect((await person.act(dialogId, undo, undoBody)).status).toBe(403);
    }
  });

  it('is heard by the user’s sockets, and by nobody else’s', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const [adas, bobs] = [await openSocket(ada.id), await openSocket(bob.id)];
    await ada.act(dialogId, action, body);
    if (action === 'archive')
      expect(await adas.heard('dialog.archived')).toMatchObject({ dialog_id: dialogId });
    else expect(await adas.heard('dialog.updated')).toMatchObject({ dialog_id: dialogId, ...chosen });
    await ada.send(dialogId, 'Heard after all that went before');
    await bobs.heard('message.new');
    expect([...bobs.all('dialog.archived'), ...bobs.all('dialog.updated')]).toEqual([]);
    adas.close();
    bobs.close();
  });
});

describe('notifications', () => {
  it.each([
    ['no body', undefined],
    ['no field', {}],
    ['null', { enabled: null }],
    ['text', { enabled: 'true' }],
    ['a number', { enabled: 1 }],
  ])('refuses %s', async (_what, body) => {
    const { ada, dialogId } = await adaAndBob();
    expect(await ada.act(dialogId, 'notifications', body)).toMatchObject({ status: 400 });
    // What is wrong with the body comes before who asks.
    expect((await user(unique('eve')).act(dialogId, 'notifications', body)).status).toBe(400);
    expect((await ada.dialog(dialogId)).data.notifications_enabled).toBe(true);
  });
});

describe('an archived dialog', () => {
  it('comes back for everyone when a message arrives, and says so to those it was archived for', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const eve = user(unique('eve'), open);
    await eve.join(dialogId);
    await ada.act(dialogId, 'archive');
    await bob.act(dialogId, 'archive');
    const [adas, eves] = [await openSocket(ada.id), await openSocket(eve.id)];
    await eve.send(dialogId, 'One more thing');
    expect(await adas.heard('dialog.unarchived')).toMatchObject({ dialog_id: dialogId });
    for (const person of [ada, bob, eve]) {
      expect((await person.dialog(dialogId)).data.is_archived).toBe(false);
      expect(idsOf((await person.dialogs('?archived=true')).data)).toEqual([]);
    }
    await eves.heard('message.new');
    expect(eves.all('dialog.unarchived')).toEqual([]);
    adas.close();
    eves.close();
  });

  it('comes back by one’s own message too', async () => {
    const { ada, dialogId } = await adaAndBob();
    await ada.act(dialogId, 'archive');
    await ada.send(dialogId, 'On second thoughts');
    expect((await ada.dialog(dialogId)).data.is_archived).toBe(false);
  });

  it('stays archived when people come and go, read, edit and delete', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    const [first, second] = [(await bob.send(dialogId, 'One')).data, (await bob.send(dialogId, 'Two')).data];
    await ada.act(dialogId, 'archive');
    await bob.edit(dialogId, first.id, 'Uno');
    await bob.remove(dialogId, second.id);
    await ada.read(dialogId, second.id);
    await host.call('POST', `/dialogs/${dialogId}/participants`, { body: { user_id: unique('eve') } });
    await bob.leave(dialogId);
    expect((await ada.dialog(dialogId)).data.is_archived).toBe(true);
  });

  it('can be archived again after it came back', async () => {
    const { ada, bob, dialogId } = await adaAndBob();
    await ada.act(dialogId, 'archive');
    await bob.send(dialogId, 'Hello');
    expect((await ada.act(dialogId, 'archive')).data.is_archived).toBe(true);
    expect((await bob.dialog(dialogId)).data.is_archived).toBe(false);
  });
});
