import type {
  AccessScope,
  CreateDialogInput,
  Dialog,
  DialogForHost,
  FailedWebhook,
  Participant,
  ParticipantInput,
  ScopeInput,
} from '../contract.ts';
import { connectionOf, type ManagementClientOptions } from './connection.ts';
import { everyItem } from './pages.ts';
import { type Call, createRequest } from './request.ts';

export interface CallOptions {
  /** Ends the call with `ABORTED`, pauses between tries included. The server may have done it all the same. */
  signal?: AbortSignal | undefined;
}

export interface CreateDialogOptions extends CallOptions {
  /**
   * 1 to 255 printable ASCII characters. For 24 hours the same key gives the same dialog, and with other input fails with `CONFLICT`. Give
   * one that you will know after a crash, such as the id of your order. Without one the client makes one for its own retries.
   */
  idempotencyKey?: string | undefined;
}

export interface PageQuery {
  /** From 1 to 100; 50 by default. */
  limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  cursor?: string | null | undefined;
}

export interface DialogQuery extends PageQuery {
  object_type?: string | undefined;
  object_id?: string | undefined;
}

export interface DialogPage {
  dialogs: Dialog[];
  /** Null on the last page. */
  nextCursor: string | null;
}

export interface FailedWebhookPage {
  webhooks: FailedWebhook[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/** The Management API as functions. Every one of them rejects with an MTChatError. */
export interface ManagementClient {
  createDialog(input: CreateDialogInput, options?: CreateDialogOptions): Promise<DialogForHost>;
  getDialog(dialogId: string, options?: CallOptions): Promise<DialogForHost>;
  /** Newest first. */
  listDialogs(query?: DialogQuery, options?: CallOptions): Promise<DialogPage>;
  /** Every dialog of all pages, newest first; `limit` is the size of a page. */
  allDialogs(query?: DialogQuery, options?: CallOptions): AsyncIterable<Dialog>;
  /** For good: with all that was said in it and its files. */
  deleteDialog(dialogId: string, options?: CallOptions): Promise<void>;
  /** Adds someone, or replaces the given fields of one who is there already. */
  addParticipant(
    dialogId: string,
    participant: ParticipantInput,
    options?: CallOptions,
  ): Promise<Participant>;
  removeParticipant(dialogId: string, userId: string, options?: CallOptions): Promise<void>;
  /** All at once; an empty list removes all. Gives the new ones. */
  replaceAccessScopes(
    dialogId: string,
    scopes: readonly ScopeInput[],
    options?: CallOptions,
  ): Promise<AccessScope[]>;
  /** What the server gave up to deliver, the latest first. */
  listFailedWebhooks(query?: PageQuery, options?: CallOptions): Promise<FailedWebhookPage>;
  /** Every one of all pages, the latest first; `limit` is the size of a page. */
  allFailedWebhooks(query?: PageQuery, options?: CallOptions): AsyncIterable<FailedWebhook>;
  /** Has the server send it again, under the same id, with all its retries. It then leaves the list. */
  retryFailedWebhook(webhookId: string, options?: CallOptions): Promise<void>;
}

/** A client of the Management API. Throws a TypeError for options that cannot work. */
export function createManagementClient(options: ManagementClientOptions): ManagementClient {
  const request = createRequest(connectionOf(options));

  async function dataOf<Data>(call: Call<Data>): Promise<Data> {
    return (await request(call)).data;
  }
  async function remove(method: 'DELETE' | 'POST', segments: string[], signal: CallOptions['signal']) {
    await request<unknown>({ method, segments, answerWhenGone: { data: undefined }, signal });
  }

  async function listDialogs(query: DialogQuery = {}, { signal }: CallOptions = {}): Promise<DialogPage> {
    const { object_type, object_id, limit, cursor } = query;
    const answer = await request<Dialog[]>({
      method: 'GET',
      segments: ['dialogs'],
      query: { object_type, object_id, limit, cursor },
      signal,
    });
    return { dialogs: answer.data, nextCursor: answer.next_cursor ?? null };
  }
  async function listFailedWebhooks(
    { limit, cursor }: PageQuery = {},
    { signal }: CallOptions = {},
  ): Promise<FailedWebhookPage> {
    const segments = ['webhooks', 'failed'];
    const answer = await request<FailedWebhook[]>({
      method: 'GET',
      segments,
      query: { limit, cursor },
      signal,
    });
    return { webhooks: answer.data, nextCursor: answer.next_cursor ?? null };
  }

  return {
    createDialog: (input, { idempotencyKey = crypto.randomUUID(), signal } = {}) =>
      dataOf({ method: 'POST', segments: ['dialogs'], body: input, idempotencyKey, signal }),
    getDialog: (dialogId, { signal } = {}) =>
      dataOf({ method: 'GET', segments: ['dialogs', dialogId], signal }),
    listDialogs,
    allDialogs: (query, callOptions) =>
      everyItem(query?.cursor, async (cursor) => {
        const { dialogs, nextCursor } = await listDialogs({ ...query, cursor }, callOptions);
        return { items: dialogs, nextCursor };
      }),
    deleteDialog: (dialogId, { signal } = {}) => remove('DELETE', ['dialogs', dialogId], signal),
    addParticipant: (dialogId, participant, { signal } = {}) => {
      const segments = ['dialogs', dialogId, 'participants'];
      return dataOf({ method: 'POST', segments, body: participant, signal });
    },
    removeParticipant: (dialogId, userId, { signal } = {}) =>
      remove('DELETE', ['dialogs', dialogId, 'participants', userId], signal),
    replaceAccessScopes: (dialogId, scopes, { signal } = {}) => {
      const segments = ['dialogs', dialogId, 'access-scopes'];
      return dataOf({ method: 'PUT', segments, body: { access_scopes: scopes }, signal });
    },
    listFailedWebhooks,
    allFailedWebhooks: (query, callOptions) =>
      everyItem(query?.cursor, async (cursor) => {
        const { webhooks, nextCursor } = await listFailedWebhooks({ ...query, cursor }, callOptions);
        return { items: webhooks, nextCursor };
      }),
    retryFailedWebhook: (webhookId, { signal } = {}) =>
      remove('POST', ['webhooks', 'failed', webhookId, 'retry'], signal),
  };
}
