import { expect, test, vi } from 'vitest';
import { createFakeServer, networkError, refusal } from './support/fake-server.ts';
import { openStore, textsOf } from './support/stores.ts';

async function openedDialog() {
  const server = createFakeServer();
  server.chat.addDialog('a');
  server.chat.write('a', 'anna', 'hers');
  const mine = server.chat.write('a', 'me', 'mine');
  server.chat.write('a', 'anna', 'answer', { reply_to_id: mine.id });
  const store = openStore(server);
  await store.loadDialogs('active');
  await store.openDialog('a');
  server.takeCalls();
  const errors: string[] = [];
  store.on('error', ({ code }) => errors.push(code));
  return { server, store, mine, errors };
}

const dialogOf = ({ store }: Awaited<ReturnType<typeof openedDialog>>) => store.getState().dialogs.get('a');

test('an edit is seen at once, also where the message is quoted, and taken back when it is refused', async () => {
  const { server, store, mine, errors } = await openedDialog();
  const quoted = () => store.getState().timelines.get('a')?.messages.at(-1)?.reply_to?.content;
  server.settings.faultOf = () => ({ error: refusal });
  const refused = store.editMessage('a', mine.id, 'changed');
  expect(textsOf(store, 'a')).toEqual(['hers', 'changed', 'answer']);
  expect(quoted()).toBe('changed');
  expect(await refused).toBe(false);
  expect(textsOf(store, 'a')).toEqual(['hers', 'mine', 'answer']);
  expect(quoted()).toBe('mine');
  expect(store.getState().timelines.get('a')?.messages[1]?.is_edited).toBe(false);
  expect(errors).toEqual(['FORBIDDEN']);

  server.settings.faultOf = () => undefined;
  expect(await store.editMessage('a', mine.id, 'changed')).toBe(true);
  expect(store.getState().timelines.get('a')?.messages[1]).toEqual(server.chat.messages('a')[1]);
});

test('a deletion is seen at once, and taken back when it is refused', async () => {
  const { server, store, mine } = await openedDialog();
  server.settings.faultOf = () => ({ error: networkError });
  const refused = store.deleteMessage('a', mine.id);
  expect(textsOf(store, 'a')).toEqual(['hers', '-', 'answer']);
  expect(await refused).toBe(false);
  expect(textsOf(store, 'a')).toEqual(['hers', 'mine', 'answer']);
  server.settings.faultOf = () => undefined;
  expect(await store.deleteMessage('a', mine.id)).toBe(true);
  expect(textsOf(store, 'a')).toEqual(['hers', '-', 'answer']);
});

test.each(['setPinned', 'setArchived', 'setNotifications'] as const)(
  '%s is seen at once, and taken back when it is refused',
  async (choose) => {
    const opened = await openedDialog();
    const { server, store, errors } = opened;
    const field = {
      setPinned: 'is_pinned',
      setArchived: 'is_archived',
      setNotifications: 'notifications_enabled',
    } as const;
    const before = dialogOf(opened)?.[field[choose]] ?? false;
    server.settings.faultOf = () => ({ error: refusal });
    const refused = store[choose]('a', !before);
    expect(dialogOf(opened)?.[field[choose]]).toBe(!before);
    expect(await refused).toBe(false);
    expect(dialogOf(opened)?.[field[choose]]).toBe(before);
    expect(errors).toEqual(['FORBIDDEN']);
    server.settings.faultOf = () => undefined;
    expect(await store[choose]('a', !before)).toBe(true);
    expect(dialogOf(opened)).toEqual(server.chat.dialogForMe('a'));
  },
);

test('reading is told to the server once for all that was scrolled past, and never backwards', async () => {
  vi.useFakeTimers();
  const opened = await openedDialog();
  const { server, store } = opened;
  const more = ['one', 'two', 'three'].map((text) => server.chat.write('a', 'anna', text).id);
  for (const id of more) store.markRead('a', id);
  expect(dialogOf(opened)?.unread_count).toBe(0);
  store.markRead('a', more[0] ?? '');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.takeCalls()).toEqual([`markRead ${more[2]}`]);
  vi.useRealTimers();
});

test('reading that could not be told is told with the next', async () => {
  vi.useFakeTimers();
  const { server, store } = await openedDialog();
  server.chat.addDialog('b');
  const [first] = ['one', 'two'].map((text) => server.chat.write('a', 'anna', text).id);
  server.settings.faultOf = (call) => (call.startsWith('markRead') ? { error: networkError } : undefined);
  store.markRead('a', first ?? '');
  await vi.advanceTimersByTimeAsync(1_000);
  server.settings.faultOf = () => undefined;
  server.cut();
  server.connect();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.takeCalls().filter((call) => call.startsWith('markRead'))).toEqual([
    `markRead ${first}`,
    `markRead ${first}`,
  ]);
  expect(store.getState().dialogs.get('a')?.unread_count).toBe(1);
  vi.useRealTimers();
});

test('reading that could not be told is told after a while, also where nothing happens meanwhile', async () => {
  vi.useFakeTimers();
  const { server, store } = await openedDialog();
  const { id } = server.chat.write('a', 'anna', 'one');
  server.settings.faultOf = (call) => (call.startsWith('markRead') ? { error: networkError } : undefined);
  store.markRead('a', id);
  await vi.advanceTimersByTimeAsync(1_000);
  server.settings.faultOf = () => undefined;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.chat.participants('a').find((person) => person.user_id === 'me')?.last_read_message_id).toBe(
    id,
  );
  vi.useRealTimers();
});

test('a dialog that is pinned elsewhere comes to the list, however far down it was', async () => {
  const { server, store } = await openedDialog();
  server.chat.addDialog('old');
  server.chat.choose('old', { isPinned: true });
  await vi.waitFor(() => expect(store.getState().dialogs.get('old')?.is_pinned).toBe(true));
});

test('joining opens what was closed, and leaving takes it away', async () => {
  const server = createFakeServer();
  server.chat.addDialog('c', ['anna']);
  server.chat.write('c', 'anna', 'inside');
  const store = openStore(server);
  const heard: string[] = [];
  store.on('dialog-joined', (id) => heard.push(`joined ${id}`));
  store.on('dialog-left', (id) => heard.push(`left ${id}`));
  await store.loadDialogs('active');
  await store.loadDialogs('available');
  await store.openDialog('c');
  expect(server.calls).not.toContain('listMessages c');
  await store.join('c', { displayName: 'Me', company: 'Mine' });
  await vi.waitFor(() => expect(textsOf(store, 'c')).toEqual(['inside']));
  expect(store.getState().dialogs.get('c')).toMatchObject({ i_am_participant: true, can_join: false });
  store.closeDialog('c');
  await store.leave('c');
  expect(store.getState().timelines.has('c')).toBe(false);
  await vi.waitFor(() => expect(store.getState().dialogs.get('c')?.can_join).toBe(true));
  expect(heard).toEqual(['joined c', 'left c']);
});

test('a refused join throws, for the form to say why', async () => {
  const server = createFakeServer();
  server.chat.addDialog('c', ['anna']);
  const store = openStore(server);
  server.settings.faultOf = () => ({ error: refusal });
  await expect(store.join('c', { displayName: 'Me', company: 'Mine' })).rejects.toThrow(refusal);
});
