import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { ParticipantInput } from '../../contract/participants.ts';
import type { ScopeLevels } from '../../contract/scopes.ts';
import { foldForSearch } from '../../contract/text.ts';
import type { StoredMessage } from '../fragments/message.ts';
import { participantColumns, storedParticipant } from '../fragments/participant.ts';
import { someScopeMatches } from '../fragments/scope-match.ts';
import { storedMessages } from '../fragments/stored-messages.ts';
import { systemMessageAbout } from '../fragments/system-message.ts';
import { mapQuery, type Query, rowQuery, rowsQuery, together } from '../query.ts';
import { openDialog, type RefusedBeforehand, refusedBeforehand, type WriteTarget } from './open-dialog.ts';

type StoredParticipant = z.infer<typeof storedParticipant>;

export interface Enrolment {
  person: ParticipantInput;
  /** The id and time of the system message that announces it. */
  messageId: string;
  at: string;
}

/** Someone became a participant, or was one already. */
export type EnrolOutcome =
  | { status: 'enrolled'; participant: StoredParticipant; message: StoredMessage }
  | { status: 'already_participant'; participant: StoredParticipant }
  | { status: 'scope_mismatch' | RefusedBeforehand };

const effectRow = z.object({
  status: z.enum(['enrolled', 'already_participant', 'scope_mismatch', 'dialog_missing', 'fenced']),
});

interface EnrolmentRules {
  systemEvent: 'participant_joined' | 'participant_added';
  joinedAs: SQL;
  /** Whether this person may become a participant. */
  allowed: SQL;
  /** What changes for someone who is a participant already, to follow `judged`. */
  whenPresent: SQL;
}

function folded(text: string | undefined): string | null {
  return text === undefined ? null : foldForSearch(text);
}

/**
 * A person who comes back is a new participant: everything is unread again but their own messages, and nothing of
 * their former pins, archiving or notification choice remains.
 */
function effect(target: WriteTarget, { person, messageId, at }: Enrolment, rules: EnrolmentRules) {
  const { dialogId } = target;
  return sql`
    with ${openDialog(target)},
    present as (
      select p.user_id from participants p
      where p.dialog_id = ${dialogId} and p.user_id = ${person.user_id} and p.left_at is null
    ),
    judged as (
      select case ${refusedBeforehand}
        when exists (select from present) then 'already_participant'
        when not ${rules.allowed} then 'scope_mismatch'
        else 'enrolled' end as status
    ),
    enrolled as (
      insert into participants (dialog_id, user_id, display_name, company, company_folded, email, phone, joined_as, joined_at)
      select ${dialogId}::uuid, ${person.user_id}, ${person.display_name ?? person.user_id}, ${person.company ?? null},
        ${folded(person.company)}, ${person.email ?? null}, ${person.phone ?? null}, ${rules.joinedAs}, ${at}::timestamptz
      from judged where status = 'enrolled'
      on conflict (dialog_id, user_id) do update set
        display_name = excluded.display_name, company = excluded.company, company_folded = excluded.company_folded,
        email = excluded.email, phone = excluded.phone, joined_as = excluded.joined_as, joined_at = excluded.joined_at,
        left_at = null, last_read_seq = 0, last_read_message_id = null, own_unread = participants.sent_count,
        archived_seq = null, is_pinned = false, notifications_enabled = true
      returning user_id, display_name, company
    ),
    counted as (
      update dialogs set participants_count = participants_count + 1
      where id = ${dialogId} and exists (select from enrolled)
    ),
    announced as (${systemMessageAbout(sql`enrolled`, { dialogId, messageId, type: rules.systemEvent, sentAt: at })})
    ${rules.whenPresent}
    select status from judged`;
}

function enrol(target: WriteTarget, enrolment: Enrolment, rules: EnrolmentRules): Query<EnrolOutcome> {
  const { dialogId } = target;
  const stored = sql`select ${participantColumns} from participants p
    where p.dialog_id = ${dialogId} and p.user_id = ${enrolment.person.user_id} and p.left_at is null`;
  const queries = together(
    rowQuery(effect(target, enrolment, rules), effectRow),
    rowsQuery(stored, storedParticipant),
    storedMessages(dialogId, [enrolment.messageId]),
  );
  return mapQuery(queries, ([{ status }, [participant], [message]]): EnrolOutcome => {
    if (status !== 'enrolled' && status !== 'already_participant') return { status };
    if (participant === undefined) throw new Error('A participant was not found in their own transaction');
    if (status === 'already_participant') return { status, participant };
    if (message === undefined) throw new Error('A system message was not found in its own transaction');
    return { status, participant, message };
  });
}

/** Whom the host named as the creator is it, however and whenever they come. */
function creatorOr(otherwise: 'participant' | 'member', person: ParticipantInput): SQL {
  return sql`(select case when created_by = ${person.user_id} then 'creator' else ${otherwise}::text end from dialog)`;
}

/** A user joins by their scope (contract §5, `POST /dialogs/{id}/join`). */
export function joinDialog(
  target: WriteTarget,
  enrolment: Enrolment,
  scope: ScopeLevels,
): Query<EnrolOutcome> {
  return enrol(target, enrolment, {
    systemEvent: 'participant_joined',
    joinedAs: creatorOr('member', enrolment.person),
    allowed: someScopeMatches(sql`${target.dialogId}::uuid`, scope),
    whenPresent: sql``,
  });
}

/** The fields that the host gave replace the old ones; those it left out stay. */
function replaceGivenFields({ dialogId }: WriteTarget, person: ParticipantInput): SQL {
  return sql`, updated as (
    update participants p set
      display_name = coalesce(${person.display_name ?? null}, p.display_name),
      company = coalesce(${person.company ?? null}, p.company),
      company_folded = coalesce(${folded(person.company)}, p.company_folded),
      email = coalesce(${person.email ?? null}, p.email),
      phone = coalesce(${person.phone ?? null}, p.phone)
    from judged
    where judged.status = 'already_participant' and p.dialog_id = ${dialogId} and p.user_id = ${person.user_id})`;
}

/** The host adds a participant, or renews what is known of one (contract §4). */
export function addParticipant(target: WriteTarget, enrolment: Enrolment): Query<EnrolOutcome> {
  return enrol(target, enrolment, {
    systemEvent: 'participant_added',
    joinedAs: creatorOr('participant', enrolment.person),
    allowed: sql`true`,
    whenPresent: replaceGivenFields(target, enrolment.person),
  });
}
