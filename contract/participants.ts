import * as z from 'zod';
import { limits } from './limits.ts';
import { opaqueId, optional, plainText, timestamp } from './text.ts';

export const participant = z
  .object({
    user_id: z.string(),
    display_name: z.string(),
    company: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    joined_as: z.enum(['creator', 'participant', 'member']),
    joined_at: timestamp,
    is_online: z.boolean(),
    last_read_message_id: z.string().nullable(),
  })
  .meta({ id: 'Participant' });
export type Participant = z.infer<typeof participant>;

const displayName = plainText(limits.displayName).refine((name) => name.trim() !== '', 'must not be blank');

/** What a person is called and how to reach them: the fields that hosts and joining users give. */
const profileFields = {
  display_name: optional(displayName),
  company: optional(plainText(limits.company)),
  email: optional(plainText(limits.email)),
  phone: optional(plainText(limits.phone)),
};

/** A participant whom the host names; only the fields it gives are present. */
export const participantInput = z.object({ user_id: opaqueId, ...profileFields });
export type ParticipantInput = z.output<typeof participantInput>;

/** The body of `POST /dialogs/{id}/join`. */
export const joinBody = z.object({
  ...profileFields,
  display_name: displayName,
  company: plainText(limits.company),
});
export type JoinBody = z.output<typeof joinBody>;
export type JoinInput = z.input<typeof joinBody>;

/** In a list of participants a bare string is a user id. No union: an error then names the field that is wrong. */
export const participantListItem = z.preprocess(
  (item) => (typeof item === 'string' ? { user_id: item } : item),
  participantInput,
);
