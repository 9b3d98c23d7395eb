import { type SQL, sql } from 'drizzle-orm';
import { foldForSearch } from '../../contract/text.ts';
import { onceForEachRow } from './look-up.ts';

/** A LIKE pattern for text that contains `search`, in which `%` and `_` are ordinary characters. */
function containing(search: string): string {
  return `%${foldForSearch(search).replace(/[\\%_]/g, '\\$&')}%`;
}

/**
 * Whether the title of `dialogs d`, or the company of anyone in it, contains `search`; true without one. It is asked of
 * each dialog that the user has or may join.
 */
export function titleOrCompanyContains(search: string | undefined): SQL {
  if (search === undefined) return sql`true`;
  const pattern = containing(search);
  return sql`(d.title_folded like ${pattern} or exists (select from participants c
    where c.dialog_id = d.id and c.left_at is null and c.company_folded like ${pattern} ${onceForEachRow}))`;
}
