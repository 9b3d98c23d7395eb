import type { input } from 'zod';
import type { createDialogBody } from '../contract/dialogs.ts';
import type { participantInput } from '../contract/participants.ts';
import type { accessScopeInput } from '../contract/scopes.ts';

/*
 * The wire's types, for all of the package: from the schemas that the server validates with, without the schemas themselves.
 * The build writes them out in plain TypeScript.
 */
export type { Dialog, DialogForHost } from '../contract/dialogs.ts';
export type { ErrorCode, ErrorDetail } from '../contract/errors.ts';
export type { Attachment, Message, QuotedMessage, SystemEvent } from '../contract/messages.ts';
export type { Participant } from '../contract/participants.ts';
export type { AccessScope } from '../contract/scopes.ts';
export type { FailedWebhook, Webhook, WebhookEvent } from '../contract/webhooks.ts';

/** A participant as the host names one. Fields that are left out stay as they are for one who is there already. */
export type ParticipantInput = input<typeof participantInput>;

/**
 * Three levels of values. On a dialog an empty level 1 or 2 matches any user; on a user it matches only such a wildcard. Level 0, the
 * tenant, is never a wildcard: `tenant_uid` for one, `scope_level0` for several.
 */
export type ScopeInput = input<typeof accessScopeInput>;

export interface CreateDialogInput extends Omit<input<typeof createDialogBody>, 'participants'> {
  /** At most 100, nobody twice. A bare string is a user id. */
  participants?: (string | ParticipantInput)[] | null | undefined;
}
