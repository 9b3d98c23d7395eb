import { DurableObject } from 'cloudflare:workers';
import type { CreateDialogBody } from '../../contract/dialogs.ts';
import { pingText, pongText } from '../../contract/events.ts';
import type { ParticipantInput } from '../../contract/participants.ts';
import type { ScopeLevels } from '../../contract/scopes.ts';
import type { Settings } from '../../contract/settings.ts';
import { DatabaseUnavailable, openDatabase } from '../../database/client.ts';
import { readRoster } from '../../database/reads/roster.ts';
import type { UserChoice } from '../../database/writes/choose-for-user.ts';
import type { FileStorage } from '../../storage/file-storage.ts';
import { openFileStorage } from '../../storage/file-storage.ts';
import { type AlarmClock, createAlarmClock } from '../alarm-clock.ts';
import { signAttachments } from '../files/attachment-urls.ts';
import { createLog, type Log } from '../log.ts';
import { type ObjectStorage, openObjectStorage } from '../object-storage.ts';
import { nameOf, requireSettings } from '../settings.ts';
import { readOpening } from '../sockets/opening.ts';
import { transportError } from '../sockets/speaking.ts';
import { openSockets } from '../sockets/sweep.ts';
import type { OutgoingWebhook } from '../webhooks/events.ts';
import { createAftermath, type RoomAftermath } from './aftermath.ts';
import { carryOut } from './delivery.ts';
import { createDialogSockets, type DialogSockets } from './dialog-sockets.ts';
import { messagesOf } from './effects.ts';
import { createFanOut } from './fan-out.ts';
import { writeOperations } from './flight.ts';
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
import type { Upload, UploadClaim } from './uploads.ts';
import { createWriteQueue, type WriteQueue } from './write-queue.ts';

/** What a call came to, and how many round trips to Postgres it took part in. */
export interface Answer {
  outcome: Outcome;
  roundTrips: number;
}

/** As many operations as one statement carries comfortably: 200 messages of the longest text are 10 MB. */
const batchSize = 200;

