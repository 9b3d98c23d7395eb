import { uuidv7 } from 'uuidv7';
import type { CreateDialogBody, DialogForHost } from '../../../contract/dialogs.ts';
import type { Participant, ParticipantInput } from '../../../contract/participants.ts';
import type { AccessScope, ScopeLevels } from '../../../contract/scopes.ts';
import { mapQuery } from '../../../database/query.ts';
import { createDialog, type IdempotencyClaim } from '../../../database/writes/create-dialog.ts';
import { type Effect, messageAnnounced, toUsers } from '../effects.ts';
import type { CreateOperation, KnownPresence } from './operation.ts';
import { type Part, type PartContext, single } from './part.ts';

const keyLivesForMs = 24 * 60 * 60 * 1_000;

function newParticipant(
  person: ParticipantInput,
  createdBy: string | null,
  at: string,
  isOnline: boolean,
): Participant {
  return {
    user_id: person.user_id,
    display_name: person.display_name ?? person.user_id,
    company: person.company ?? null,
    email: person.email ?? null,
    phone: person.phone ?? null,
    joined_as: person.user_id === createdBy ? 'creator' : 'participant',
    joined_at: at,
    is_online: isOnline,
    last_read_message_id: null,
  };
}

function newScope(dialogId: string, { level0, level1, level2 }: ScopeLevels, at: string): AccessScope {
  return {
    id: uuidv7(),
    dialog_id: dialogId,
    tenant_uid: level0.length === 1 ? (level0[0] ?? null) : null,
    scope_level0: level0,
    scope_level1: level1,
    scope_level2: level2,
    created_at: at,
  };
}

/** The dialog as the host described it, with everything that it left to us. */
function newDialog(
  id: string,
  body: CreateDialogBody,
  presence: ReadonlyMap<string, KnownPresence>,
  at: string,
): DialogForHost {
  const createdBy = body.created_by ?? body.participants[0]?.user_id ?? null;
  return {
    id,
    object_type: body.object_type,
    object_id: body.object_id,
    title: body.title ?? null,
    object_url: body.object_url ?? null,
    meta: body.meta ?? null,
    created_by: createdBy,
    created_at: at,
    participants: body.participants.map((person) =>
      newParticipant(person, createdBy, at, presence.get(person.user_id)?.isOnline ?? false),
    ),
    access_scopes: body.access_scopes.map((scope) => newScope(id, scope, at)),
  };
}

/** Each participant hears of themselves alone: they load the others with the dialog. */
export function creationAnnounced(dialogId: string, people: readonly Participant[]): Effect[] {
  return people.map((participant) =>
    toUsers([participant.user_id], {
      type: 'participant.joined',
      dialog_id: dialogId,
      user_id: participant.user_id,
      participant,
    }),
  );
}

function joined(people: readonly Participant[], presence: ReadonlyMap<string, KnownPresence>): Effect[] {
  return people.map(({ user_id, is_online }) => ({
    type: 'member_joined',
    userId: user_id,
    presenceVersion: is_online ? presence.get(user_id)?.version : undefined,
  }));
}

export function createPart({ body, idempotency, presence }: CreateOperation, context: PartContext): Part {
  const { dialogId } = context.target;
  const dialog = newDialog(dialogId, body, presence, context.at);
  const messageId = context.newMessageId();
  const claim: IdempotencyClaim | undefined = idempotency && {
    ...idempotency,
    expiresAt: new Date(Date.parse(context.at) + keyLivesForMs).toISOString(),
  };
  const userIds = dialog.participants.map((person) => person.user_id);
  return {
    intents: [{ kind: 'enrol', messageId, userIds }],
    query: mapQuery(createDialog({ dialog, messageId, idempotency: claim }), (outcome) => {
      if (outcome.status === 'replayed')
        return single({ status: 'replayed_creation', dialog: outcome.answer });
      if (outcome.status !== 'created') return single({ status: outcome.status });
      return single({ status: 'created', dialog }, [
        { type: 'members_known', userIds },
        ...joined(dialog.participants, presence),
        ...creationAnnounced(dialogId, dialog.participants),
        ...(outcome.message === undefined ? [] : [messageAnnounced(outcome.message)]),
        { type: 'active' },
      ]);
    }),
  };
}
