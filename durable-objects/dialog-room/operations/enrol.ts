import type { Participant } from '../../../contract/participants.ts';
import type { StoredMessage } from '../../../database/fragments/message.ts';
import { mapQuery, type Query } from '../../../database/query.ts';
import {
  addParticipant,
  type Enrolment,
  type EnrolOutcome,
  joinDialog,
} from '../../../database/writes/enrol-participant.ts';
import { type Effect, messageAnnounced, toEveryone } from '../effects.ts';
import type { AddOperation, JoinOperation, KnownPresence } from './operation.ts';
import { type Part, type PartContext, single } from './part.ts';

/** The new participant hears of it too, before the system message that is the first they may read. */
export function enrolmentAnnounced(
  participant: Participant,
  message: StoredMessage,
  presence: KnownPresence | undefined,
): Effect[] {
  const { user_id } = participant;
  return [
    {
      type: 'member_joined',
      userId: user_id,
      presenceVersion: presence?.isOnline ? presence.version : undefined,
    },
    toEveryone({ type: 'participant.joined', dialog_id: message.dialog_id, user_id, participant }),
    messageAnnounced(message),
    { type: 'hook', hook: { event: 'participant.joined', participant, announcement: message } },
  ];
}

function enrolPart(
  operation: JoinOperation | AddOperation,
  context: PartContext,
  write: (enrolment: Enrolment) => Query<EnrolOutcome>,
): Part {
  const { person, presence } = operation;
  const messageId = context.newMessageId();
  return {
    intents: [{ kind: 'enrol', messageId, userIds: [person.user_id] }],
    query: mapQuery(write({ person, messageId, at: context.at }), (outcome) => {
      if (!('participant' in outcome)) return single(outcome);
      const participant = { ...outcome.participant, is_online: presence.isOnline };
      if (outcome.status === 'already_participant') return single({ status: outcome.status, participant });
      return single(
        { status: outcome.status, participant },
        enrolmentAnnounced(participant, outcome.message, presence),
      );
    }),
  };
}

export function joinPart(operation: JoinOperation, context: PartContext): Part {
  return enrolPart(operation, context, (enrolment) => joinDialog(context.target, enrolment, operation.scope));
}

export function addPart(operation: AddOperation, context: PartContext): Part {
  return enrolPart(operation, context, (enrolment) => addParticipant(context.target, enrolment));
}
