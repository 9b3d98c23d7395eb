import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { type DialogForHost, dialog } from '../../contract/dialogs.ts';
import { type AccessScope, accessScope } from '../../contract/scopes.ts';
import { dialogColumns } from '../fragments/dialog.ts';
import { wireTime } from '../fragments/json.ts';
import { participantColumns, storedParticipant } from '../fragments/participant.ts';
import { wireLevel } from '../fragments/scope-match.ts';
import { mapQuery, type Query, rowsQuery, together } from '../query.ts';

export type StoredDialogForHost = Omit<DialogForHost, 'participants'> & {
  participants: z.infer<typeof storedParticipant>[];
};

/** The access scopes of a dialog, in the order the host gave them. */
export function readAccessScopes(dialogId: string): Query<AccessScope[]> {
  const statement = sql`
    select s.id, s.dialog_id,
      case when cardinality(s.scope_level0) = 1 then s.scope_level0[1] end as tenant_uid,
      s.scope_level0,
      ${wireLevel(sql`s.scope_level1`)} as scope_level1,
      ${wireLevel(sql`s.scope_level2`)} as scope_level2,
      ${wireTime(sql`s.created_at`)} as created_at
    from access_scopes s where s.dialog_id = ${dialogId} order by s.id`;
  return rowsQuery(statement, accessScope);
}

/** Everyone who takes part in a dialog, in the order they came. No permission is asked: the host may see all. */
export function readParticipants(dialogId: string): Query<z.infer<typeof storedParticipant>[]> {
  const statement = sql`select ${participantColumns} from participants p
    where p.dialog_id = ${dialogId} and p.left_at is null order by p.joined_at, p.user_id`;
  return rowsQuery(statement, storedParticipant);
}

/** One dialog with its participants and access scopes; undefined when there is none. */
export function readDialogForHost(dialogId: string): Query<StoredDialogForHost | undefined> {
  const found = rowsQuery(sql`select ${dialogColumns} from dialogs d where d.id = ${dialogId}`, dialog);
  return mapQuery(
    together(found, readParticipants(dialogId), readAccessScopes(dialogId)),
    ([[only], participants, access_scopes]) => only && { ...only, participants, access_scopes },
  );
}
