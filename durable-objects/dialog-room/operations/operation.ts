import type { CreateDialogBody, DialogForHost, DialogForUser } from '../../../contract/dialogs.ts';
import type { Message } from '../../../contract/messages.ts';
import type { Participant, ParticipantInput } from '../../../contract/participants.ts';
import type { AccessScope, ScopeLevels } from '../../../contract/scopes.ts';
import type { UserChoice } from '../../../database/writes/choose-for-user.ts';

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
  | RecoverOperation;

/** Why an operation changed nothing. */
export interface Refusal {
  status:
    | 'dialog_missing'
    | 'not_participant'
    | 'scope_mismatch'
    | 'message_missing'
    | 'quoted_message_missing'
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
  | { status: 'sent' | 'replayed'; message: Message }
  | { status: 'edited'; message: Message }
  | { status: 'deleted' }
  | { status: 'read'; lastReadMessageId: string; unreadCount: number }
  | { status: 'enrolled' | 'already_participant'; participant: Participant }
  | { status: 'withdrawn' }
  | { status: 'chosen'; dialog: DialogForUser }
  | { status: 'scopes_replaced'; accessScopes: AccessScope[] }
  | { status: 'dialog_deleted' }
  | { status: 'recovered' }
  | Refusal;
