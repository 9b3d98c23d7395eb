import * as z from 'zod';
import type { Webhook } from './mtchat-server.ts';

/** A webhook as the pages show it. Of one that was not signed by MTChat they hear only that it came. */
export type ReceivedWebhook =
  | { isVerified: true; receivedAt: string; webhook: Webhook }
  | { isVerified: false; receivedAt: string };

/** The answer to `POST /token`: null where MTChat believes the browser without one. */
export interface TokenAnswer {
  token: string | null;
}

/** The answer to `POST /dialogs`. */
export interface CreatedDialog {
  id: string;
}

/** The answer to anything that failed. */
export interface ErrorAnswer {
  error: string;
}

const values = z.array(z.string().trim().min(1).max(255)).max(20);

/** The body of `POST /dialogs`: what the form of the pages asks for. */
export const newDialogBody = z.object({
  orderId: z.string().min(1).max(255),
  title: z.string().trim().min(1).max(500),
  createdBy: z.string(),
  participants: z.array(z.string()).min(1).max(100),
  scopes: z
    .array(z.object({ tenant_uid: z.string().min(1).max(255), scope_level1: values, scope_level2: values }))
    .max(10),
  /** Made once for each form that is sent, so that sending it again makes no second dialog. */
  idempotencyKey: z.uuid(),
});
export type NewDialog = z.infer<typeof newDialogBody>;

/** The body of `POST /token`. */
export const tokenBody = z.object({ person: z.string() });
