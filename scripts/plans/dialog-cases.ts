import { noScope } from '../../contract/scopes.ts';
import { readAttachment } from '../../database/reads/attachment.ts';
import { readDialogForHost } from '../../database/reads/dialog-for-host.ts';
import { readDialogForUser } from '../../database/reads/dialog-for-user.ts';
import { dialogsForHost } from '../../database/reads/dialogs-for-host.ts';
import { messageFor } from '../../database/reads/message.ts';
import { messagesFor, type PagePlace } from '../../database/reads/messages.ts';
import { participantsFor } from '../../database/reads/participants.ts';
import { pendingNotifications } from '../../database/reads/pending-notifications.ts';
import { readRoster } from '../../database/reads/roster.ts';
import type { Landmarks } from './landmarks.ts';
import { type PlanCase, readingAtMost } from './plan-case.ts';

const limit = 50;

function messages({ longestDialog, longestDialogMember, middleMessage, lastMessage }: Landmarks): PlanCase[] {
  const page = (place: PagePlace) => messagesFor(longestDialog, longestDialogMember, place, limit);
  return readingAtMost(500, [
    { name: 'messages, the end', query: page({ at: 'end' }) },
    { name: 'messages, before the middle', query: page({ at: 'before', messageId: middleMessage }) },
    { name: 'messages, after the middle', query: page({ at: 'after', messageId: middleMessage }) },
    { name: 'messages, around the middle', query: page({ at: 'around', messageId: middleMessage }) },
    { name: 'messages, after the last', query: page({ at: 'after', messageId: lastMessage }) },
    { name: 'messages, one', query: messageFor(longestDialog, middleMessage, longestDialogMember) },
    { name: 'attachment', query: readAttachment(middleMessage, longestDialogMember) },
  ]);
}

function oneDialog(landmarks: Landmarks): PlanCase[] {
  const { crowdedDialog, crowdedDialogMember, crowdedDialogMembers, averageUser } = landmarks;
  const { longestDialog, longestDialogMember } = landmarks;
  return [
    { name: 'dialog, for a user', query: readDialogForUser(crowdedDialog, crowdedDialogMember) },
    { name: 'dialog, for the host', query: readDialogForHost(crowdedDialog) },
    {
      name: 'participants of the crowded dialog',
      query: participantsFor(crowdedDialog, crowdedDialogMember, noScope),
    },
    {
      name: 'participants, asked by a stranger',
      query: participantsFor(crowdedDialog, averageUser.userId, noScope),
    },
    { name: 'roster of the crowded dialog', query: readRoster(crowdedDialog) },
    {
      name: 'what to notify of, the longest dialog',
      query: pendingNotifications(longestDialog, [longestDialogMember]),
    },
    {
      name: 'what to notify of, the crowded dialog',
      query: pendingNotifications(crowdedDialog, crowdedDialogMembers),
    },
  ];
}

function forHost({ busyObject }: Landmarks): PlanCase[] {
  const all = { objectType: undefined, objectId: undefined, after: undefined, limit };
  return readingAtMost(1_000, [
    { name: 'management list, all', query: dialogsForHost(all) },
    { name: 'management list, of a type', query: dialogsForHost({ ...all, objectType: 'claim' }) },
    {
      name: 'management list, of a type with none',
      query: dialogsForHost({ ...all, objectType: 'unknown' }),
    },
    { name: 'management list, of an object id', query: dialogsForHost({ ...all, objectId: busyObject }) },
    {
      name: 'management list, of an object',
      query: dialogsForHost({ ...all, objectType: 'order', objectId: busyObject }),
    },
  ]);
}

/** Reads of one dialog, and the host's list, where the work may grow with the page, or with the dialog's people. */
export function dialogCases(landmarks: Landmarks): PlanCase[] {
  return [messages, oneDialog, forHost].flatMap((casesOf) => casesOf(landmarks));
}
