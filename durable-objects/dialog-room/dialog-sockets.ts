import type { AlarmClock } from '../alarm-clock.ts';
import type { Log } from '../log.ts';
import type { ObjectStorage } from '../object-storage.ts';
import { nameOf } from '../settings.ts';
import { attach, attachmentOf, remember } from '../sockets/attachment.ts';
import { createSpeechRate, hear } from '../sockets/hearing.ts';
import { newAttachment, type SocketOpening, upgradeAnswer } from '../sockets/opening.ts';
import { greetWithinMs, within } from '../sockets/patience.ts';
import { answerClose, closeQuietly, greet, say } from '../sockets/speaking.ts';
import { firstLookAt, isPresent, openSockets, sweepSockets } from '../sockets/sweep.ts';
import { createHosting } from './hosting.ts';
import type { RoomPresence } from './presence.ts';

export interface DialogSocketsDependencies {
  state: DurableObjectState;
  storage: ObjectStorage;
  clock: AlarmClock;
  presence: RoomPresence;
  log: Log;
  /** Tells a user's inbox that this room has, or no longer has, a socket of theirs. */
  tellInbox(userId: string, isOpen: boolean): Promise<void>;
  inBackground(work: Promise<void>): void;
}

/** The sockets that hear of one dialog alone. Their users count as online, through their inboxes. */
export interface DialogSockets {
  /** Opens a socket for a participant. */
  open(request: Request, opening: SocketOpening): Response;
  /** Takes in what a client said. */
  hear(socket: WebSocket, data: string | ArrayBuffer): void;
  /** Lets go of a socket that its client closed, or that broke. */
  release(socket: WebSocket, code: number): Promise<void>;
  /** Closes what must be closed and lets the inboxes know whose sockets are here. */
  sweep(): Promise<void>;
}

const retryAfterMs = 1_000;

/**
 * By which the runtime finds the sockets of a user among thousands. A tag may have 256 bytes and a user id more: those that
 * begin alike share one.
 */
function tagOf(userId: string): string {
  return userId.slice(0, 64);
}

export function createDialogSockets(dependencies: DialogSocketsDependencies): DialogSockets {
  const { state, storage, clock, presence, log, tellInbox, inBackground } = dependencies;
  const rate = createSpeechRate();
  const hosting = createHosting({
    storage,
    tellInbox,
    isPresent: (userId) =>
      openSockets(state, tagOf(userId)).some(
        (socket) => attachmentOf(socket).userId === userId && isPresent(state, socket, Date.now()),
      ),
  });

  /** Lets inboxes know; those that cannot be told are told later. */
  async function telling(inboxes: () => Promise<void>): Promise<void> {
    // Sockets of a deleted dialog close when its storage is gone, and must not make it anew.
    if (storage.isEmpty()) return;
    try {
      await inboxes();
    } catch (error) {
      log.warn('inboxes not told of sockets', { dialog: nameOf(state), error });
      clock.setNoLater('sockets', Date.now() + retryAfterMs);
    }
  }

  async function sweep(): Promise<void> {
    if (storage.isEmpty()) return;
    const { presentUserIds, lookAgainAt } = sweepSockets(state, Date.now());
    if (lookAgainAt !== undefined) clock.set('sockets', lookAgainAt);
    await telling(() => hosting.reconcileAll(presentUserIds));
  }

  return {
    sweep,
    open(request, opening) {
      const { 0: client, 1: server } = new WebSocketPair();
      state.acceptWebSocket(server, [tagOf(opening.userId)]);
      const attachment = newAttachment(opening, Date.now());
      attach(server, attachment);
      clock.setNoLater('sockets', firstLookAt(attachment));
      // An inbox that does not answer is told later; the socket hears everything all the same.
      const told = telling(() => hosting.reconcile(opening.userId));
      inBackground(within(greetWithinMs, told).finally(() => greet(server)));
      return upgradeAnswer(request, client);
    },
    hear(socket, data) {
      const now = Date.now();
      const heard = hear(rate, socket, data, now);
      if (heard.status === 'close') return closeQuietly(socket, heard.code, heard.reason);
      remember(socket, { heardAt: now });
      if (heard.status === 'not_understood') {
        return say(socket, { type: 'error', message: 'Invalid message format' });
      }
      const { message } = heard;
      if (message.type === 'ping') say(socket, { type: 'pong' });
      // A dialog socket is subscribed to its dialog, always, and to no other.
      if (message.type === 'typing' && message.dialog_id === nameOf(state)) {
        presence.relayTyping(attachmentOf(socket).userId);
      }
    },
    async release(socket, code) {
      answerClose(socket, code);
      await telling(() => hosting.reconcile(attachmentOf(socket).userId));
    },
  };
}
