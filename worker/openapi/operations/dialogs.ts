import * as z from 'zod';
import { dialogForUser, notificationsBody } from '../../../contract/dialogs.ts';
import { markReadBody, readPosition } from '../../../contract/messages.ts';
import { joinBody, participant } from '../../../contract/participants.ts';
import { dialogListQuery, objectDialogsQuery } from '../../../contract/queries.ts';
import { areas } from '../areas.ts';
import { data, described, nothing, page } from '../operation.ts';
import { dialogPath, objectPath } from '../paths.ts';

const { dialogs } = areas;

export const listDialogs = described(dialogs, {
  id: 'listDialogs',
  summary: 'List the dialogs in which the caller takes part, or may',
  description:
    'participating: pinned ones first, then the latest activity. available: those that the caller may join, the latest ' +
    'activity first; archived does not apply there. search looks in titles and in the companies of participants.',
  query: dialogListQuery,
  answers: { 200: page(dialogForUser) },
});

export const newestDialogOfObject = described(dialogs, {
  id: 'newestDialogOfObject',
  summary: 'Get the newest dialog about an object that the caller may see, or null',
  path: objectPath,
  answers: { 200: data(dialogForUser.nullable()) },
});

export const listDialogsOfObject = described(dialogs, {
  id: 'listDialogsOfObject',
  summary: 'List all dialogs about an object that the caller may see, the newest first',
  path: objectPath,
  query: objectDialogsQuery,
  answers: { 200: page(dialogForUser) },
});

export const getDialog = described(dialogs, {
  id: 'getDialog',
  summary: 'Get a dialog that the caller may see',
  path: dialogPath,
  answers: { 200: data(dialogForUser) },
  refusals: ['NOT_FOUND'],
});

export const listParticipants = described(dialogs, {
  id: 'listParticipants',
  summary: 'List the participants of a dialog',
  description: 'Someone who may only join sees neither e-mail addresses nor phone numbers.',
  path: dialogPath,
  answers: { 200: data(z.array(participant)) },
  refusals: ['NOT_FOUND'],
});

export const joinDialog = described(dialogs, {
  id: 'joinDialog',
  summary: 'Join a dialog whose access scopes match the caller',
  path: dialogPath,
  body: joinBody,
  answers: { 200: data(participant) },
  refusals: ['NOT_FOUND', 'CONFLICT'],
});

export const leaveDialog = described(dialogs, {
  id: 'leaveDialog',
  summary: 'Leave a dialog',
  path: dialogPath,
  answers: { 204: nothing },
  refusals: ['NOT_FOUND'],
});

/** A choice that a user makes about a dialog, for themselves alone; making it again changes nothing. */
function choosing(id: string, summary: string) {
  return described(dialogs, {
    id,
    summary: `${summary}, for the caller alone`,
    path: dialogPath,
    answers: { 200: data(dialogForUser) },
    refusals: ['NOT_FOUND'],
  });
}

export const archiveDialog = choosing('archiveDialog', 'Archive a dialog');
export const unarchiveDialog = choosing('unarchiveDialog', 'Take a dialog out of the archive');
export const pinDialog = choosing('pinDialog', 'Pin a dialog to the top of the list');
export const unpinDialog = choosing('unpinDialog', 'Unpin a dialog');

export const setNotifications = described(dialogs, {
  id: 'setNotifications',
  summary: 'Turn notifications about a dialog on or off, for the caller alone',
  path: dialogPath,
  body: notificationsBody,
  answers: { 200: data(dialogForUser) },
  refusals: ['NOT_FOUND'],
});

export const markRead = described(dialogs, {
  id: 'markRead',
  summary: 'Say how far the caller has read',
  description: 'The position never moves backwards.',
  path: dialogPath,
  body: markReadBody,
  answers: { 200: data(readPosition) },
  refusals: ['NOT_FOUND'],
});
