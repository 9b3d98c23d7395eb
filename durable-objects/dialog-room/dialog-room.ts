import { DurableObject } from 'cloudflare:workers';
import type { CreateDialogBody } from '../../contract/dialogs.ts';
import { type ClientMessage, pingText, pongText } from '../../contract/events.ts';
import type { ParticipantInput } from '../../contract/participants.ts';
import type { ScopeLevels } from '../../contract/scopes.ts';
import type { Settings } from '../../contract/settings.ts';
import { openDatabase } from '../../database/client.ts';
import { readRoster } from '../../database/reads/roster.ts';
import type { UserChoice } from '../../database/writes/choose-for-user.ts';
import { type AlarmClock, createAlarmClock } from '../alarm-clock.ts';
import { createLog, type Log } from '../log.ts';
import { type ObjectStorage, openObjectStorage } from '../object-storage.ts';
import { nameOf, requireSettings } from '../settings.ts';
import { attach, attachmentOf, remember } from '../sockets/attachment.ts';
import { createSpeechRate, hear } from '../sockets/hearing.ts';
import { newAttachment, readOpening, upgradeAnswer } from '../sockets/opening.ts';
import { answerClose, closeQuietly, greet, say } from '../sockets/speaking.ts';
import { firstLookAt, openSockets, sweepSockets } from '../sockets/sweep.ts';
import { carryOut } from './delivery.ts';
import { createFanOut } from './fan-out.ts';
import { writeOperations } from './flight.ts';
import { reconcileHosting } from './hosting.ts';
import { createIntentLog, type IntentLog } from './intents.ts';
import type {
  EditOperation,
  KnownPresence,
  Operation,
  Outcome,
  SendOperation,
} from './operations/operation.ts';
import { createRoomPresence, type RoomPresence } from './presence.ts';
import { createRoomMemory, type RoomMemory } from './room-memory.ts';
import { roomMigrations } from './storage.ts';
import { createWriteQueue, type WriteQueue } from './write-queue.ts';

/** What a call came to, and how many round trips to Postgres it took part in. */
export interface Answer {
  outcome: Outcome;
  roundTrips: number;
}

/** As many operations as one statement carries comfortably: 200 messages of the longest text are 10 MB. */
const batchSize = 200;

/** The outcomes that say that this room's dialog is not, or that another room's is in its stead. */
const meansNoDialog: ReadonlySet<Outcome['status']> = new Set([
  'dialog_missing',
  'replayed_creation',
  'key_reused',
  'key_in_use',
]);

