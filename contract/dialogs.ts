import * as z from 'zod';
import { limits } from './limits.ts';
import { messageType } from './messages.ts';
import { participant, participantListItem } from './participants.ts';
import { accessScope, accessScopeInput } from './scopes.ts';
import { boundedString, isStorable, opaqueId, optional, plainText, timestamp } from './text.ts';

const json = z.record(z.string(), z.unknown());

export const dialog = z
  .object({
    id: z.string(),
    object_type: z.string(),
    object_id: z.string(),
    title: z.string().nullable(),
    object_url: z.string().nullable(),
    meta: json.nullable(),
    created_by: z.string().nullable(),
    created_at: timestamp,
  })
  .meta({ id: 'Dialog' });
export type Dialog = z.infer<typeof dialog>;

export const lastMessage = z
  .object({
    id: z.string(),
    sender_id: z.string().nullable(),
    sender_name: z.string().nullable(),
    content: z.string(),
    message_type: messageType,
    is_deleted: z.boolean(),
    sent_at: timestamp,
  })
  .meta({ id: 'LastMessage' });
export type LastMessage = z.infer<typeof lastMessage>;

export const dialogForUser = dialog
  .extend({
    participants_count: z.number(),
    i_am_participant: z.boolean(),
    can_join: z.boolean(),
    unread_count: z.number(),
    is_archived: z.boolean(),
    is_pinned: z.boolean(),
    notifications_enabled: z.boolean(),
    last_message_at: timestamp.nullable(),
    last_message: lastMessage.nullable(),
  })
  .meta({ id: 'DialogForUser' });
export type DialogForUser = z.infer<typeof dialogForUser>;

/** What the Management API answers: the dialog with everyone who takes part or may. */
export const dialogForHost = dialog
  .extend({
    participants: z.array(participant),
    access_scopes: z.array(accessScope),
  })
  .meta({ id: 'DialogForHost' });
export type DialogForHost = z.infer<typeof dialogForHost>;

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Whether every string and key of a JSON value can be stored, no deeper than `depth`. */
function isStorableJson(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorableJson(inner, depth - 1));
}

const meta = json
  // The depth comes first: measuring a JSON text recurses, and so must never see a hostile one.
  .refine(
    (value) => isStorableJson(value, limits.metaDepth),
    `must not nest deeper than ${limits.metaDepth} or contain NUL or unpaired surrogates`,
  )
  .refine(
    (value) => !isStorableJson(value, limits.metaDepth) || JSON.stringify(value).length <= limits.metaJson,
    `must be at most ${limits.metaJson} characters of JSON`,
  );

const accessScopes = z.array(accessScopeInput).max(limits.scopesPerCall);

/** The body of `POST /management/dialogs`. */
export const createDialogBody = z.object({
  object_id: opaqueId,
  object_type: opaqueId,
  title: optional(plainText(limits.title)),
  object_url: optional(
    boundedString(limits.objectUrl).refine(isStorable).refine(isWebAddress, 'must be an http or https URL'),
  ),
  meta: optional(meta),
  created_by: optional(opaqueId),
  participants: z
    .array(participantListItem)
    .max(limits.participantsPerCall)
    .nullish()
    .transform((list) => list ?? [])
    .refine(
      (list) => new Set(list.map((person) => person.user_id)).size === list.length,
      'must not name a user twice',
    ),
  access_scopes: accessScopes.nullish().transform((list) => list ?? []),
});
export type CreateDialogBody = z.output<typeof createDialogBody>;

/** The body of `PUT /management/dialogs/{id}/access-scopes`. */
export const replaceScopesBody = z.object({ access_scopes: accessScopes });

/** The body of `POST /dialogs/{id}/notifications`. */
export const notificationsBody = z.object({ enabled: z.boolean() });
