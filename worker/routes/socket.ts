import { uuid } from '../../contract/text.ts';
import { openingRequest } from '../../durable-objects/sockets/opening.ts';
import { ApiError, unavailable } from '../api-error.ts';
import type { AppContext } from '../context.ts';
import { callObject, roomOf } from '../rooms.ts';

/** Whether the request asks for a WebSocket. */
export function asksForUpgrade(context: AppContext): boolean {
  return context.req.header('Upgrade')?.toLowerCase() === 'websocket';
}

/** Opens a user socket in the user's inbox, or a dialog socket in the dialog's room (contract §6). */
export async function openSocket(context: AppContext): Promise<Response> {
  const { userId, tokenExpiresAt } = context.var.caller;
  const asked = context.req.query('dialog_id');
  const dialogId = asked === undefined ? undefined : uuid.safeParse(asked);
  if (dialogId?.success === false) throw new ApiError('BAD_REQUEST', 'Invalid dialog_id: must be a UUID');

  const opening = openingRequest(context.req.raw, {
    userId,
    dialogId: dialogId?.data,
    expiresAt: tokenExpiresAt ?? undefined,
  });
  const object =
    dialogId === undefined ? context.env.USER_INBOX.getByName(userId) : roomOf(context, dialogId.data);
  const answer = await callObject(() => object.fetch(opening));
  if (answer.status === 404) throw new ApiError('NOT_FOUND', 'There is no such dialog');
  if (answer.status === 403) throw new ApiError('FORBIDDEN', 'Not a participant of this dialog');
  if (answer.status === 503) throw unavailable('The database is unreachable: try again shortly');
  return answer;
}