/** Files presigned and never attached are deleted after this (contract §5). */
const orphanAfterMs = 24 * 60 * 60 * 1_000;

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
  readonly #files: FileStorage | undefined;
  readonly #aftermath: RoomAftermath;
  readonly #fanOut;
  readonly #sockets: DialogSockets;

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
      work: {
        recovery: () => this.#recover(),
        sockets: () => this.#sockets.sweep(),
        webhooks: () => this.#aftermath.work.webhooks(),
        notifications: () => this.#aftermath.work.notifications(),
        archive: () => this.#aftermath.work.archive(),
        files: () => this.#aftermath.work.files(),
      },
    });
    this.#files = openFileStorage(this.#settings.storage, env.FILES);
    this.#aftermath = createAftermath({
      dialogId: nameOf(state),
      settings: this.#settings,
      storage: this.#storage,
      files: this.#files,
      clock: this.#clock,
      log: this.#log,
      submit: async (operation) => (await this.#submit(operation)).outcome,
      forgetMembers: () => this.#memory.forgetPeople(),
      forgetAll: () => this.#forgetAll(),
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
    this.#sockets = createDialogSockets({
      state,
      storage: this.#storage,
      clock: this.#clock,
      presence: this.#presence,
      log: this.#log,
      tellInbox: (userId, isOpen) => this.#inbox(userId).noteSocketElsewhere(nameOf(state), isOpen),
      inBackground: (work) => this.#inBackground(work),
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

  /** Notes that a user was given a URL to upload a file to; unless it is attached it goes after 24 hours. */
  registerUpload(userId: string, upload: Upload): void {
    this.#aftermath.uploads.register(userId, upload, Date.now() + orphanAfterMs);
    this.#aftermath.expectUploads();
  }

  /** What was signed for this user under each key, or null. The copies are theirs to attach, within 24 hours. */
  claimUploads(userId: string, claims: UploadClaim[]): (Omit<Upload, 'key'> | null)[] {
    return this.#aftermath.uploads.claim(userId, claims, Date.now() + orphanAfterMs);
  }

  /** Sends a webhook that was parked once more. */
  retryWebhook(webhook: OutgoingWebhook): void {
    this.#aftermath.retry(webhook);
  }

  /** Who of the participants is online. */
  onlineUserIds(): string[] {
    return [...this.#memory.online().keys()];
  }

  /** Whether the user takes part; false while that cannot be known. */
  async hasMember(userId: string): Promise<boolean> {
    const { members } = await this.#currentMembers();
    return members?.has(userId) ?? false;
  }

  /** A participant's inbox says that they came or went. */
  setPresence(userId: string, isOnline: boolean, version: number): void {
    this.#presence.note(userId, isOnline, version);
  }

  /** Passes on that a participant is typing. */
  relayTyping(userId: string): void {
    this.#presence.relayTyping(userId);
  }

  /** Opens a dialog socket for a user whom the Worker has verified: else 403, 404, or 503 while that is not known. */
  override async fetch(request: Request): Promise<Response> {
    const opening = readOpening(request);
    const { status, members } = await this.#currentMembers();
    if (status === 'unavailable') return new Response(null, { status: 503 });
    if (members === undefined) return new Response(null, { status: 404 });
    if (!members.has(opening.userId)) return new Response(null, { status: 403 });

    return this.#sockets.open(request, opening);
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    this.#sockets.hear(socket, data);
  }

  override webSocketClose(socket: WebSocket, code: number): Promise<void> {
    return this.#sockets.release(socket, code);
  }

  override webSocketError(socket: WebSocket): Promise<void> {
    return this.#sockets.release(socket, transportError);
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
    if (meansNoDialog.has(answer.outcome.status)) this.#aftermath.forgetWhenDone();
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
        aftermath: this.#aftermath,
        sign: (effects) => signAttachments(this.#files, messagesOf(effects)),
        carryOut: (effects, urls) =>
          carryOut(effects, urls, {
            memory: this.#memory,
            fanOut: this.#fanOut,
            sockets: () => openSockets(this.ctx),
            aftermath: this.#aftermath,
            transaction: (work) => this.#storage.transaction(work),
          }),
        recoverLater: (withinMs) => this.#clock.setNoLater('recovery', Date.now() + withinMs),
        now: () => new Date(),
      },
      (work) => this.#inBackground(work),
    );
    return outcomes.map((outcome) => ({ outcome, roundTrips: database.roundTrips }));
  }

  /** Finishes what earlier flights left unresolved; false while Postgres is away. */
  async #isResolved(): Promise<boolean> {
    if (this.#intents.unresolved().flights.length === 0) return true;
    const { outcome } = await this.#queue.submit({ kind: 'recover' });
    return outcome.status !== 'unavailable';
  }

  /** As a timer's work: throws to be tried again. */
  async #recover(): Promise<void> {
    if (!(await this.#isResolved())) throw new Error('Postgres is still away');
  }

  /** Who takes part now; no members for a dialog that does not exist. Asks Postgres only if this room never did. */
  async #currentMembers(): Promise<{
    status: 'known' | 'unavailable';
    members?: ReadonlySet<string> | undefined;
  }> {
    if (!(await this.#isResolved())) return { status: 'unavailable' };
    const members = this.#memory.members();
    if (members !== undefined) return { status: 'known', members };
    try {
      const loaded = await openDatabase(this.#settings).run(readRoster(nameOf(this.ctx)));
      if (loaded !== undefined) this.#memory.setMembers(loaded);
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      return { status: 'unavailable' };
    }
    return { status: 'known', members: this.#memory.members() };
  }

  #forgetAll(): void {
    this.#memory.reset();
    this.#inBackground(this.#storage.forget());
  }
}
