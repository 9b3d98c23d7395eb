import { describe, expect, it } from 'vitest';
import { createChatClient } from '../../sdk-vue/client/chat-client.ts';
import { ChatError } from '../../sdk-vue/client/chat-error.ts';
import { clientOf, createDialog, dialogOfTwo, projectUrl, unique } from './support/host.ts';

describe('dialogs', () => {
  it('are listed, page by page, and found by what is searched for', async () => {
    const ada = unique('ada');
    const first = await createDialog([ada], { title: 'Pumps & valves' });
    const second = await createDialog([ada], { title: '100% cotton' });
    const client = clientOf(ada);

    const page = await client.listDialogs({ limit: 1 });
    expect(page.dialogs.map(({ id }) => id)).toEqual([second.id]);
    const rest = await client.listDialogs({ limit: 1, cursor: page.nextCursor ?? '' });
    expect(rest).toMatchObject({ dialogs: [{ id: first.id }], nextCursor: null });
    const found = await client.listDialogs({ search: 's & v' });
    expect(found.dialogs.map(({ id }) => id)).toEqual([first.id]);
  });

  it('are found by an object whatever its type and id are made of', async () => {
    const ada = unique('ада/@?&+');
    const object = { object_type: 'a/b?c#d', object_id: `100%2F ${unique('é')}` };
    const dialog = await createDialog([ada], object);
    const client = clientOf(ada);
    expect(await client.listObjectDialogs(object.object_type, object.object_id)).toMatchObject([
      { id: dialog.id, ...object },
    ]);
    expect(await client.listObjectDialogs('a/b?c#d', '100%2F')).toEqual([]);
  });

  it('that a scope opens can be joined and left', async () => {
    const [ada, tenant] = [unique('ada'), unique('ООО Ромашка')];
    const dialog = await createDialog([unique('bob')], { access_scopes: [{ tenant_uid: tenant }] });
    const client = createChatClient({
      baseUrl: projectUrl,
      userId: ada,
      scopeConfig: { tenant_uid: tenant },
    });
    expect(await client.listDialogs({ type: 'available' })).toMatchObject({ dialogs: [{ id: dialog.id }] });

    const joined = await client.joinDialog(dialog.id, {
      displayName: 'Ada',
      company: 'Ромашка',
      email: 'a@b.c',
    });
    expect(joined).toMatchObject({
      user_id: ada,
      display_name: 'Ada',
      company: 'Ромашка',
      joined_as: 'member',
    });
    expect((await client.listParticipants(dialog.id)).map(({ user_id }) => user_id)).toContain(ada);
    await client.leaveDialog(dialog.id);
    expect(await client.getDialog(dialog.id)).toMatchObject({ i_am_participant: false, can_join: true });
  });

  it('are pinned, archived and silenced, and back', async () => {
    const { dialogId, ada } = await dialogOfTwo();
    expect(await ada.client.setPinned(dialogId, true)).toMatchObject({ is_pinned: true });
    expect(await ada.client.setPinned(dialogId, false)).toMatchObject({ is_pinned: false });
    expect(await ada.client.setArchived(dialogId, true)).toMatchObject({ is_archived: true });
    expect((await ada.client.listDialogs({ archived: true })).dialogs).toHaveLength(1);
    expect((await ada.client.listDialogs({ archived: false })).dialogs).toEqual([]);
    expect(await ada.client.setArchived(dialogId, false)).toMatchObject({ is_archived: false });
    expect(await ada.client.setNotifications(dialogId, false)).toMatchObject({
      notifications_enabled: false,
    });
  });
});

