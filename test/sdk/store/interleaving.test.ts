import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ServerEvent } from '../../../sdk-vue/client/contract.ts';
import { type ChatStore, createChatStore } from '../../../sdk-vue/store/chat-store.ts';
import { createMemoryStorage } from '../../../sdk-vue/store/outgoing-storage.ts';
import { createFakeServer, type FakeServer } from './support/fake-server.ts';

/** One step of a history; `pick` chooses among what there is to choose from at that moment. */
interface Step {
  what: string;
  dialogId: string;
  who: string;
  pick: number;
}

interface World {
  server: FakeServer;
  store: ChatStore;
  heard: ServerEvent[];
  /**
   * Who has left which dialog: nobody comes back. They would begin with everything unread, and what is repeated of the
   * time before could not be told from what is new; a server does not repeat that.
   */
  departed: Set<string>;
}

const dialogIds = ['a', 'b', 'c'];

function pickMessage({ server }: World, { dialogId, who, pick }: Step, isOwn: boolean) {
  if (!server.chat.dialogs.has(dialogId)) return undefined;
  const messages = server.chat
    .messages(dialogId)
    .filter(({ sender_id, is_deleted }) => !isOwn || (sender_id === who && !is_deleted));
  return messages[pick % Math.max(1, messages.length)];
}

/** What the server does, and what the store's user does here. Steps that make no sense at the moment do nothing. */
const steps: Record<string, (world: World, step: Step) => unknown> = {
  write: ({ server }, { dialogId, who, pick }) => server.chat.write(dialogId, who, `text ${pick}`),
  edit(world, step) {
    const message = pickMessage(world, step, true);
    if (message) world.server.chat.edit(step.dialogId, message.id, `edited ${step.pick}`);
  },
  remove(world, step) {
    const message = pickMessage(world, step, true);
    if (message) world.server.chat.remove(step.dialogId, message.id);
  },
  read(world, step) {
    const message = pickMessage(world, step, false);
    if (message) world.server.chat.read(step.dialogId, step.who, message.id);
  },
  archive: ({ server }, { dialogId, pick }) => server.chat.choose(dialogId, { isArchived: pick % 2 === 0 }),
  pin: ({ server }, { dialogId, pick }) => server.chat.choose(dialogId, { isPinned: pick % 2 === 0 }),
  join({ server, departed }, { dialogId, who }) {
    if (!departed.has(`${who} ${dialogId}`)) server.chat.join(dialogId, who);
  },
  leave({ server, departed }, { dialogId, who }) {
    departed.add(`${who} ${dialogId}`);
    server.chat.leave(dialogId, who);
  },
  events: ({ server }) => server.deliverEvents(),
  answer: ({ server }, { pick }) => server.deliverAnswer(pick % Math.max(1, server.answersOnTheirWay())),
  again({ server, heard }, { pick }) {
    const messageEvents = heard.filter(
      (event) => event.type.startsWith('message.') && isLatestOfItsKind(event, heard),
    );
    const event = messageEvents[pick % Math.max(1, messageEvents.length)];
    if (event) server.repeat(event);
  },
  loadList: ({ store }, { pick }) =>
    store.loadDialogs((['active', 'archived', 'available'] as const)[pick % 3] ?? 'active'),
  open: ({ store }, { dialogId }) => store.openDialog(dialogId),
  send: ({ store }, { dialogId, pick }) => store.send(dialogId, { content: `sent ${pick}` }),
  markRead({ store }, { dialogId }) {
    const last = store.getState().timelines.get(dialogId)?.messages.at(-1);
    if (last) store.markRead(dialogId, last.id);
  },
  wait: () => vi.advanceTimersByTimeAsync(150),
};

/** Of several edits of a message only the last is ever said again: where the message is not loaded, it is the truth. */
function isLatestOfItsKind(event: ServerEvent, heard: readonly ServerEvent[]): boolean {
  if (event.type !== 'message.edited') return true;
  return heard.findLast((other) => other.type === event.type && other.id === event.id) === event;
}

/** Steps that only those may take who are in the dialog. */
const inside = ['write', 'edit', 'remove', 'read', 'archive', 'pin', 'send'];

