import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { ScopeLevels } from '../../contract/scopes.ts';
import { type Access, accessOf, participates } from '../fragments/access.ts';
import { participantColumns, storedParticipant } from '../fragments/participant.ts';
import { someScopeMatches } from '../fragments/scope-match.ts';
import { mapQuery, type Query, rowsQuery, together } from '../query.ts';

export interface ParticipantsAnswer {
  access: Access;
  participants: z.infer<typeof storedParticipant>[];
}

/** Who takes part, for someone who does or may: those who only may see no e-mail address and no telephone number. */
export function participantsFor(
  dialogId: string,
  userId: string,
  scope: ScopeLevels,
): Query<ParticipantsAnswer> {
  const statement = sql`
    with viewer as (select ${participates(dialogId, userId)} as takes_part)
    select p.user_id, p.display_name, p.company, p.joined_as, p.joined_at, p.last_read_message_id,
      case when viewer.takes_part then p.email end as email,
      case when viewer.takes_part then p.phone end as phone
    from viewer, lateral (select ${participantColumns} from participants p
      where p.dialog_id = ${dialogId} and p.left_at is null
      order by p.joined_at, p.user_id) p
    where viewer.takes_part or ${someScopeMatches(sql`${dialogId}::uuid`, scope)}`;
  return mapQuery(
    together(accessOf(dialogId, userId, scope), rowsQuery(statement, storedParticipant)),
    ([access, participants]) => ({ access, participants }),
  );
}
