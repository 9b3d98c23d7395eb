import { type SQL, sql } from 'drizzle-orm';
import type { SystemEvent } from '../../contract/messages.ts';
import { escapedHtml } from './json.ts';

/** What a system message says in English, after the person's name. */
const sentence: Record<Exclude<SystemEvent['type'], 'chat_created'>, string> = {
  participant_joined: 'joined the chat',
  participant_added: 'was added to the chat',
  participant_left: 'left the chat',
  participant_removed: 'was removed from the chat',
};

export interface SystemMessageInput {
  dialogId: string;
  messageId: string;
  type: keyof typeof sentence;
  sentAt: string;
}

/**
 * Inserts the system message about the person in `person` (a CTE with `user_id`, `display_name`, `company`; no row,
 * no message). It takes the `seq` of the user message before it, so reading up to it reads that.
 */
export function systemMessageAbout(person: SQL, input: SystemMessageInput): SQL {
  return sql`
    insert into messages (dialog_id, id, seq, content, sent_at, system_event)
    select ${input.dialogId}::uuid, ${input.messageId}::uuid, open_dialog.last_seq,
      ${escapedHtml(sql`person.display_name`)} || ${` ${sentence[input.type]}`}::text, ${input.sentAt}::timestamptz,
      jsonb_build_object('type', ${input.type}::text, 'user_id', person.user_id,
        'display_name', person.display_name, 'company', person.company)
    from ${person} person, open_dialog`;
}
