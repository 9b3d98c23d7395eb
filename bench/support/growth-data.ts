import type { Client } from 'pg';

/** Dialogs that are all alike. */
interface Alike {
  count: number;
  people: readonly string[];
  /** Those of the people who wrote all there is, in turn. Nobody has read anything. */
  writers: readonly string[];
  /** User messages in each. */
  messages: number;
  title: string;
  /** Whoever is of this tenant may join. */
  tenant?: string;
}

/** The ids that `uuidv7` makes lie in the past, a second apart: what is sent later comes after. */
const statements = {
  ids: `create temporary table alike on commit drop as
    select uuidv7(number * interval '1 second' - interval '60 days') as id from generate_series(1, $1::int) number`,
  dialogs: `insert into dialogs (id, object_type, object_id, title, title_folded, created_at, participants_count)
    select id, 'bench', id::text, $1, lower($1), uuid_extract_timestamp(id), $2::int from alike`,
  people: `insert into participants (dialog_id, user_id, display_name, company, company_folded, joined_as, joined_at)
    select id, person, person, 'Company of ' || person, 'company of ' || lower(person), 'participant',
      uuid_extract_timestamp(id)
    from alike, unnest($1::text[]) person`,
  scopes: `insert into access_scopes (id, dialog_id, scope_level0, scope_level1, scope_level2, created_at)
    select uuidv7(), id, array[$1], '{""}', '{""}', now() from alike`,
  // By their places, so that messages of one dialog lie scattered over the table, as where many talk at once.
  messages: `insert into messages (dialog_id, id, seq, sender_id, content, sent_at)
    select dialog_id, id, place, ($2::text[])[1 + place % cardinality($2::text[])], '<p>Message ' || place || ' of some length, as people write them.</p>',
      uuid_extract_timestamp(id)
    from (select alike.id as dialog_id, place, uuidv7(place * interval '1 second' - interval '30 days') as id
      from generate_series(1, $1::int) place, alike) made`,
  counters: `update dialogs d set last_seq = latest.seq, last_message_id = latest.id, last_message_at = latest.sent_at
    from alike, lateral (select * from messages m where m.dialog_id = alike.id order by m.id desc limit 1) latest
    where d.id = alike.id`,
};

/** Puts them into a migrated database of PostgreSQL 18, whose `uuidv7` it uses; gives their ids. */
export async function insertAlike(client: Client, alike: Alike): Promise<string[]> {
  const { count, people, writers, messages, title, tenant } = alike;
  await client.query('begin');
  // Rows that fit each other by how they are made need not be checked one by one: a million of them take seconds then.
  await client.query('set local session_replication_role = replica');
  await client.query(statements.ids, [count]);
  await client.query(statements.dialogs, [title, people.length]);
  await client.query(statements.people, [people]);
  if (tenant !== undefined) await client.query(statements.scopes, [tenant]);
  if (messages > 0) {
    await client.query(statements.messages, [messages, writers]);
    await client.query(statements.counters);
  }
  const { rows } = await client.query<{ id: string }>('select id from alike order by id');
  await client.query('commit');
  return rows.map(({ id }) => id);
}

/** A user in every dialog there is, and a tenant whose people may join each of them. */
export async function insertEverywhere(client: Client, userId: string, tenant: string): Promise<void> {
  await client.query(
    `insert into participants (dialog_id, user_id, display_name, joined_as, joined_at)
     select id, $1, $1, 'participant', created_at from dialogs`,
    [userId],
  );
  await client.query(
    `insert into access_scopes (id, dialog_id, scope_level0, scope_level1, scope_level2, created_at)
     select uuidv7(), id, array[$1], '{""}', '{""}', created_at from dialogs`,
    [tenant],
  );
}

/** Ids of `count` messages, spread evenly over the middle half of a dialog, in order. */
export async function middleMessages(client: Client, dialogId: string, count: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select m.id from messages m where m.dialog_id = $1 and m.seq in (
       select d.last_seq / 4 + nth * d.last_seq / (2 * $2::int) from dialogs d, generate_series(1, $2::int) nth
       where d.id = $1)
     order by m.id`,
    [dialogId, count],
  );
  return rows.map(({ id }) => id);
}

/**
 * Brings a database that was just filled to the state of one that has been up for a while, with statistics as Postgres keeps
 * them by itself: with ten times as many, as `fillDatabase` wants them, it plans for ten times as long as it runs.
 */
export async function settleDatabase(client: Client): Promise<void> {
  await client.query('reset default_statistics_target');
  await client.query('vacuum analyze');
  await client.query('checkpoint');
}
