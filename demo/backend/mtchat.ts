import {
  createManagementClient,
  type Dialog,
  type DialogForHost,
  type ManagementClient,
  type ParticipantInput,
  type ScopeInput,
} from './mtchat-server.ts';
import { participantOf, people } from './people.ts';
import type { CreatedDialog, NewDialog } from './wire.ts';

/** Where MTChat's API is, and the token that opens its Management API: it never leaves the backend. */
export interface MtchatAccess {
  /** Without `/api/v1`. */
  url: string;
  adminToken: string;
}

export function clientOf({ url, adminToken }: MtchatAccess): ManagementClient {
  return createManagementClient({ baseUrl: url, adminToken });
}

export interface DialogRequest {
  objectId: string;
  objectUrl: string;
  title: string;
  createdBy: string;
  participants: ParticipantInput[];
  scopes: ScopeInput[];
  meta?: Record<string, string>;
}

/** Creates a dialog about an order. Sent again with the same key it gives the first dialog. */
export function createDialog(
  client: ManagementClient,
  request: DialogRequest,
  options: { idempotencyKey?: string; signal?: AbortSignal },
): Promise<DialogForHost> {
  return client.createDialog(
    {
      object_type: 'order',
      object_id: request.objectId,
      object_url: request.objectUrl,
      title: request.title,
      created_by: request.createdBy,
      participants: request.participants,
      access_scopes: request.scopes,
      meta: request.meta,
    },
    options,
  );
}

/** The newest hundred dialogs about an order. */
export async function dialogsOfOrder(
  client: ManagementClient,
  orderId: string,
  signal: AbortSignal,
): Promise<Dialog[]> {
  const query = { object_type: 'order', object_id: orderId, limit: 100 };
  return (await client.listDialogs(query, { signal })).dialogs;
}

/** Creates what the form asked for. People whom the host does not know are left to MTChat's own rules. */
export async function createDialogOfForm(
  client: ManagementClient,
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
  const { id } = await createDialog(client, request, { idempotencyKey: form.idempotencyKey });
  return { id };
}
