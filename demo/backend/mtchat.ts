import * as z from 'zod';
import { dialog, dialogForHost } from '../../contract/dialogs.ts';
import { participantOf, people } from './people.ts';
import type { CreatedDialog, NewDialog } from './wire.ts';

/** Where MTChat's API is, and the token that opens its Management API: it never leaves the backend. */
export interface MtchatAccess {
  /** Without `/api/v1`. */
  url: string;
  adminToken: string;
}

/** An answer that is not 2xx. */
export class MtchatError extends Error {
  override name = 'MtchatError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface ManagementRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** After `/api/v1/management`. */
  path: string;
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** Calls the Management API and gives the answer's JSON, null where there is none. Throws an `MtchatError`. */
export async function callManagement(access: MtchatAccess, request: ManagementRequest): Promise<unknown> {
  const { method, path, body, idempotencyKey, signal } = request;
  const response = await fetch(`${access.url}/api/v1/management${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${access.adminToken}`,
      'Content-Type': 'application/json',
      ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  if (!response.ok) throw new MtchatError(response.status, `${method} ${path}: ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

const createdAnswer = z.object({ data: dialogForHost });
const listAnswer = z.object({ data: z.array(dialog) });

export interface DialogRequest {
  objectId: string;
  objectUrl: string;
  title: string;
  createdBy: string;
  participants: { user_id: string; display_name: string }[];
  scopes: unknown[];
  meta?: Record<string, string>;
}

/** Creates a dialog about an order. Sent again with the same key it gives the first dialog. */
export async function createDialog(
  access: MtchatAccess,
  request: DialogRequest,
  { idempotencyKey, signal }: Pick<ManagementRequest, 'idempotencyKey' | 'signal'>,
): Promise<z.infer<typeof dialogForHost>> {
  const answer = await callManagement(access, {
    method: 'POST',
    path: '/dialogs',
    body: {
      object_type: 'order',
      object_id: request.objectId,
      object_url: request.objectUrl,
      title: request.title,
      created_by: request.createdBy,
      participants: request.participants,
      access_scopes: request.scopes,
      meta: request.meta,
    },
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(signal === undefined ? {} : { signal }),
  });
  return createdAnswer.parse(answer).data;
}

/** The newest hundred dialogs about an order. */
export async function dialogsOfOrder(access: MtchatAccess, orderId: string, signal: AbortSignal) {
  const query = new URLSearchParams({ object_type: 'order', object_id: orderId, limit: '100' });
  const answer = await callManagement(access, { method: 'GET', path: `/dialogs?${query}`, signal });
  return listAnswer.parse(answer).data;
}

/** Creates what the form asked for. People whom the host does not know are left to MTChat's own rules. */
export async function createDialogOfForm(
  access: MtchatAccess,
  form: NewDialog,
  objectUrl: string,
): Promise<CreatedDialog> {
  const known = people.filter((person) => form.participants.includes(person.id));
  const request = {
    objectId: form.orderId,
    objectUrl,
    title: form.title,
    createdBy: form.createdBy,
    participants: known.map((person) => participantOf(person.id)),
    scopes: form.scopes,
  };
  const { id } = await createDialog(access, request, { idempotencyKey: form.idempotencyKey });
  return { id };
}
