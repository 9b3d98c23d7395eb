import type { CreateDialogBody, DialogForHost, DialogForUser } from '../../../contract/dialogs.ts';
import type { Participant, ParticipantInput } from '../../../contract/participants.ts';
import type { AccessScope, ScopeLevels } from '../../../contract/scopes.ts';
import type { StoredMessage } from '../../../database/fragments/message.ts';
import type { UserChoice } from '../../../database/writes/choose-for-user.ts';
import type { AttachmentToStore } from '../../../database/writes/send-messages.ts';

/** Whether someone is online, as their inbox said just before they were enrolled. */
export interface KnownPresence {
  isOnline: boolean;
  version: number;
}

export interface CreateOperation {
  kind: 'create';
  body: CreateDialogBody;
  idempotency: { key: string; requestHash: string } | undefined;
  presence: ReadonlyMap<string, KnownPresence>;
}
export interface SendOperation {
  kind: 'send';
  senderId: string;
  content: string;
  mentionedUserIds: readonly string[];
  replyToId: string | null;
  clientMessageId: string | null;
  attachments: readonly AttachmentToStore[];
  /** The attachments are not acceptable: only a replay is. */
  attachmentsRefused: boolean;
}
export interface EditOperation {
  kind: 'edit';
  userId: string;
  messageId: string;
  content: string;
  hasText: boolean;
  mentionedUserIds: readonly string[];
}
export interface DeleteMessageOperation {
  kind: 'delete_message';
  userId: string;
  messageId: string;
}
export interface ReadOperation {
  kind: 'read';
  userId: string;
  messageId: string;
}
export interface JoinOperation {
  kind: 'join';
  person: ParticipantInput;
  scope: ScopeLevels;
  presence: KnownPresence;
}
export interface AddOperation {
  kind: 'add';
  person: ParticipantInput;
  presence: KnownPresence;
}
export interface WithdrawOperation {
  kind: 'withdraw';
  userId: string;
  reason: 'left' | 'removed';
}
export interface ChooseOperation {
  kind: 'choose';
  userId: string;
  choice: UserChoice;
}
export interface ReplaceScopesOperation {
  kind: 'replace_scopes';
  scopes: readonly ScopeLevels[];
}
export interface DeleteDialogOperation {
  kind: 'delete_dialog';
}
/** Archives the dialog for everyone if nothing was said in it since `cutoff`. */
export interface ArchiveInactiveOperation {
  kind: 'archive_inactive';
  cutoff: string;
}
/** Writes nothing: finishes what earlier flights left unresolved. */
export interface RecoverOperation {
  kind: 'recover';
}

/** Everything that can be done to a dialog. */
export type Operation =
  | CreateOperation
  | SendOperation
  | EditOperation
  | DeleteMessageOperation
  | ReadOperation
  | JoinOperation
  | AddOperation
  | WithdrawOperation
  | ChooseOperation
  | ReplaceScopesOperation
  | DeleteDialogOperation
  | ArchiveInactiveOperation
  | RecoverOperation;

/** Why an operation changed nothing. */
export interface Refusal {
  status:
    | 'dialog_missing'
    | 'not_participant'
    | 'scope_mismatch'
    | 'message_missing'
    | 'quoted_message_missing'
    | 'attachment_refused'
    | 'not_author'
    | 'already_deleted'
    | 'empty'
    | 'key_reused'
    | 'key_in_use'
    /** Postgres gave no answer: whether it was stored is not known, and it will not be stored twice. */
    | 'unavailable';
}

/** What an operation came to. */
export type Outcome =
  | { status: 'created' | 'replayed_creation'; dialog: DialogForHost }
  | { status: 'sent' | 'replayed'; message: StoredMessage }
  | { status: 'edited'; message: StoredMessage }
  | { status: 'deleted' }
  | { status: 'read'; lastReadMessageId: string; unreadCount: number }
  | { status: 'enrolled' | 'already_participant'; participant: Participant }
  | { status: 'withdrawn' }
  | { status: 'chosen'; dialog: DialogForUser }
  | { status: 'scopes_replaced'; accessScopes: AccessScope[] }
  | { status: 'dialog_deleted' }
  | { status: 'archived' }
  /** Something was said since: when it last was. */
  | { status: 'still_active'; lastActivityAt: string }
  | { status: 'recovered' }
  | Refusal;