/** One dialog: all its writes, their order, and everyone's hearing of them. Its name is the dialog's id. */
export class DialogRoom extends DurableObject<Env> {
  readonly #settings: Settings;
  readonly #log: Log;
  readonly #storage: ObjectStorage;
  readonly #memory: RoomMemory;
  readonly #intents: IntentLog;
  readonly #clock: AlarmClock;
  readonly #presence: RoomPresence;
  readonly #queue: WriteQueue<Operation, Answer>;
  readonly #fanOut;
  readonly #rate = createSpeechRate();

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#settings = requireSettings(env);
    this.#log = createLog(this.#settings.logLevel, 'dialog-room');
    this.#storage = openObjectStorage(state.storage, roomMigrations);
    this.#memory = createRoomMemory(this.#storage);
    this.#intents = createIntentLog(this.#storage);
    this.#clock = createAlarmClock({
      storage: this.#storage,
      log: this.#log,
      work: { recovery: () => this.#recover(), sockets: () => this.#sweep() },
    });
    this.#fanOut = createFanOut({
      deliver: (userId, events) => this.#inbox(userId).deliver(nameOf(state), events),
      reportFailure: (user, error) =>
        this.#log.warn('events not delivered', { dialog: nameOf(state), user, error }),
    });
    this.#presence = createRoomPresence({
      dialogId: nameOf(state),
      memory: this.#memory,
      sockets: () => openSockets(state),
      inbox: (userId) => this.#inbox(userId),
      inBackground: (work) => this.#inBackground(work),
      now: Date.now,
    });
    this.#queue = createWriteQueue({ write: (operations) => this.#write(operations), batchSize });
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair(pingText, pongText));
    if (this.#intents.unresolved().flights.length > 0) this.#inBackground(this.#recover());
  }

  /** Creates the dialog that this room is for; its id was chosen by the caller. */
  async create(body: CreateDialogBody, idempotency?: { key: string; requestHash: string }): Promise<Answer> {
    const presence = new Map(
      await Promise.all(
        body.participants.map(async ({ user_id }) => [user_id, await this.#presenceOf(user_id)] as const),
      ),
    );
    return this.#submit({ kind: 'create', body, idempotency, presence });
  }

  deleteDialog(): Promise<Answer> {
    return this.#submit({ kind: 'delete_dialog' });
  }

  replaceScopes(scopes: ScopeLevels[]): Promise<Answer> {
    return this.#submit({ kind: 'replace_scopes', scopes });
  }

  async addParticipant(person: ParticipantInput): Promise<Answer> {
    return this.#submit({ kind: 'add', person, presence: await this.#presenceOf(person.user_id) });
  }

  async join(person: ParticipantInput, scope: ScopeLevels): Promise<Answer> {
    return this.#submit({ kind: 'join', person, scope, presence: await this.#presenceOf(person.user_id) });
  }

  withdraw(userId: string, reason: 'left' | 'removed'): Promise<Answer> {
    return this.#submit({ kind: 'withdraw', userId, reason });
  }

  send(message: Omit<SendOperation, 'kind'>): Promise<Answer> {
    return this.#submit({ kind: 'send', ...message });
  }

  edit(edit: Omit<EditOperation, 'kind'>): Promise<Answer> {
    return this.#submit({ kind: 'edit', ...edit });
  }

  deleteMessage(userId: string, messageId: string): Promise<Answer> {
    return this.#submit({ kind: 'delete_message', userId, messageId });
  }

  markRead(userId: string, messageId: string): Promise<Answer> {
    return this.#submit({ kind: 'read', userId, messageId });
  }

  choose(userId: string, choice: UserChoice): Promise<Answer> {
    return this.#submit({ kind: 'choose', userId, choice });
  }

  /** Who of the participants is online. */
  onlineUserIds(): string[] {
    return [...this.#memory.online().keys()];
  }

  /** A participant's inbox says that they came or went. */
  setPresence(userId: string, isOnline: boolean, version: number): void {
    this.#presence.note(userId, isOnline, version);
  }

  /** Passes on that a participant is typing. */
  relayTyping(userId: string): void {
    this.#presence.relayTyping(userId);
  }

  /** Opens a dialog socket for a user whom the Worker has verified; 403 or 404 for one who does not take part. */
  override async fetch(request: Request): Promise<Response> {
    const opening = readOpening(request);
    const members = await this.#currentMembers();
    if (members === undefined) return new Response(null, { status: 404 });
    if (!members.has(opening.userId)) return new Response(null, { status: 403 });

    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    const attachment = newAttachment(opening, Date.now());
    attach(server, attachment);
    this.#clock.setNoLater('sockets', firstLookAt(attachment));
    this.#inBackground(this.#sweep().finally(() => greet(server)));
    return upgradeAnswer(request, client);
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    const now = Date.now();
    const heard = hear(this.#rate, socket, data, now);
    if (heard.status === 'close') return closeQuietly(socket, heard.code, heard.reason);
    remember(socket, { heardAt: now });
    if (heard.status === 'not_understood')
      return say(socket, { type: 'error', message: 'Invalid message format' });
    this.#answer(socket, heard.message);
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    answerClose(socket, code);
    await this.#sweep();
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    closeQuietly(socket, 1011, 'Transport error');
    await this.#sweep();
  }

  override async alarm(): Promise<void> {
    await this.#clock.ring();
  }

  #inbox(userId: string) {
    return this.env.USER_INBOX.getByName(userId);
  }

  #inBackground(work: Promise<void>): void {
    const logged = work.catch((error: unknown) => {
      this.#log.warn('background work failed', { dialog: nameOf(this.ctx), error });
    });
    this.ctx.waitUntil(logged);
  }

  async #presenceOf(userId: string): Promise<KnownPresence> {
    try {
      return await this.#inbox(userId).presence();
    } catch (error) {
      this.#log.warn('presence not known', { user: userId, error });
      return { isOnline: false, version: 0 };
    }
  }

  async #submit(operation: Operation): Promise<Answer> {
    const answer = await this.#queue.submit(operation);
    // A room of a dialog that does not exist, never did or never came to be, keeps nothing.
    if (meansNoDialog.has(answer.outcome.status)) this.#forget();
    return answer;
  }

  async #write(operations: readonly Operation[]): Promise<Answer[]> {
    const database = openDatabase(this.#settings);
    const outcomes = await writeOperations(
      operations,
      {
        dialogId: nameOf(this.ctx),
        database,
        memory: this.#memory,
        intents: this.#intents,
        carryOut: (effects) =>
          carryOut(effects, {
            memory: this.#memory,
            fanOut: this.#fanOut,
            sockets: () => openSockets(this.ctx),
            forgetDialog: () => this.#forget(),
            transaction: (work) => this.#storage.transaction(work),
          }),
        recoverLater: (withinMs) => this.#clock.setNoLater('recovery', Date.now() + withinMs),
        now: () => new Date(),
      },
      (work) => this.#inBackground(work),
    );
    return outcomes.map((outcome) => ({ outcome, roundTrips: database.roundTrips }));
  }

  /** Finishes what earlier flights left unresolved. Throws while Postgres is away. */
  async #recover(): Promise<void> {
    if (this.#intents.unresolved().flights.length === 0) return;
    const { outcome } = await this.#queue.submit({ kind: 'recover' });
    if (outcome.status === 'unavailable') throw new Error('Postgres is still away');
  }

  /** Who takes part now; undefined for a dialog that does not exist. Asks Postgres only if this room never did. */
  async #currentMembers(): Promise<ReadonlySet<string> | undefined> {
    await this.#recover();
    const known = this.#memory.members();
    if (known !== undefined) return known;
    const loaded = await openDatabase(this.#settings).run(readRoster(nameOf(this.ctx)));
    if (loaded !== undefined) this.#memory.setMembers(loaded);
    return this.#memory.members();
  }

  #answer(socket: WebSocket, message: ClientMessage): void {
    if (message.type === 'ping') say(socket, { type: 'pong' });
    // A dialog socket is subscribed to its dialog, always, and to no other.
    if (message.type === 'typing' && message.dialog_id === nameOf(this.ctx)) {
      this.#presence.relayTyping(attachmentOf(socket).userId);
    }
  }

  /** Closes what must be closed and lets the inboxes know whose sockets are here. */
  async #sweep(): Promise<void> {
    const { presentUserIds, lookAgainAt } = sweepSockets(this.ctx, Date.now());
    if (lookAgainAt !== undefined) this.#clock.set('sockets', lookAgainAt);
    try {
      await reconcileHosting(presentUserIds, {
        storage: this.#storage,
        tellInbox: (userId, isOpen) => this.#inbox(userId).noteSocketElsewhere(nameOf(this.ctx), isOpen),
      });
    } catch (error) {
      this.#log.warn('inboxes not told of sockets', { dialog: nameOf(this.ctx), error });
      this.#clock.setNoLater('sockets', Date.now() + 1_000);
    }
  }

  #forget(): void {
    this.#memory.reset();
    this.#inBackground(this.#storage.forget());
  }
}
