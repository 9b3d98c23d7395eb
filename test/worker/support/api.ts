import { exports } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { DialogForHost, DialogForUser } from '../../../contract/dialogs.ts';
import type { ErrorBody } from '../../../contract/errors.ts';
import type { Message, MessagePage } from '../../../contract/messages.ts';
import type { Participant } from '../../../contract/participants.ts';

const origin = 'http://localhost';

export interface Reply<Data = unknown> {
  status: number;
  headers: Headers;
  data: Data;
  nextCursor: string | null | undefined;
  error: ErrorBody['error'] | undefined;
}

export interface CallOptions {
  body?: unknown;
  /** The body as it is, in place of JSON. */
  rawBody?: string;
  headers?: Record<string, string>;
}

/** One request to the real Worker. */
export function call<Data = unknown>(
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Reply<Data>> {
  return callThrough((request) => exports.default.fetch(request), method, path, options);
}

/** One request to a Worker that `send` leads to. */
export async function callThrough<Data = unknown>(
  send: (request: Request) => Promise<Response>,
  method: string,
  path: string,
  { body, rawBody, headers = {} }: CallOptions = {},
): Promise<Reply<Data>> {
  const text = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await send(
    new Request(`${origin}${path}`, {
      method,
      headers: { ...(text === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(text === undefined ? {} : { body: text }),
    }),
  );
  const answer = await response.text();
  const json: { data?: Data; next_cursor?: string | null; error?: ErrorBody['error'] } =
    answer === '' ? {} : JSON.parse(answer);
  return {
    status: response.status,
    headers: response.headers,
    // What a test reads of it, it also checks: a wrong shape fails there.
    data: json.data as Data,
    nextCursor: json.next_cursor,
    error: json.error,
  };
}

/** The Management API, with the admin token. */
export const host = {
  call<Data = unknown>(method: string, path: string, options: CallOptions = {}) {
    return call<Data>(method, `/api/v1/management${path}`, {
      ...options,
      headers: { Authorization: 'Bearer test-admin-token', ...options.headers },
    });
  },
  /** Creates a dialog about a new object; participants may be named by their ids. */
  async createDialog(fields: Record<string, unknown> = {}): Promise<DialogForHost> {
    const reply = await host.call<DialogForHost>('POST', '/dialogs', {
      body: { object_type: 'order', object_id: crypto.randomUUID(), ...fields },
    });
    expect(reply.status, JSON.stringify(reply.error)).toBe(201);
    return reply.data;
  },
};

export interface Scope {
  tenant_uid?: string;
  scope_level0?: string[];
  scope_level1?: string[];
  scope_level2?: string[];
}

/** A user of the Chat API, trusted to be who they say. */
export function user(userId: string, scope?: Scope) {
  const scopeHeader: Record<string, string> =
    scope === undefined
      ? {}
      : { 'X-Scope-Config': btoa(unescape(encodeURIComponent(JSON.stringify(scope)))) };

  function callAs<Data = unknown>(method: string, path: string, options: CallOptions = {}) {
    const joiner = path.includes('?') ? '&' : '?';
    return call<Data>(method, `/api/v1${path}${joiner}user_id=${encodeURIComponent(userId)}`, {
      ...options,
      headers: { ...scopeHeader, ...options.headers },
    });
  }

  return {
    id: userId,
    call: callAs,
    dialogs: (query = '') => callAs<DialogForUser[]>('GET', `/dialogs${query}`),
    dialog: (dialogId: string) => callAs<DialogForUser>('GET', `/dialogs/${dialogId}`),
    participants: (dialogId: string) => callAs<Participant[]>('GET', `/dialogs/${dialogId}/participants`),
    messages: (dialogId: string, query = '') =>
      callAs<MessagePage>('GET', `/dialogs/${dialogId}/messages${query}`),
    send: (dialogId: string, content: string, fields: Record<string, unknown> = {}) =>
      callAs<Message>('POST', `/dialogs/${dialogId}/messages`, { body: { content, ...fields } }),
    edit: (dialogId: string, messageId: string, content: string) =>
      callAs<Message>('PUT', `/dialogs/${dialogId}/messages/${messageId}`, { body: { content } }),
    remove: (dialogId: string, messageId: string) =>
      callAs('DELETE', `/dialogs/${dialogId}/messages/${messageId}`),
    read: (dialogId: string, messageId: string) =>
      callAs<{ last_read_message_id: string; unread_count: number }>('POST', `/dialogs/${dialogId}/read`, {
        body: { last_read_message_id: messageId },
      }),
    join: (dialogId: string, fields: Record<string, unknown> = {}) =>
      callAs<Participant>('POST', `/dialogs/${dialogId}/join`, {
        body: { display_name: userId, company: 'Acme', ...fields },
      }),
    leave: (dialogId: string) => callAs('POST', `/dialogs/${dialogId}/leave`),
    act: (dialogId: string, action: string, body?: unknown) =>
      callAs<DialogForUser>('POST', `/dialogs/${dialogId}/${action}`, body === undefined ? {} : { body }),
  };
}

/** A name that no other test uses. */
export function unique(name: string): string {
  return `${name}-${crypto.randomUUID().slice(0, 8)}`;
}
