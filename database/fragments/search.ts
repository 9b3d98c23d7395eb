import { type SQL, sql } from 'drizzle-orm';
import { foldForSearch } from '../../contract/text.ts';
import { onceForEachRow } from './look-up.ts';

/** `pg_trgm` indexes groups of three letters: it knows nothing of shorter words, as most Chinese ones are. */
const shortestIndexed = 3;

/** A LIKE pattern for text that contains `folded`, in which `%` and `_` are ordinary characters. */
function containing(folded: string): string {
  return `%${folded.replace(/[\\%_]/g, '\\$&')}%`;
}

/** Asks each dialog that is possible at all: work that grows with those, and never with the system. */
function eachContains(pattern: string): SQL {
  return sql`(d.title_folded like ${pattern} or exists (select from participants c
    where c.dialog_id = d.id and c.left_at is null and c.company_folded like ${pattern} ${onceForEachRow}))`;
}

/** Lets Postgres begin with the trigram indexes, where the word is rarer than the dialogs that are possible. */
function indexedContains(pattern: string, candidates: SQL): SQL {
  return sql`d.id in (
    select t.id from dialogs t where t.title_folded like ${pattern} and t.id in (${candidates})
    union
    select c.dialog_id from participants c
      where c.company_folded like ${pattern} and c.left_at is null and c.dialog_id in (${candidates}))`;
}

/**
 * Whether the title of `dialogs d`, or the company of anyone in it, contains `search`; true without one. `candidates`
 * selects the ids of the dialogs that are possible at all; it is left out where they are few, as one user's or one object's.
 */
export function titleOrCompanyContains(search: string | undefined, candidates?: SQL): SQL {
  if (search === undefined) return sql`true`;
  const folded = foldForSearch(search);
  const pattern = containing(folded);
  if (candidates === undefined || folded.length < shortestIndexed) return eachContains(pattern);
  return indexedContains(pattern, candidates);
}
