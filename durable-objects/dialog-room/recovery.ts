import type { Participant } from '../../contract/participants.ts';
import type { StoredMessage } from '../../database/fragments/message.ts';
import type { StoredState } from '../../database/writes/take-over.ts';
import {
  archivedAnnounced,
  type Effect,
  messageAnnounced,
  messageChangeAnnounced,
  toEveryone,
  unarchivedAnnounced,
  userMessageSent,
} from './effects.ts';
import type { Intent, UnresolvedIntent } from './intents.ts';
import { archivingAnnounced, choiceAnnounced } from './operations/choose.ts';
import { creationAnnounced } from './operations/create.ts';
import { deletionAnnounced } from './operations/delete-dialog.ts';
import { enrolmentAnnounced } from './operations/enrol.ts';
import { withdrawalAnnounced } from './operations/withdraw.ts';

/** The messages and people to ask Postgres about, to know what became of these intents. */
export function subjectsOf(intents: readonly Intent[]): { messageIds: string[]; userIds: string[] } {
  return {
    messageIds: intents.flatMap((intent) => ('messageId' in intent ? [intent.messageId] : [])),
    userIds: intents.flatMap((intent) => {
      if ('userIds' in intent) return intent.userIds;
      return 'userId' in intent ? [intent.userId] : [];
    }),
  };
}

interface Recollection {
  dialogId: string;
  stored: StoredState;
  /** Who took part before, as far as this room remembers. */
  memberIds: readonly string[];
  online: ReadonlyMap<string, number>;
}

function enrolmentEffects(
  message: StoredMessage,
  userIds: readonly string[],
  { stored, online, dialogId }: Recollection,
): Effect[] {
  const people = stored.people
    .filter((person) => userIds.includes(person.user_id))
    .map(
      ({ takes_part, is_archived, is_pinned, notifications_enabled, ...person }): Participant => ({
        ...person,
        is_online: online.has(person.user_id),
      }),
    );
  if (message.system_event?.type === 'chat_created') {
    return [...creationAnnounced(dialogId, people), messageAnnounced(message), { type: 'active' }];
  }
  return people.flatMap((participant) => enrolmentAnnounced(participant, message, undefined));
}

function effectsOfOne(intent: Intent, recollection: Recollection): Effect[] {
  const { dialogId, stored, memberIds } = recollection;
  if (intent.kind === 'delete_dialog') {
    return stored.dialogExists ? [] : deletionAnnounced(dialogId, memberIds);
  }
  if (intent.kind === 'archive') return archivedAnnounced(dialogId, stored.archivedUserIds);
  if ('messageId' in intent) {
    const message = stored.messages.find((candidate) => candidate.id === intent.messageId);
    if (message === undefined) return [];
    switch (intent.kind) {
      case 'send':
        return [...userMessageSent(message), ...unarchivedAnnounced(dialogId, stored.unarchivedUserIds)];
      case 'change_message':
        return [
          ...messageChangeAnnounced(message),
          { type: 'files_unwanted', storageKeys: stored.unwantedStorageKeys },
        ];
      case 'enrol':
        return enrolmentEffects(message, intent.userIds, recollection);
      case 'withdraw':
        return withdrawalAnnounced(intent.userId, message);
    }
  }
  const person = stored.people.find(
    (candidate) => candidate.user_id === intent.userId && candidate.takes_part,
  );
  if (person === undefined) return [];
  if (intent.kind === 'choose') {
    const chosen = { ...person, id: dialogId };
    // Their notification stays: nobody knows what they chose, and whether they want one is asked when it is due.
    return [choiceAnnounced(intent.userId, chosen), archivingAnnounced(intent.userId, chosen)];
  }
  const { last_read_message_id } = person;
  if (last_read_message_id === null) return [];
  return [
    toEveryone({ type: 'message.read', dialog_id: dialogId, user_id: intent.userId, last_read_message_id }),
  ];
}

/** What follows later, and is on record once it was carried out. */
const recorded: ReadonlySet<Effect['type']> = new Set([
  'hook',
  'notify_others',
  'cancel_notification',
  'active',
  'files_attached',
  'files_unwanted',
]);

/**
 * What everyone must still be told, from what is stored now. Something may be told twice, when the room died while telling;
 * every event says what is, so hearing it again changes nothing. Webhooks and timers are left out where they are on record:
 * a webhook that was delivered already would go out again, and say what is now.
 */
export function recoveredEffects(intents: readonly UnresolvedIntent[], recollection: Recollection): Effect[] {
  return intents.flatMap((intent) =>
    effectsOfOne(intent, recollection).filter((effect) => !intent.isRecorded || !recorded.has(effect.type)),
  );
}
