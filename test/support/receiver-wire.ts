import * as z from 'zod';

/** What the receiver does with the webhooks of one dialog from now on: `status` is answered, with `location` if given. */
export const receiverMood = z.object({
  dialogId: z.string(),
  does: z.enum(['answer', 'hang', 'reset']),
  status: z.number().default(204),
  location: z.string().optional(),
});
export type ReceiverMood = z.input<typeof receiverMood>;

/** A webhook as the tests see it. `isSigned` is what a receiver with the standardwebhooks library found. */
export interface SeenWebhook {
  path: string;
  headers: Record<string, string>;
  body: string;
  isSigned: boolean;
}
