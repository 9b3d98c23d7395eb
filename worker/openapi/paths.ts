import * as z from 'zod';
import { opaqueId, uuid } from '../../contract/text.ts';

/** The parameters of paths, checked by the same schemas where the routes read them. */
export const dialogPath = z.object({ id: uuid });
export const messagePath = z.object({ id: uuid, message_id: uuid });
export const participantPath = z.object({ id: uuid, user_id: opaqueId });
export const objectPath = z.object({ object_type: opaqueId, object_id: opaqueId });
export const attachmentPath = z.object({ attachment_id: uuid });
export const failedWebhookPath = z.object({ id: opaqueId });
