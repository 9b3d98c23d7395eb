import { inject } from 'vitest';
import type { Person } from './people.ts';

/** What somebody said before the test begins. */
export interface PastMessage {
  by: Person;
  text: string;
  at: Date;
}

interface Statement {
  query: string;
  params: unknown[];
}

/**
 * Gives a dialog, of which nobody has heard yet, a past: oldest first, in the database itself, as no host could wait for
 * ten thousand messages, and the API dates all of them today. Returns the messages' ids. Who wrote has read up to their
 * last message, all others have read nothing.
 */
export async function writePast(dialogId: string, past: readonly PastMessage[]): Promise<string[]> {
  const ids = idsFor(past.length);
  const rows = past.map(({ by, text, at }, index) => ({
    id: ids[index],
    seq: index + 1,
    sender: by.userId,
    content: `<p>${text}</p>`,
    at: at.toISOString(),
  }));
  await run([
    {
      query: `insert into messages (dialog_id, id, seq, sender_id, content, sent_at)
        select $1::uuid, past.id, past.seq, past.sender, past.content, past.at from jsonb_to_recordset($2::jsonb)
          as past(id uuid, seq bigint, sender text, content text, at timestamptz)`,
      params: [dialogId, JSON.stringify(rows)],
    },
    // That the chat was created comes first by its id, so it must not be of a later day.
    {
      query: `update messages set sent_at = (select min(sent_at) from messages where dialog_id = $1::uuid)
        where dialog_id = $1::uuid and seq = 0`,
      params: [dialogId],
    },
    {
      query: `update participants set last_read_seq = own.seq, last_read_message_id = own.id, sent_count = own.number
        from (select distinct on (sender_id) sender_id, seq, id, count(*) over (partition by sender_id) as number
          from messages where dialog_id = $1::uuid and sender_id is not null order by sender_id, seq desc) own
        where dialog_id = $1::uuid and user_id = own.sender_id`,
      params: [dialogId],
    },
    {
      query: `update dialogs set last_seq = last.seq, last_message_id = last.id, last_message_at = last.sent_at
        from (select id, seq, sent_at from messages where dialog_id = $1::uuid order by id desc limit 1) last
        where dialogs.id = $1::uuid`,
      params: [dialogId],
    },
  ]);
  return ids;
}

/** So many messages of one person, a minute apart, that end an hour ago: `Message 1` and so on. */
export function minutesOf(by: Person, count: number): PastMessage[] {
  const end = Date.now() - 3_600_000;
  return Array.from({ length: count }, (_, index) => ({
    by,
    text: `Message ${index + 1}`,
    at: new Date(end - (count - index) * 60_000),
  }));
}

/** Ids of version 7 in their order: later than all that were made, and earlier than all that will be. */
function idsFor(count: number): string[] {
  const now = Date.now().toString(16).padStart(12, '0');
  const prefix = `${now.slice(0, 8)}-${now.slice(8)}-7000-8000-`;
  return Array.from({ length: count }, (_, index) => prefix + index.toString(16).padStart(12, '0'));
}

async function run(queries: Statement[]): Promise<void> {
  const response = await fetch(`${inject('gatewayUrl')}/sql`, {
    method: 'POST',
    headers: {
      'Neon-Connection-String': 'postgres://test@localhost/test',
      'Neon-Raw-Text-Output': 'true',
      'Neon-Array-Mode': 'true',
    },
    body: JSON.stringify({ queries }),
  });
  if (!response.ok) throw new Error(`The database refused: ${await response.text()}`);
}
