import * as z from 'zod';
import { limits } from './limits.ts';
import { plainText, uuid } from './text.ts';

/** The body of `POST /upload/presign`. Which types are allowed is the storage's rule. */
export const presignBody = z.object({
  dialog_id: uuid,
  filename: plainText(limits.filename).min(1),
  content_type: z.string().min(1).max(255),
  size: z.int().min(1).max(limits.fileBytes),
});
