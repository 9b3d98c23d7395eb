import { Hono } from 'hono';
import { notificationsBody } from '../../contract/dialogs.ts';
import { markReadBody } from '../../contract/messages.ts';
import { joinBody } from '../../contract/participants.ts';
import { dialogListQuery, objectDialogsQuery } from '../../contract/queries.ts';
import { opaqueId } from '../../contract/text.ts';
import { availableCursor, availableDialogs } from '../../database/reads/available-dialogs.ts';
import { readDialogForUser } from '../../database/reads/dialog-for-user.ts';
import { objectDialogs } from '../../database/reads/object-dialogs.ts';
import { participantsFor } from '../../database/reads/participants.ts';
import { participatingCursor, participatingDialogs } from '../../database/reads/participating-dialogs.ts';
import type { UserChoice } from '../../database/writes/choose-for-user.ts';
import { ApiError } from '../api-error.ts';
import type { AppContext, AppEnv } from '../context.ts';
import * as operations from '../openapi/operations/dialogs.ts';
import { dialogIdOf, readBody, readCursor, readPath, readQuery } from '../requests.ts';
import { inRoom, withPresence } from '../rooms.ts';

function noSuchDialog(): ApiError {
  return new ApiError('NOT_FOUND', 'There is no such dialog, or none that you may see');
}

async function choose(context: AppContext, choice: UserChoice): Promise<Response> {
  const { userId } = context.var.caller;
  const { dialog } = await inRoom(context, dialogIdOf(context), (room) => room.choose(userId, choice), [
    'chosen',
  ]);
  return context.json({ data: dialog });
}

/** The Chat API's calls on dialogs (contract §5). */
export const dialogs = new Hono<AppEnv>()
  .get('/', operations.listDialogs, async (context) => {
    const { database, caller } = context.var;
    const { type, search, archived, limit, cursor } = readQuery(context, dialogListQuery);
    const query =
      type === 'participating'
        ? participatingDialogs({
            userId: caller.userId,
            search,
            archived,
            limit,
            after: readCursor(cursor, participatingCursor),
          })
        : availableDialogs({ ...caller, search, limit, after: readCursor(cursor, availableCursor) });
    const page = await database.run(query);
    return context.json({ data: page.dialogs, next_cursor: page.nextCursor });
  })
  .get('/by-object/:object_type/:object_id', operations.newestDialogOfObject, async (context) => {
    const { database, caller } = context.var;
    const [dialog] = await database.run(
      objectDialogs({
        ...caller,
        objectType: readPath(context, 'object_type', opaqueId),
        objectId: readPath(context, 'object_id', opaqueId),
        newest: 1,
      }),
    );
    return context.json({ data: dialog ?? null });
  })
  .get('/by-object/:object_type/:object_id/list', operations.listDialogsOfObject, async (context) => {
    const { database, caller } = context.var;
    const found = await database.run(
      objectDialogs({
        ...caller,
        ...readQuery(context, objectDialogsQuery),
        objectType: readPath(context, 'object_type', opaqueId),
        objectId: readPath(context, 'object_id', opaqueId),
      }),
    );
    return context.json({ data: found, next_cursor: null });
  })
  .get('/:id', operations.getDialog, async (context) => {
    const { database, caller } = context.var;
    const dialog = await database.run(readDialogForUser(dialogIdOf(context), caller.userId, caller.scope));
    if (dialog === undefined) throw noSuchDialog();
    return context.json({ data: dialog });
  })
  .get('/:id/participants', operations.listParticipants, async (context) => {
    const { database, caller } = context.var;
    const dialogId = dialogIdOf(context);
    const { access, participants } = await database.run(
      participantsFor(dialogId, caller.userId, caller.scope),
    );
    if (access === 'dialog_missing') throw noSuchDialog();
    if (access === 'stranger') throw new ApiError('FORBIDDEN', 'Not a participant of this dialog');
    return context.json({ data: await withPresence(context, dialogId, participants) });
  })
  .post('/:id/join', operations.joinDialog, async (context) => {
    const { userId, scope } = context.var.caller;
    const dialogId = dialogIdOf(context);
    const person = { ...(await readBody(context, joinBody)), user_id: userId };
    const { status, participant } = await inRoom(context, dialogId, (room) => room.join(person, scope), [
      'enrolled',
      'already_participant',
    ]);
    if (status === 'already_participant') {
      throw new ApiError('CONFLICT', 'Already a participant of this dialog');
    }
    return context.json({ data: participant });
  })
  .post('/:id/leave', operations.leaveDialog, async (context) => {
    const { userId } = context.var.caller;
    await inRoom(context, dialogIdOf(context), (room) => room.withdraw(userId, 'left'), ['withdrawn']);
    return context.body(null, 204);
  })
  .post('/:id/archive', operations.archiveDialog, (context) =>
    choose(context, { choice: 'archived', value: true }),
  )
  .post('/:id/unarchive', operations.unarchiveDialog, (context) =>
    choose(context, { choice: 'archived', value: false }),
  )
  .post('/:id/pin', operations.pinDialog, (context) => choose(context, { choice: 'pinned', value: true }))
  .post('/:id/unpin', operations.unpinDialog, (context) =>
    choose(context, { choice: 'pinned', value: false }),
  )
  .post('/:id/notifications', operations.setNotifications, async (context) => {
    const { enabled } = await readBody(context, notificationsBody);
    return choose(context, { choice: 'notifications', value: enabled });
  })
  .post('/:id/read', operations.markRead, async (context) => {
    const { userId } = context.var.caller;
    const dialogId = dialogIdOf(context);
    const { last_read_message_id } = await readBody(context, markReadBody);
    const position = await inRoom(context, dialogId, (room) => room.markRead(userId, last_read_message_id), [
      'read',
    ]);
    return context.json({
      data: { last_read_message_id: position.lastReadMessageId, unread_count: position.unreadCount },
    });
  });
