// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { createSSRApp, defineComponent, h, type Ref, ref } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { useChat } from '../../../sdk-vue/composables/use-chat.ts';
import { useComposer } from '../../../sdk-vue/composables/use-composer.ts';
import { useDialogs } from '../../../sdk-vue/composables/use-dialogs.ts';
import { useMessages } from '../../../sdk-vue/composables/use-messages.ts';
import { usePresence } from '../../../sdk-vue/composables/use-presence.ts';
import { createFakeServer } from '../store/support/fake-server.ts';
import { config, withChat } from './support.ts';

function serverWithDialogs() {
  const server = createFakeServer();
  for (const id of ['a', 'b', 'c']) server.chat.addDialog(id);
  server.chat.write('a', 'anna', 'hello');
  server.chat.write('b', 'anna', 'later');
  return server;
}

afterEach(() => localStorage.clear());

test('without a chat above, the error says what is missing', () => {
  const Lonely = defineComponent({
    setup() {
      useChat();
    },
    render: () => null,
  });
  expect(() => mount(Lonely)).toThrow(/MTChat.*useChat/);
});

test('on a server nothing is connected, loaded or stored', async () => {
  const server = serverWithDialogs();
  const Page = defineComponent({
    setup() {
      useChat(config, { client: server.client });
      return () => h(Inner);
    },
  });
  const Inner = defineComponent({
    setup() {
      useMessages('a');
      const { draft } = useComposer('a');
      return () => h('p', draft.value);
    },
  });
  expect(await renderToString(createSSRApp(Page))).toContain('<p></p>');
  expect(server.calls).toEqual([]);
  expect(server.sockets).toHaveLength(0);
});

test('dialogs are sorted as the server sorts them: pinned first, then the latest', async () => {
  const server = serverWithDialogs();
  const { used, chat } = await withChat(server, useDialogs);
  await used.load('active');
  const ids = () => used.active.value.map(({ id }) => id);
  expect(ids()).toEqual(['b', 'a', 'c']);
  await used.setPinned('c', true);
  expect(ids()).toEqual(['c', 'b', 'a']);
  server.chat.write('a', 'anna', 'newest');
  expect(ids()).toEqual(['c', 'a', 'b']);
  expect(chat.unreadTotal.value).toBe(3);
  await used.setArchived('a', true);
  expect(used.archived.value.map(({ id }) => id)).toEqual(['a']);
  expect(used.unreadTotal.value).toBe(1);
});

test('typing into the search asks the server once, when the typing pauses', async () => {
  const server = serverWithDialogs();
  const { used } = await withChat(server, useDialogs);
  await used.load('active');
  server.takeCalls();
  for (const text of ['D', 'Dialog', 'Dialog b']) used.searchText.value = text;
  expect(used.searchText.value).toBe('Dialog b');
  await vi.waitFor(() => expect(used.active.value.map(({ id }) => id)).toEqual(['b']));
  expect(server.takeCalls()).toEqual(['listDialogs participating false Dialog b']);
  used.searchText.value = '';
  await vi.waitFor(() => expect(used.active.value).toHaveLength(3));
});

test('a conversation is open as long as it is on the screen, and shows what is sent at once', async () => {
  const server = serverWithDialogs();
  const dialogId = ref('a');
  const { used, chat, unmount } = await withChat(server, () => ({
    messages: useMessages(dialogId),
    presence: usePresence(dialogId),
  }));
  await vi.waitFor(() => expect(used.messages.entries.value).toHaveLength(3));
  chat.store.send('a', { content: 'mine' });
  expect(used.messages.entries.value.at(-1)).toMatchObject({ kind: 'outgoing' });
  await flushPromises();
  const sent = used.messages.timeline.value?.messages.at(-1)?.id ?? '';
  expect(used.messages.entries.value.at(-1)).toMatchObject({ kind: 'message', isMine: true });
  expect(used.messages.readersOf(sent)).toEqual([]);
  server.chat.read('a', 'anna', sent);
  expect(used.messages.readersOf(sent).map(({ user_id }) => user_id)).toEqual(['anna']);

  server.repeat({ type: 'presence.update', user_id: 'anna', is_online: true });
  server.repeat({ type: 'typing', dialog_id: 'a', user_id: 'anna' });
  expect([...used.presence.online.value]).toEqual(['anna']);
  expect(used.presence.typing.value.map(({ user_id }) => user_id)).toEqual(['anna']);

  dialogId.value = 'b';
  await vi.waitFor(() => expect(used.messages.timeline.value?.messages).toHaveLength(1));
  unmount();
});

