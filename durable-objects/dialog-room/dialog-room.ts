import { DurableObject } from 'cloudflare:workers';
import type { CreateDialogBody } from '../../contract/dialogs.ts';
import type { ParticipantInput } from '../../contract/participants.ts';
import type { ScopeLevels } from '../../contract/scopes.ts';
import { pingText, pongText } from '../../contract/sockets.ts';
import type { UserChoice } from '../../database/writes/choose-for-user.ts';
import { readOpening } from '../sockets/opening.ts';
import { transportError } from '../sockets/speaking.ts';
import type { OutgoingWebhook } from '../webhooks/events.ts';
import type { EditOperation, SendOperation } from './operations/operation.ts';
import { assembleRoom, type Room } from './room.ts';
import type { Upload, UploadClaim } from './uploads.ts';
import type { Answer } from './writer.ts';

/** Files presigned and never attached are deleted after this (contract §5). */
const orphanAfterMs = 24 * 60 * 60 * 1_000;

/** One dialog: all its writes, their order, and everyone's hearing of them. Its name is the dialog's id. */
export class DialogRoom extends DurableObject<Env> {
  readonly #room: Room;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair(pingText, pongText));
    this.#room = assembleRoom(state, env);
  }

  /** Creates the dialog that this room is for; its id was chosen by the caller. */
  async create(body: CreateDialogBody, idempotency?: { key: string; requestHash: string }): Promise<Answer> {
    const { writer, presenceOf } = this.#room;
    const known = body.participants.map(async ({ user_id }) => [user_id, await presenceOf(user_id)] as const);
    const presence = new Map(await Promise.all(known));
    return writer.submit({ kind: 'create', body, idempotency, presence });
  }

  deleteDialog(): Promise<Answer> {
    return this.#room.writer.submit({ kind: 'delete_dialog' });
  }

  replaceScopes(scopes: ScopeLevels[]): Promise<Answer> {
    return this.#room.writer.submit({ kind: 'replace_scopes', scopes });
  }

  async addParticipant(person: ParticipantInput): Promise<Answer> {
    const presence = await this.#room.presenceOf(person.user_id);
    return this.#room.writer.submit({ kind: 'add', person, presence });
  }

  async join(person: ParticipantInput, scope: ScopeLevels): Promise<Answer> {
    const presence = await this.#room.presenceOf(person.user_id);
    return this.#room.writer.submit({ kind: 'join', person, scope, presence });
  }

  withdraw(userId: string, reason: 'left' | 'removed'): Promise<Answer> {
    return this.#room.writer.submit({ kind: 'withdraw', userId, reason });
  }

  send(message: Omit<SendOperation, 'kind'>): Promise<Answer> {
    return this.#room.writer.submit({ kind: 'send', ...message });
  }

  edit(edit: Omit<EditOperation, 'kind'>): Promise<Answer> {
    return this.#room.writer.submit({ kind: 'edit', ...edit });
  }

  deleteMessage(userId: string, messageId: string): Promise<Answer> {
    return this.#room.writer.submit({ kind: 'delete_message', userId, messageId });
  }

  markRead(userId: string, messageId: string): Promise<Answer> {
    return this.#room.writer.submit({ kind: 'read', userId, messageId });
  }

  choose(userId: string, choice: UserChoice): Promise<Answer> {
    return this.#room.writer.submit({ kind: 'choose', userId, choice });
  }

  /** Notes that a user was given a URL to upload a file to; unless it is attached it goes after 24 hours. */
  registerUpload(userId: string, upload: Upload): void {
    this.#room.aftermath.uploads.register(userId, upload, Date.now() + orphanAfterMs);
    this.#room.aftermath.expectUploads();
  }

  /** What was signed for this user under each key, or null. The copies are theirs to attach, within 24 hours. */
  claimUploads(userId: string, claims: UploadClaim[]): (Omit<Upload, 'key'> | null)[] {
    return this.#room.aftermath.uploads.claim(userId, claims, Date.now() + orphanAfterMs);
  }

  /** Sends a webhook that was parked once more. */
  retryWebhook(webhook: OutgoingWebhook): void {
    this.#room.aftermath.retry(webhook);
  }

  /** Who of the participants is online. */
  onlineUserIds(): string[] {
    return [...this.#room.memory.online().keys()];
  }

  /** Whether the user takes part; false while that cannot be known. */
  async hasMember(userId: string): Promise<boolean> {
    const current = await this.#room.writer.currentMembers();
    return current.status === 'known' && (current.members?.has(userId) ?? false);
  }

  /** A participant's inbox says that they came or went. */
  setPresence(userId: string, isOnline: boolean, version: number): void {
    this.#room.presence.note(userId, isOnline, version);
  }

  /** An inbox that said that nobody is there says that somebody is. */
  awakenInbox(userId: string): void {
    this.#room.quietInboxes.awaken(userId);
  }

  /** Passes on that a participant is typing. */
  relayTyping(userId: string): void {
    this.#room.presence.relayTyping(userId);
  }

  /** Opens a dialog socket for a user whom the Worker has verified: else 403, 404, or 503 while that is not known. */
  override async fetch(request: Request): Promise<Response> {
    const opening = readOpening(request);
    const current = await this.#room.writer.currentMembers();
    if (current.status === 'unavailable') return new Response(null, { status: 503 });
    if (current.members === undefined) return new Response(null, { status: 404 });
    if (!current.members.has(opening.userId)) return new Response(null, { status: 403 });
    return this.#room.sockets.open(request, opening);
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    this.#room.sockets.hear(socket, data);
  }

  override webSocketClose(socket: WebSocket, code: number): Promise<void> {
    return this.#room.sockets.release(socket, code);
  }

  override webSocketError(socket: WebSocket): Promise<void> {
    return this.#room.sockets.release(socket, transportError);
  }

  override alarm(): Promise<void> {
    return this.#room.clock.ring();
  }
}
