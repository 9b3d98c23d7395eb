import type { ServerEvent } from '../../contract/events.ts';
import { openFileStorage } from '../../storage/file-storage.ts';
import { type AlarmClock, createAlarmClock } from '../alarm-clock.ts';
import { signAttachments } from '../files/attachment-urls.ts';
import { createLog } from '../log.ts';
import { openObjectStorage } from '../object-storage.ts';
import { nameOf, requireSettings } from '../settings.ts';
import { openSockets } from '../sockets/sweep.ts';
import { createAftermath, type RoomAftermath } from './aftermath.ts';
import { carryOut } from './delivery.ts';
import { createDialogSockets, type DialogSockets } from './dialog-sockets.ts';
import { messagesOf } from './effects.ts';
import { createFanOut } from './fan-out.ts';
import { createIntentLog } from './intents.ts';
import type { KnownPresence } from './operations/operation.ts';
import { createRoomPresence, type PresenceChange, type RoomPresence } from './presence.ts';
import { createQuietInboxes, type QuietInboxes } from './quiet-inboxes.ts';
import { createRoomMemory, type RoomMemory } from './room-memory.ts';
import { roomMigrations } from './storage.ts';
import { createRoomWriter, type RoomWriter } from './writer.ts';

/**
 * With no more participants than this, every inbox is called each time: an inbox writes down whose calls it declined, and in
 * a small conversation that costs more than the calls.
 */
const alwaysCalled = 16;

/** The parts of a room that its calls reach. */
export interface Room {
  writer: RoomWriter;
  memory: RoomMemory;
  presence: RoomPresence;
  quietInboxes: Pick<QuietInboxes, 'awaken'>;
  sockets: DialogSockets;
  aftermath: RoomAftermath;
  clock: AlarmClock;
  /** Whether someone is online, as their inbox says. */
  presenceOf(userId: string): Promise<KnownPresence>;
}

/** Puts a room together over what the runtime gives it. */
export function assembleRoom(state: DurableObjectState, env: Env): Room {
  const dialogId = nameOf(state);
  const settings = requireSettings(env);
  const log = createLog(settings.logLevel, 'dialog-room');
  const storage = openObjectStorage(state.storage, roomMigrations);
  const memory = createRoomMemory(storage);
  const intents = createIntentLog(storage);
  const files = openFileStorage(settings.storage, env.FILES);
  const inbox = (userId: string) => env.USER_INBOX.getByName(userId);
  const sockets = () => openSockets(state);

  function inBackground(work: Promise<void>): void {
    const logged = work.catch((error: unknown) => {
      log.warn('background work failed', { dialog: dialogId, error });
    });
    state.waitUntil(logged);
  }

  const clock = createAlarmClock({
    storage,
    log,
    work: {
      recovery: () => writer.recover(),
      sockets: () => dialogSockets.sweep(),
      webhooks: () => aftermath.work.webhooks(),
      notifications: () => aftermath.work.notifications(),
      archive: () => aftermath.work.archive(),
      files: () => aftermath.work.files(),
    },
  });

  const quietInboxes = createQuietInboxes();
  const fanOut = createFanOut<ServerEvent>({
    deliver(userId, events) {
      const maySayNobody = (memory.members()?.size ?? 0) > alwaysCalled;
      return quietInboxes.calling(userId, () => inbox(userId).deliver(dialogId, events, maySayNobody));
    },
    reportFailure: (user, error) => log.warn('events not delivered', { dialog: dialogId, user, error }),
  });

  const presenceFanOut = createFanOut<PresenceChange>({
    deliver: (userId, changes) => inbox(userId).hearPresence(changes),
    reportFailure: (user, error) => log.warn('presence not delivered', { dialog: dialogId, user, error }),
  });

  const presence = createRoomPresence({
    dialogId,
    memory,
    sockets,
    isQuiet: quietInboxes.isQuiet,
    tellInbox: (userId, change) => presenceFanOut.send(userId, [change]),
    tellTyping: (userId, typistId) => inbox(userId).hearTyping(dialogId, typistId),
    inBackground,
    now: Date.now,
  });

  const dialogSockets = createDialogSockets({
    state,
    storage,
    clock,
    presence,
    log,
    tellInbox: (userId, isOpen) => inbox(userId).noteSocketElsewhere(dialogId, isOpen),
    inBackground,
  });

  const aftermath: RoomAftermath = createAftermath({
    dialogId,
    settings,
    storage,
    files,
    clock,
    log,
    submit: async (operation) => (await writer.submit(operation)).outcome,
    inBackground,
    forgetMembers: () => memory.forgetPeople(),
    forgetAll() {
      memory.reset();
      inBackground(storage.forget());
    },
  });

  const writer: RoomWriter = createRoomWriter({
    settings,
    dialogId,
    memory,
    intents,
    aftermath,
    sign: (effects) => signAttachments(files, messagesOf(effects)),
    carryOut: (effects, urls) =>
      carryOut(effects, urls, {
        memory,
        fanOut,
        isQuiet: quietInboxes.isQuiet,
        sockets,
        aftermath,
        transaction: (work) => storage.transaction(work),
      }),
    recoverLater: (withinMs) => clock.setNoLater('recovery', Date.now() + withinMs),
    inBackground,
    forgetDialog: () => aftermath.forgetWhenDone(),
  });

  aftermath.resume();
  // What a crash left untold is told as soon as the room wakes, whatever woke it.
  if (intents.unresolved().flights.length > 0) inBackground(writer.recover());

  return {
    writer,
    memory,
    presence,
    quietInboxes,
    sockets: dialogSockets,
    aftermath,
    clock,
    async presenceOf(userId) {
      try {
        return await inbox(userId).presence();
      } catch (error) {
        log.warn('presence not known', { user: userId, error });
        return { isOnline: false, version: 0 };
      }
    },
  };
}
