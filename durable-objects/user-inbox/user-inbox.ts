import { DurableObject } from 'cloudflare:workers';
import type { ClientMessage, ServerEvent } from '../../contract/events.ts';
import { limits } from '../../contract/limits.ts';
import { pingText, pongText } from '../../contract/sockets.ts';
import { openDatabase } from '../../database/client.ts';
import { activeDialogIds } from '../../database/reads/active-dialog-ids.ts';
import { type AlarmClock, createAlarmClock } from '../alarm-clock.ts';
import type { PresenceChange } from '../dialog-room/presence.ts';
import type { Heard } from '../dialog-room/quiet-inboxes.ts';
import { createLog, type Log } from '../log.ts';
import { type ObjectStorage, openObjectStorage } from '../object-storage.ts';
import { nameOf, requireSettings } from '../settings.ts';
import { attach, attachmentOf, remember } from '../sockets/attachment.ts';
import { createSpeechRate, hear } from '../sockets/hearing.ts';
import { newAttachment, readOpening, upgradeAnswer } from '../sockets/opening.ts';
import { greetWithinMs, within } from '../sockets/patience.ts';
import {
  answerClose,
  closeQuietly,
  greet,
  say,
  sayToAll,
  transportError,
  tryAgainLater,
} from '../sockets/speaking.ts';
import { firstLookAt, openSockets, sweepSockets } from '../sockets/sweep.ts';
import { type Announcer, createAnnouncer } from './announcer.ts';
import { createDeclinedCalls, type DeclinedCalls } from './declined-calls.ts';
import { isPresenceNews } from './peers.ts';
import { createPresenceBook, type PresenceBook } from './presence-book.ts';
import { hasSocketElsewhere, noteSocketElsewhere } from './sockets-elsewhere.ts';
import { inboxMigrations } from './storage.ts';

/** A page reload closes the last socket and opens another: nobody is told of a user gone for less than this. */
const goneAfterMs = 5_000;
/** In how many dialogs a change of presence is announced (contract §6). */
const announcedDialogs = 200;

