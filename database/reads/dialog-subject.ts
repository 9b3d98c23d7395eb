import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { mapQuery, type Query, rowsQuery } from '../query.ts';

const subjectRow = z.object({ title: z.string().nullable(), object_type: z.string(), object_id: z.string() });

/** What a dialog is about; it never changes. */
export type DialogSubject = z.infer<typeof subjectRow>;

/** What every webhook says of its dialog; undefined when there is none. */
export function readDialogSubject(dialogId: string): Query<DialogSubject | undefined> {
  const statement = sql`select d.title, d.object_type, d.object_id from dialogs d where d.id = ${dialogId}`;
  return mapQuery(rowsQuery(statement, subjectRow), ([subject]) => subject);
}
