import { Hono } from 'hono';
import { uuidv7 } from 'uuidv7';
import { type CreateDialogBody, createDialogBody, replaceScopesBody } from '../../contract/dialogs.ts';
import { limits } from '../../contract/limits.ts';
import { participantInput } from '../../contract/participants.ts';
import { hostDialogListQuery } from '../../contract/queries.ts';
import { opaqueId } from '../../contract/text.ts';
import { readDialogForHost } from '../../database/reads/dialog-for-host.ts';
import { dialogsForHost, hostDialogsCursor } from '../../database/reads/dialogs-for-host.ts';
import { ApiError } from '../api-error.ts';
import type { AppContext, AppEnv } from '../context.ts';
import * as operations from '../openapi/operations/management.ts';
import { dialogIdOf, readBody, readCursor, readPath, readQuery } from '../requests.ts';
import { inRoom, withPresence } from '../rooms.ts';

const printable = new RegExp(`^[\\x20-\\x7e]{1,${limits.idempotencyKey}}$`);

async function hashOf(body: CreateDialogBody): Promise<string> {
  // The parsed body has its fields in the schema's order, so the same request has the same text.
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(body)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function idempotencyOf(context: AppContext, body: CreateDialogBody) {
  const key = context.req.header('Idempotency-Key');
  if (key === undefined) return undefined;
  if (!printable.test(key)) {
    throw new ApiError('BAD_REQUEST', 'Idempotency-Key must be 1 to 255 printable ASCII characters');
  }
  return { key, requestHash: await hashOf(body) };
}

/** The Management API (contract §4), for host backends that hold the admin token. */
export const management = new Hono<AppEnv>()
  .post('/dialogs', operations.createDialog, async (context) => {
    const body = await readBody(context, createDialogBody);
    const idempotency = await idempotencyOf(context, body);
    const outcome = await inRoom(context, uuidv7(), (room) => room.create(body, idempotency), [
      'created',
      'replayed_creation',
    ]);
    if (outcome.status === 'replayed_creation') context.header('Idempotency-Replayed', 'true');
    return context.json({ data: outcome.dialog }, 201);
  })
  .get('/dialogs', operations.listDialogsForHost, async (context) => {
    const query = readQuery(context, hostDialogListQuery);
    const page = await context.var.database.run(
      dialogsForHost({
        objectType: query.object_type,
        objectId: query.object_id,
        after: readCursor(query.cursor, hostDialogsCursor),
        limit: query.limit,
      }),
    );
    return context.json({ data: page.dialogs, next_cursor: page.nextCursor });
  })
  .get('/dialogs/:id', operations.getDialogForHost, async (context) => {
    const dialogId = dialogIdOf(context);
    const dialog = await context.var.database.run(readDialogForHost(dialogId));
    if (dialog === undefined) throw new ApiError('NOT_FOUND', 'There is no such dialog');
    const participants = await withPresence(context, dialogId, dialog.participants);
    return context.json({ data: { ...dialog, participants } });
  })
  .delete('/dialogs/:id', operations.deleteDialog, async (context) => {
    await inRoom(context, dialogIdOf(context), (room) => room.deleteDialog(), ['dialog_deleted']);
    return context.body(null, 204);
  })
  .post('/dialogs/:id/participants', operations.addParticipant, async (context) => {
    const dialogId = dialogIdOf(context);
    const person = await readBody(context, participantInput);
    const { status, participant } = await inRoom(context, dialogId, (room) => room.addParticipant(person), [
      'enrolled',
      'already_participant',
    ]);
    return context.json({ data: participant }, status === 'enrolled' ? 201 : 200);
  })
  .delete('/dialogs/:id/participants/:user_id', operations.removeParticipant, async (context) => {
    const dialogId = dialogIdOf(context);
    const userId = readPath(context, 'user_id', opaqueId);
    await inRoom(context, dialogId, (room) => room.withdraw(userId, 'removed'), ['withdrawn'], {
      not_participant: new ApiError('NOT_FOUND', 'There is no such participant in this dialog'),
    });
    return context.body(null, 204);
  })
  .put('/dialogs/:id/access-scopes', operations.replaceAccessScopes, async (context) => {
    const dialogId = dialogIdOf(context);
    const { access_scopes } = await readBody(context, replaceScopesBody);
    const { accessScopes } = await inRoom(context, dialogId, (room) => room.replaceScopes(access_scopes), [
      'scopes_replaced',
    ]);
    return context.json({ data: accessScopes });
  });
