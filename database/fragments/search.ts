import { type SQL, sql } from 'drizzle-orm';
import { foldForSearch } from '../../contract/text.ts';

/** A LIKE pattern for text that contains `search`, in which `%` and `_` are ordinary characters. */
function containing(search: string): string {
  return `%${foldForSearch(search).replace(/[\\%_]/g, '\\$&')}%`;
}

/**
 * Whether the title of the dialog, or the company of anyone in it, contains `search`; true without one.
 * `candidates` selects the ids that are possible at all: each half is joined with them, so that Postgres may
 * start from whichever is smaller, them or the trigram index.
 */
export function titleOrCompanyContains(dialogId: SQL, search: string | undefined, candidates: SQL): SQL {
  if (search === undefined) return sql`true`;
  const pattern = containing(search);
  return sql`${dialogId} in (
    select t.id from dialogs t where t.title_folded like ${pattern} and t.id in (${candidates})
    union
    select c.dialog_id from participants c
      where c.company_folded like ${pattern} and c.left_at is null and c.dialog_id in (${candidates}))`;
}