async function take(world: World, step: Step): Promise<void> {
  const people = world.server.chat.dialogs.get(step.dialogId)?.people;
  const actor = ['archive', 'pin', 'send'].includes(step.what) ? 'me' : step.who;
  if (inside.includes(step.what) && !people?.has(actor)) return;
  void steps[step.what]?.(world, step);
  await vi.advanceTimersByTimeAsync(0);
}

/** Lets everything arrive that is on its way, and all that follows from it. */
async function settle({ server }: World): Promise<void> {
  for (let quietRounds = 0; quietRounds < 4; ) {
    server.deliverEvents();
    const count = server.answersOnTheirWay();
    for (let index = 0; index < count; index++) server.deliverAnswer(0);
    await vi.advanceTimersByTimeAsync(2_000);
    quietRounds = server.answersOnTheirWay() === 0 ? quietRounds + 1 : 0;
  }
}

function expectTruth({ server, store }: World): void {
  const state = store.getState();
  for (const id of dialogIds) {
    const truth = server.chat.dialogForMe(id);
    if (truth.i_am_participant) expect(state.dialogs.get(id)).toEqual(truth);
    const timeline = state.timelines.get(id);
    if (timeline?.status === 'ready' && truth.i_am_participant) {
      expect(timeline.messages).toEqual(server.chat.messages(id));
    }
    const people = state.participants.get(id);
    if (people?.status === 'ready' && truth.i_am_participant) {
      const byId = (a: { user_id: string }, b: { user_id: string }) => (a.user_id < b.user_id ? -1 : 1);
      expect([...people.list].sort(byId)).toEqual(server.chat.participants(id).sort(byId));
    }
  }
  expect(state.outgoing).toEqual([]);
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom(...Object.keys(steps), 'write', 'write', 'events', 'answer'),
  dialogId: fc.constantFrom(...dialogIds),
  who: fc.constantFrom('me', 'anna', 'bob'),
  pick: fc.nat(20),
});

async function openWorld(): Promise<World> {
  const server = createFakeServer();
  server.chat.addDialog('a', ['me', 'anna', 'bob']);
  server.chat.addDialog('b', ['me', 'anna']);
  server.chat.addDialog('c', ['anna', 'bob']);
  server.chat.write('a', 'anna', 'before');
  const store = createChatStore({
    client: {
      ...server.client,
      openSocket: (options) =>
        server.client.openSocket({
          ...options,
          onEvent(event) {
            heard.push(event);
            options.onEvent(event);
          },
        }),
    },
    connection: { baseUrl: 'http://chat.test', userId: 'me' },
    outgoingStorage: createMemoryStorage(),
  });
  const heard: ServerEvent[] = [];
  store.connect();
  await vi.advanceTimersByTimeAsync(0);
  server.settings.isManual = true;
  void store.loadDialogs('active');
  void store.loadDialogs('archived');
  void store.loadDialogs('available');
  await vi.advanceTimersByTimeAsync(0);
  return { server, store, heard, departed: new Set() };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('however events and answers overtake or repeat each other, the store ends where the server is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 80 }), async (history) => {
      const world = await openWorld();
      for (const next of history) await take(world, next);
      await settle(world);
      expectTruth(world);
      world.store.destroy();
    }),
    { numRuns: 200 },
  );
});

test('after the connection was lost in the middle of it all, the store still ends where the server is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 15, maxLength: 40 }),
      fc.array(step, { minLength: 8, maxLength: 25 }),
      fc.array(step, { minLength: 8, maxLength: 25 }),
      async (before, meanwhile, after) => {
        const world = await openWorld();
        for (const next of before) await take(world, next);
        world.server.cut();
        world.heard.length = 0;
        for (const next of meanwhile) await take(world, next);
        world.server.connect();
        for (const next of after) await take(world, next);
        await settle(world);
        for (const id of dialogIds) void world.store.openDialog(id);
        await settle(world);
        expectTruth(world);
        world.store.destroy();
      },
    ),
    { numRuns: 150 },
  );
});
