import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { type DialogForHost, dialogForHost } from '../../contract/dialogs.ts';
import { foldForSearch } from '../../contract/text.ts';
import { jsonParameter } from '../fragments/json.ts';
import type { StoredMessage } from '../fragments/message.ts';
import { storedMessages } from '../fragments/stored-messages.ts';
import { mapQuery, type Query, rowQuery, together } from '../query.ts';
import { insertScopes } from './replace-scopes.ts';

export interface IdempotencyClaim {
  key: string;
  requestHash: string;
  /** After this the key is free again. */
  expiresAt: string;
}

export interface DialogToCreate {
  /** The dialog as it will be answered: the room knows every id and time of it before it is stored. */
  dialog: DialogForHost;
  /** The id of the `chat_created` message; none is written for a dialog without participants. */
  messageId: string;
  idempotency: IdempotencyClaim | undefined;
}

export type CreateOutcome =
  | { status: 'created'; message: StoredMessage | undefined }
  /** A retry: here is the first answer. */
  | { status: 'replayed'; answer: DialogForHost }
  | { status: 'key_reused' | 'key_in_use' };

const effectRow = z.object({
  created: z.boolean(),
  earlier_hash: z.string().nullable(),
  earlier_answer: dialogForHost.nullable(),
});

/**
 * Claims the idempotency key, and with it the right to create. Two requests at once meet at the primary key: the
 * second waits for the first, finds the key taken, and cannot see by whom, which is `key_in_use`.
 */
function claim(idempotency: IdempotencyClaim | undefined, answer: DialogForHost): SQL {
  if (idempotency === undefined) {
    return sql`earlier as (select null::text as request_hash, null::json as response where false),
      claimed as (select true)`;
  }
  const { key, requestHash, expiresAt } = idempotency;
  return sql`
    earlier as (
      select request_hash, response from idempotency_keys where key = ${key} and expires_at > now()
    ),
    swept as (
      delete from idempotency_keys where key in (
        select key from idempotency_keys where expires_at <= now() and key <> ${key}
        limit 100 for update skip locked)
    ),
    claimed as (
      insert into idempotency_keys (key, request_hash, response, expires_at)
      select ${key}, ${requestHash}, ${JSON.stringify(answer)}::json, ${expiresAt}::timestamptz
      where not exists (select from earlier)
      on conflict (key) do update set
        request_hash = excluded.request_hash, response = excluded.response, expires_at = excluded.expires_at
        where idempotency_keys.expires_at <= now()
      returning key
    )`;
}

function effect({ dialog, messageId, idempotency }: DialogToCreate): SQL {
  const people = dialog.participants.map((person) => ({
    ...person,
    company_folded: person.company === null ? null : foldForSearch(person.company),
  }));
  const scopes = dialog.access_scopes.map((scope) => ({
    id: scope.id,
    level0: scope.scope_level0,
    level1: scope.scope_level1,
    level2: scope.scope_level2,
  }));
  const systemEvent = {
    type: 'chat_created',
    participants: people.map(({ user_id, display_name, company }) => ({ user_id, display_name, company })),
  };
  return sql`
    with ${claim(idempotency, dialog)},
    created as (
      insert into dialogs (id, object_type, object_id, title, title_folded, object_url, meta, created_by, created_at,
        participants_count)
      select ${dialog.id}::uuid, ${dialog.object_type}, ${dialog.object_id}, ${dialog.title},
        ${dialog.title === null ? null : foldForSearch(dialog.title)}, ${dialog.object_url},
        ${dialog.meta === null ? null : JSON.stringify(dialog.meta)}::jsonb, ${dialog.created_by},
        ${dialog.created_at}::timestamptz, ${people.length}::int
      where exists (select from claimed)
      returning id
    ),
    enrolled as (
      insert into participants (dialog_id, user_id, display_name, company, company_folded, email, phone, joined_as, joined_at)
      select created.id, i.user_id, i.display_name, i.company, i.company_folded, i.email, i.phone, i.joined_as, i.joined_at
      from created, jsonb_to_recordset(${jsonParameter(people)}) as i (user_id text, display_name text, company text,
        company_folded text, email text, phone text, joined_as text, joined_at timestamptz)
    ),
    opened as (${insertScopes(sql`created`, scopes, dialog.created_at)}),
    announced as (
      insert into messages (dialog_id, id, seq, content, sent_at, system_event)
      select created.id, ${messageId}::uuid, 0, 'Chat created', ${dialog.created_at}::timestamptz,
        ${jsonParameter(systemEvent)}
      from created where ${people.length > 0}::boolean
    )
    select exists (select from created) as created,
      (select request_hash from earlier) as earlier_hash, (select response from earlier) as earlier_answer`;
}

/** Creates a dialog with everything the host named, or repeats the answer to an earlier request (contract §4). */
export function createDialog(creation: DialogToCreate): Query<CreateOutcome> {
  const queries = together(
    rowQuery(effect(creation), effectRow),
    storedMessages(creation.dialog.id, [creation.messageId]),
  );
  return mapQuery(queries, ([row, [message]]): CreateOutcome => {
    if (row.created) return { status: 'created', message };
    if (row.earlier_answer === null) return { status: 'key_in_use' };
    if (row.earlier_hash !== creation.idempotency?.requestHash) return { status: 'key_reused' };
    return { status: 'replayed', answer: row.earlier_answer };
  });
}
