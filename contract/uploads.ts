import * as z from 'zod';
import { limits } from './limits.ts';
import { boundedString, plainText, uuid } from './text.ts';

/** The body of `POST /upload/presign`. Which types are allowed is the storage's rule. */
export const presignBody = z.object({
  dialog_id: uuid,
  filename: plainText(limits.filename).min(1),
  content_type: boundedString(255).min(1),
  size: z.int().min(1).max(limits.fileBytes),
});

export type PresignInput = z.input<typeof presignBody>;

/** What it answers: where to PUT the file, with which headers, and for how many seconds. */
export const presignedUpload = z.object({
  upload_url: z.string(),
  s3_key: z.string(),
  expires_in: z.number(),
  headers: z.record(z.string(), z.string()),
});

export type PresignedUpload = z.infer<typeof presignedUpload>;

/** What `GET /attachments/{id}/url` answers: addresses that are good for so many seconds. */
export const attachmentUrl = z.object({
  url: z.string(),
  thumbnail_url: z.string().nullable(),
  expires_in: z.number(),
});
export type AttachmentUrl = z.infer<typeof attachmentUrl>;
