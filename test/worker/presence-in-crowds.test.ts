import { expect, it } from 'vitest';
import { announcedAmongAtMost, createRoomPresence } from '../../durable-objects/dialog-room/presence.ts';

/** A room in which so many are online; gives whose inboxes are told that one more came. */
function toldOfOneMore(onlineCount: number, quiet: ReadonlySet<string> = new Set()): string[] {
  const online = new Map(Array.from({ length: onlineCount }, (_, number) => [`person-${number}`, 1]));
  const told: string[] = [];
  const presence = createRoomPresence({
    dialogId: 'dialog',
    memory: {
      members: () => undefined,
      online: () => online,
      setOnline: (userId, version) => void online.set(userId, version),
      setOffline: (userId) => void online.delete(userId),
    },
    sockets: () => [],
    isQuiet: (userId) => quiet.has(userId),
    tellInbox: async (userId) => void told.push(userId),
    tellTyping: async () => undefined,
    inBackground: () => undefined,
    now: () => 0,
  });
  presence.note('newcomer', true, 1);
  expect(online.has('newcomer')).toBe(true);
  return told;
}

it('everyone who is online hears of who comes, up to 200 people', () => {
  expect(toldOfOneMore(announcedAmongAtMost - 1)).toHaveLength(announcedAmongAtMost - 1);
});

it('in a crowd nobody is told, and it is noted all the same', () => {
  expect(toldOfOneMore(announcedAmongAtMost)).toEqual([]);
});

it('an inbox that has nobody to tell is not called', () => {
  expect(toldOfOneMore(3, new Set(['person-1']))).toEqual(['person-0', 'person-2']);
});