describe('messages', () => {
  it('are sent once, however often one with the same client_message_id is', async () => {
    const { dialogId, ada, bob } = await dialogOfTwo();
    const message = { content: '<p>Hello</p>', client_message_id: 'c1' };
    const sent = await ada.client.sendMessage(dialogId, message);
    expect(await ada.client.sendMessage(dialogId, message)).toEqual(sent);
    const reply = await bob.client.sendMessage(dialogId, { content: 'Yes?', reply_to: sent.id });
    expect(reply.reply_to).toMatchObject({ id: sent.id, sender_id: ada.id });
    expect(await bob.client.getMessage(dialogId, sent.id)).toEqual(sent);

    const page = await ada.client.listMessages(dialogId, { after: sent.id, limit: 10 });
    expect(page).toMatchObject({
      messages: [{ id: reply.id }],
      has_more_before: true,
      has_more_after: false,
    });
  });

  it('are edited, deleted and read', async () => {
    const { dialogId, ada, bob } = await dialogOfTwo();
    const sent = await ada.client.sendMessage(dialogId, { content: 'Helo' });
    const edited = await ada.client.editMessage(dialogId, sent.id, '<p>Hello</p>');
    expect(edited).toMatchObject({ id: sent.id, content: '<p>Hello</p>', is_edited: true });
    expect(await bob.client.markRead(dialogId, sent.id)).toEqual({
      last_read_message_id: sent.id,
      unread_count: 0,
    });
    expect(await ada.client.deleteMessage(dialogId, sent.id)).toBeUndefined();
    expect(await ada.client.getMessage(dialogId, sent.id)).toMatchObject({ is_deleted: true, content: '' });
  });

  it('carry files, which are put where they were presigned for', async () => {
    const { dialogId, ada, bob } = await dialogOfTwo();
    const file = new Blob(['hello'], { type: 'text/plain' });
    const named = { filename: 'привет.txt', content_type: 'text/plain', size: file.size };
    const presigned = await ada.client.presignUpload({ dialog_id: dialogId, ...named });
    const progress: number[] = [];
    await ada.client.putFile(presigned, file, { onProgress: (fraction) => progress.push(fraction) });
    expect(progress.at(-1)).toBe(1);

    const attachments = [{ s3_key: presigned.s3_key, ...named }];
    const sent = await ada.client.sendMessage(dialogId, { content: '', attachments });
    const attachmentId = sent.attachments[0]?.id ?? '';
    const { url } = await bob.client.getAttachmentUrl(attachmentId);
    expect(await (await fetch(url)).text()).toBe('hello');
  });
});

describe('a refusal', () => {
  it('carries the code, the status and which fields are wrong', async () => {
    const { dialogId, ada } = await dialogOfTwo();
    const refused = ada.client.sendMessage(dialogId, {
      content: 'Hello',
      attachments: [{ s3_key: 'k', filename: 'f', content_type: 'text/plain', size: 0 }],
    });
    await expect(refused).rejects.toBeInstanceOf(ChatError);
    await expect(refused).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      status: 400,
      details: [{ path: 'attachments.0.size' }],
      isRetryable: false,
    });
  });

  it.each([
    ['NOT_FOUND', (dialogId: string) => clientOf(unique('eve')).getDialog(dialogId)],
    ['FORBIDDEN', (dialogId: string) => clientOf(unique('eve')).listMessages(dialogId)],
    ['BAD_REQUEST', () => clientOf('').listDialogs()],
    ['BAD_REQUEST', () => clientOf(unique('eve')).listObjectDialogs('..', '..')],
  ])('is %s where the contract says so', async (code, ask) => {
    const { dialogId } = await dialogOfTwo();
    await expect(ask(dialogId)).rejects.toMatchObject({ name: 'ChatError', code });
  });

  it('of the storage is a failed upload', async () => {
    const { dialogId, ada } = await dialogOfTwo();
    const named = { filename: 'a.txt', content_type: 'text/plain', size: 5 };
    const presigned = await ada.client.presignUpload({ dialog_id: dialogId, ...named });
    await expect(ada.client.putFile(presigned, new Blob(['too long']))).rejects.toMatchObject({
      code: 'UPLOAD_FAILED',
      status: 403,
      isRetryable: false,
    });
  });
});

it('A server behind a path, or with a slash after it, is the same server', async () => {
  const { dialogId, ada } = await dialogOfTwo();
  expect(await clientOf(ada.id, `${projectUrl}/`).getDialog(dialogId)).toMatchObject({ id: dialogId });
  await expect(clientOf(ada.id, `${projectUrl}/chat/`).getDialog(dialogId)).rejects.toMatchObject({
    status: 404,
  });
});
