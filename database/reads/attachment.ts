import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { mapQuery, type Query, rowsQuery } from '../query.ts';

const attachmentRow = z.object({
  storage_key: z.string(),
  filename: z.string(),
  content_type: z.string(),
  participates: z.boolean(),
});

/** Where an attachment is stored, and whether the user takes part in its dialog; undefined when there is none. */
export function readAttachment(
  attachmentId: string,
  userId: string,
): Query<z.infer<typeof attachmentRow> | undefined> {
  const statement = sql`
    select a.storage_key, a.filename, a.content_type,
      exists (select from participants p where p.dialog_id = a.dialog_id and p.user_id = ${userId}
        and p.left_at is null) as participates
    from attachments a
    join messages m on m.dialog_id = a.dialog_id and m.id = a.message_id
    where a.id = ${attachmentId} and not m.is_deleted`;
  return mapQuery(rowsQuery(statement, attachmentRow), ([attachment]) => attachment);
}
