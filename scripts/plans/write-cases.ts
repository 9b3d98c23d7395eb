import { archiveInactive } from '../../database/writes/archive-inactive.ts';
import { deleteMessage } from '../../database/writes/change-message.ts';
import { chooseForUser } from '../../database/writes/choose-for-user.ts';
import { deleteDialog } from '../../database/writes/delete-dialog.ts';
import { joinDialog } from '../../database/writes/enrol-participant.ts';
import { markRead } from '../../database/writes/mark-read.ts';
import { type MessageToSend, sendMessages } from '../../database/writes/send-messages.ts';
import { takeOver } from '../../database/writes/take-over.ts';
import { withdrawParticipant } from '../../database/writes/withdraw-participant.ts';
import type { Landmarks } from './landmarks.ts';
import { type PlanCase, readingAtMost } from './plan-case.ts';

const at = '2027-02-17T12:10:00.000Z';
const fence = 'ffffffff-ffff-7fff-bfff-ffffffffffff';

/** An id that comes after all that the database is filled with. */
function laterId(nth: number): string {
  return `7fffffff-ffff-7fff-bfff-${String(nth).padStart(12, '0')}`;
}

function message(nth: number, senderId: string, replyToId: string | null): MessageToSend {
  const file = {
    filename: 'drawing.pdf',
    contentType: 'application/pdf',
    size: 100_000,
    width: null,
    height: null,
  };
  return {
    id: laterId(nth),
    senderId,
    content: '<p>Hello</p>',
    mentionedUserIds: [senderId],
    replyToId,
    clientMessageId: `later-${nth}`,
    sentAt: at,
    attachments: [{ id: laterId(nth), uploadKey: `pending/${nth}`, storageKey: `files/${nth}`, ...file }],
    attachmentsRefused: false,
  };
}

/** What is written in the dialog with most messages. */
function inTheLongestDialog(landmarks: Landmarks): PlanCase[] {
  const { longestDialog, longestDialogMember: userId, middleMessage, lastMessage } = landmarks;
  const target = { dialogId: longestDialog, fence: null };
  const hundred = Array.from({ length: 100 }, (_, nth) => message(nth, userId, middleMessage));
  const cases = [
    { name: 'send one', query: sendMessages(target, [message(1, userId, middleMessage)]) },
    { name: 'send 100 at once', query: sendMessages(target, hundred), readsAtMost: 2_000 },
    { name: 'mark read', query: markRead(target, [{ userId, messageId: lastMessage }]) },
    {
      name: 'delete a message',
      query: deleteMessage(target, { messageId: lastMessage, userId, editId: laterId(1), at }),
    },
    {
      name: 'take over',
      query: takeOver({ dialogId: longestDialog, fence, messageIds: [lastMessage], userIds: [userId] }),
    },
  ];
  return [...readingAtMost(100, cases), { name: 'delete', query: deleteDialog(target) }];
}

/** What is written in the dialog with most participants. */
function inTheCrowdedDialog(landmarks: Landmarks): PlanCase[] {
  const { crowdedDialog, crowdedDialogMember: userId, crowdedDialogMessage, largestTenant } = landmarks;
  const target = { dialogId: crowdedDialog, fence: null };
  const scope = { level0: [largestTenant.name], level1: [], level2: [] };
  const newcomer = {
    user_id: 'newcomer',
    display_name: 'Newcomer',
    company: 'Newcomer Ltd',
    email: undefined,
    phone: undefined,
  };
  const hundred = Array.from({ length: 100 }, (_, nth) => message(nth, userId, null));
  const cases = [
    { name: 'send one', query: sendMessages(target, [message(1, userId, null)]) },
    { name: 'send 100 at once', query: sendMessages(target, hundred), readsAtMost: 2_000 },
    { name: 'mark read', query: markRead(target, [{ userId, messageId: crowdedDialogMessage }]) },
    { name: 'archive for one', query: chooseForUser(target, userId, { choice: 'archived', value: true }) },
    { name: 'join', query: joinDialog(target, { person: newcomer, messageId: laterId(1), at }, scope) },
    {
      name: 'leave',
      query: withdrawParticipant(target, { userId, reason: 'left', messageId: laterId(1), at }),
    },
  ];
  return [...readingAtMost(100, cases), { name: 'archive for all', query: archiveInactive(target, at) }];
}

/** The writes that touch big tables, in the dialogs where they could have most to do. */
export function writeCases(landmarks: Landmarks): PlanCase[] {
  const named = (where: string) => (planCase: PlanCase) => ({
    ...planCase,
    name: `${where}: ${planCase.name}`,
  });
  return [
    ...inTheLongestDialog(landmarks).map(named('in the longest dialog')),
    ...inTheCrowdedDialog(landmarks).map(named('in the crowded dialog')),
  ];
}
