import { sql } from 'drizzle-orm';
import { participant } from '../../contract/participants.ts';
import { wireTime } from './json.ts';

/** A participant as Postgres knows them; whether they are online only the room knows. */
export const storedParticipant = participant.omit({ is_online: true });

/** The columns of a Participant (contract §3) of `participants p`. */
export const participantColumns = sql`
  p.user_id, p.display_name, p.company, p.email, p.phone, p.joined_as,
  ${wireTime(sql`p.joined_at`)} as joined_at, p.last_read_message_id`;
