import { type SQL, sql } from 'drizzle-orm';
import type { ScopeLevels } from '../../contract/scopes.ts';
import { textArray } from './json.ts';
import { onceForEachRow } from './look-up.ts';

/**
 * How a level that matches anyone is stored. Hosts cannot send it (values are 1 to 255 characters), and every user
 * is asked for with it added: so a wildcard is one more overlap, and one GIN index answers all three levels.
 */
const wildcard = '';

/** The stored form of an access scope's level 1 or 2. */
export function storedLevel(values: readonly string[]): readonly string[] {
  return values.length === 0 ? [wildcard] : values;
}

/** The wire's form of a stored level. */
export function wireLevel(column: SQL): SQL {
  return sql`array_remove(${column}, ${wildcard})`;
}

/** Whether the access scope with the table alias `s` matches a user of the scope `user` (contract §2). */
export function scopeMatches(user: ScopeLevels): SQL {
  return sql`(s.scope_level0 && ${textArray(user.level0)}
    and s.scope_level1 && ${textArray([wildcard, ...user.level1])}
    and s.scope_level2 && ${textArray([wildcard, ...user.level2])})`;
}

/** Whether any access scope of the dialog matches. */
export function someScopeMatches(dialogId: SQL, user: ScopeLevels): SQL {
  return sql`exists (select from access_scopes s
    where s.dialog_id = ${dialogId} and ${scopeMatches(user)} ${onceForEachRow})`;
}