test('a draft is kept a dialog and survives a reload, until it is sent', async () => {
  const server = serverWithDialogs();
  const dialogId = ref('a');
  const first = await withChat(server, () => useComposer(dialogId));
  first.used.draft.value = '<p>to be continued</p>';
  dialogId.value = 'b';
  await flushPromises();
  expect(first.used.draft.value).toBe('');
  dialogId.value = 'a';
  await flushPromises();
  expect(first.used.draft.value).toBe('<p>to be continued</p>');
  first.unmount();

  const second = await withChat(server, () => useComposer('a'));
  expect(second.used.draft.value).toBe('<p>to be continued</p>');
  expect(await second.used.send()).toBe(true);
  await flushPromises();
  expect(server.chat.messages('a').at(-1)?.content).toBe('<p>to be continued</p>');
  second.unmount();
  expect(Object.keys(localStorage).filter((key) => key.startsWith('mtchat.draft'))).toEqual([]);
});

test('another user does not see the draft of the one before, and each finds their own', async () => {
  const server = serverWithDialogs();
  const user = ref('me');
  const used: { draft?: Ref<string> } = {};
  const Inner = defineComponent({
    setup() {
      used.draft = useComposer('a').draft;
      return () => null;
    },
  });
  const Outer = defineComponent({
    setup() {
      useChat(() => ({ ...config, userId: user.value }), { client: server.client });
      return () => h(Inner);
    },
  });
  const wrapper = mount(Outer);
  await flushPromises();
  if (used.draft) used.draft.value = '<p>between us</p>';
  user.value = 'boris';
  await flushPromises();
  expect(used.draft?.value).toBe('');
  user.value = 'me';
  await flushPromises();
  expect(used.draft?.value).toBe('<p>between us</p>');
  wrapper.unmount();
});

test('while a message is edited the draft stays aside, and comes back', async () => {
  const server = serverWithDialogs();
  server.chat.write('a', 'me', '<p>mine</p>');
  const { used } = await withChat(server, () => ({ composer: useComposer('a'), messages: useMessages('a') }));
  const { composer, messages } = used;
  await vi.waitFor(() => expect(messages.timeline.value?.status).toBe('ready'));
  composer.draft.value = '<p>draft</p>';
  expect(composer.editLast()).toBe(true);
  expect(composer.draft.value).toBe('<p>mine</p>');
  composer.cancel();
  expect(composer.draft.value).toBe('<p>draft</p>');
  composer.editLast();
  expect(await composer.send('<p>changed</p>')).toBe(true);
  expect(server.chat.messages('a').at(-1)?.content).toBe('<p>changed</p>');
  expect(composer.draft.value).toBe('<p>draft</p>');
  expect(composer.editing.value).toBeNull();
});

test('nothing but spaces is not sent, and neither is too much', async () => {
  const server = serverWithDialogs();
  const { used } = await withChat(server, () => useComposer('a'));
  for (const html of ['', '<p> </p>', '<p>&nbsp;</p>', `<p>${'a'.repeat(50_000)}</p>`]) {
    used.draft.value = html;
    expect(used.canSend.value).toBe(false);
    expect(await used.send()).toBe(false);
  }
  expect(server.calls.filter((call) => call.startsWith('sendMessage'))).toEqual([]);
});