/** One user: their sockets, and whether they are online. Its name is the user's id. */
export class UserInbox extends DurableObject<Env> {
  readonly #storage: ObjectStorage;
  readonly #book: PresenceBook;
  readonly #announcer: Announcer;
  readonly #declinedCalls: DeclinedCalls;
  readonly #clock: AlarmClock;
  readonly #log: Log;
  readonly #rate = createSpeechRate();

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    const settings = requireSettings(env);
    const log = createLog(settings.logLevel, 'user-inbox');
    this.#log = log;
    this.#storage = openObjectStorage(state.storage, inboxMigrations);
    this.#book = createPresenceBook(this.#storage);
    this.#declinedCalls = createDeclinedCalls(this.#storage, (dialogId) =>
      env.DIALOG_ROOM.getByName(dialogId).awakenInbox(nameOf(state)),
    );
    this.#clock = createAlarmClock({
      storage: this.#storage,
      log,
      work: {
        sockets: () => this.#sweep(),
        gone: () => this.#leaveIfGone(),
        announce: () => this.#announcer.retry(),
      },
    });
    this.#announcer = createAnnouncer({
      book: this.#book,
      activeDialogIds: () => openDatabase(settings).run(activeDialogIds(nameOf(state), announcedDialogs)),
      tellRoom: (dialogId, { isOnline, version }) =>
        env.DIALOG_ROOM.getByName(dialogId).setPresence(nameOf(state), isOnline, version),
      retryAfter: (delayMs) => this.#clock.set('announce', Date.now() + delayMs),
      allIsTold: () => this.#clock.clear('announce'),
      reportFailure: (message, error) => log.warn(message, { user: nameOf(state), error }),
      now: Date.now,
    });
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair(pingText, pongText));
  }

  /** Opens a socket for the user, whom the Worker has verified. */
  override async fetch(request: Request): Promise<Response> {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    const attachment = newAttachment(readOpening(request), Date.now());
    attach(server, attachment);
    this.#clock.clear('gone');
    this.#clock.setNoLater('sockets', firstLookAt(attachment));
    this.ctx.waitUntil(this.#welcome(server));
    return upgradeAnswer(request, client);
  }

  /**
   * Passes on events of a dialog in which the user takes part, or did until this very event. A room that lets it say `nobody`
   * is told before the next socket hears `connected`.
   */
  async deliver(dialogId: string, events: ServerEvent[], maySayNobody: boolean): Promise<Heard> {
    const isDeclined =
      maySayNobody && openSockets(this.ctx).length === 0 && this.#declinedCalls.decline(dialogId);
    // Someone who never connected has nothing to hear with; nothing else is stored for them.
    if (this.#storage.isEmpty()) return 'heard';
    await this.#takeIn(dialogId, events);
    return isDeclined ? 'nobody' : 'heard';
  }

  async #takeIn(dialogId: string, events: ServerEvent[]): Promise<void> {
    sayToAll(openSockets(this.ctx), events);
    const aboutSelf = events.filter((event) => 'user_id' in event && event.user_id === nameOf(this.ctx));
    const hasLeft = aboutSelf.some((event) => event.type === 'participant.left');
    const isDeleted = events.some((event) => event.type === 'dialog.deleted');
    if (hasLeft || isDeleted) this.#book.exclude(dialogId);
    // The room of a deleted dialog has forgotten whose sockets it held, and so cannot say that they closed.
    if (isDeleted) await this.noteSocketElsewhere(dialogId, false);
    if (aboutSelf.some((event) => event.type === 'participant.joined'))
      await this.#announcer.announceIn(dialogId);
  }

  /** Passes on that someone is typing, to the sockets that asked to hear of it. */
  async hearTyping(dialogId: string, typistId: string): Promise<void> {
    const listeners = openSockets(this.ctx).filter((socket) =>
      attachmentOf(socket).subscriptions.includes(dialogId),
    );
    sayToAll(listeners, [{ type: 'typing', dialog_id: dialogId, user_id: typistId }]);
  }

  /** Passes on changes of other people's presence, unless another room told of them already. */
  async hearPresence(changes: PresenceChange[]): Promise<void> {
    if (this.#storage.isEmpty()) return;
    const news = changes.filter(({ userId, version }) => isPresenceNews(this.#storage, userId, version));
    sayToAll(
      openSockets(this.ctx),
      news.map(({ userId, isOnline }) => ({
        type: 'presence.update',
        user_id: userId,
        is_online: isOnline,
      })),
    );
  }

  /** Whether the user is online, and the number of that change. */
  async presence(): Promise<{ isOnline: boolean; version: number }> {
    return this.#book.self();
  }

  /** A dialog's room has, or no longer has, a socket of this user; it counts like one here. */
  async noteSocketElsewhere(dialogId: string, isOpen: boolean): Promise<void> {
    noteSocketElsewhere(this.#storage, dialogId, isOpen);
    if (!isOpen) return this.#expectLeaving();
    this.#clock.clear('gone');
    await this.#announcer.arrive();
    await this.#announcer.announceIn(dialogId);
  }

  /** Says `connected` once all rooms know that somebody is here: from then on every event arrives. */
  async #welcome(socket: WebSocket): Promise<void> {
    try {
      await within(greetWithinMs, Promise.all([this.#announcer.arrive(), this.#declinedCalls.takeBack()]));
      greet(socket);
    } catch (error) {
      this.#log.warn('not all rooms know that somebody is here', { user: nameOf(this.ctx), error });
      closeQuietly(socket, tryAgainLater, 'Try again shortly');
    }
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const now = Date.now();
    const heard = hear(this.#rate, socket, data, now);
    if (heard.status === 'close') return closeQuietly(socket, heard.code, heard.reason);
    remember(socket, { heardAt: now });
    if (heard.status === 'not_understood')
      return say(socket, { type: 'error', message: 'Invalid message format' });
    await this.#answer(socket, heard.message);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    answerClose(socket, code);
    this.#expectLeaving();
  }

  override webSocketError(socket: WebSocket): void {
    answerClose(socket, transportError);
    this.#expectLeaving();
  }

  override async alarm(): Promise<void> {
    await this.#clock.ring();
  }

  async #answer(socket: WebSocket, message: ClientMessage): Promise<void> {
    const { subscriptions } = attachmentOf(socket);
    switch (message.type) {
      case 'ping':
        return say(socket, { type: 'pong' });
      case 'typing':
        return this.env.DIALOG_ROOM.getByName(message.dialog_id).relayTyping(nameOf(this.ctx));
      case 'unsubscribe':
        return remember(socket, { subscriptions: subscriptions.filter((id) => id !== message.dialog_id) });
      case 'subscribe':
        return this.#subscribe(socket, message.dialog_id);
    }
  }

  async #subscribe(socket: WebSocket, dialogId: string): Promise<void> {
    const { subscriptions } = attachmentOf(socket);
    if (subscriptions.includes(dialogId)) return;
    if (subscriptions.length >= limits.subscriptionsPerSocket) {
      const message = `At most ${limits.subscriptionsPerSocket} subscriptions a socket: unsubscribe from one first`;
      return say(socket, { type: 'error', message });
    }
    remember(socket, { subscriptions: [...subscriptions, dialogId] });
    if (this.#book.includes(dialogId)) return;
    // Rooms pass typing on to those they know to be online, and only the most active were told by themselves. A room that
    // never loaded its roster believes what it is told, and anyone may name any dialog.
    const takesPart = await this.env.DIALOG_ROOM.getByName(dialogId).hasMember(nameOf(this.ctx));
    if (takesPart) await this.#announcer.announceIn(dialogId);
  }

  /** Whether the user is anywhere: heard of here within the last minute, or connected to a dialog's room. */
  async #sweep(): Promise<void> {
    const { presentUserIds, lookAgainAt } = sweepSockets(this.ctx, Date.now());
    if (lookAgainAt !== undefined) this.#clock.set('sockets', lookAgainAt);
    if (presentUserIds.size > 0 || hasSocketElsewhere(this.#storage)) return this.#announcer.arrive();
    // Closed just now because its token expired, the last socket may be followed by one with a new token.
    if (openSockets(this.ctx).length === 0) return this.#expectLeaving();
    await this.#announcer.leave();
  }

  #expectLeaving(): void {
    if (openSockets(this.ctx).length > 0 || hasSocketElsewhere(this.#storage)) return;
    this.#clock.setNoLater('gone', Date.now() + goneAfterMs);
  }

  async #leaveIfGone(): Promise<void> {
    if (openSockets(this.ctx).length > 0 || hasSocketElsewhere(this.#storage)) return;
    await this.#announcer.leave();
  }
}
