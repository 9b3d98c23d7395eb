import type { Client } from 'pg';
import { fillDialogs } from './fill-dialogs.ts';
import { fillMessages } from './fill-messages.ts';

/** How much the database is filled with. Everything is made from row numbers, so each run gets the same rows. */
export interface Volume {
  dialogs: number;
  /** About so many: how many each dialog has follows from its number. */
  messages: number;
}

/** What the plans are promised for. */
export const promisedVolume: Volume = { dialogs: 100_000, messages: 1_000_000 };

/**
 * What the rows are made with. `share` spreads numbers evenly over 0 to 1, the same way each time; `salt` gives one
 * number several independent shares. `time_id` is a UUIDv7 of a time, told apart by a number.
 */
const functions = `
  create function pg_temp.share(number bigint, salt bigint) returns float8 immutable parallel safe
    return (hashint8extended(number, salt) & 1048575)::float8 / 1048576;
  create function pg_temp.time_id(at timestamptz, number bigint) returns uuid immutable parallel safe
    return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || left(md5(number::text), 3)
      || '8' || right(md5(number::text), 15))::uuid;
  create function pg_temp.message_id(sent_at timestamptz, dialog_number bigint, place bigint) returns uuid
    immutable parallel safe return pg_temp.time_id(sent_at, dialog_number * 1000000 + place);
  create function pg_temp.any_of(choices text[], share float8) returns text immutable parallel safe
    return choices[1 + floor(share * cardinality(choices))::int];
`;

const filledTables = ['dialogs', 'participants', 'access_scopes', 'messages'];

/**
 * Fills a migrated, empty database: dialogs of 200 tenants of unequal size; people in few and in thousands of dialogs;
 * one dialog with a crowd, a twentieth as many people as there are dialogs; one with a tenth of all messages. Then it
 * lets Postgres learn the new sizes.
 */
export async function fillDatabase(client: Client, volume: Volume): Promise<void> {
  // Whoever fills a database for its plans can fill it again after a crash.
  await client.query('set synchronous_commit = off');
  await client.query(functions);
  // Autovacuum would sample the tables anew, some time while their plans are looked at.
  for (const table of filledTables) await client.query(`alter table ${table} set (autovacuum_enabled = off)`);
  await fillDialogs(client, volume);
  await fillMessages(client);
  // Besides counting, this marks pages as visible to all, as they are in a database that has been up for a while.
  // So many rows are sampled that another run plans by the same figures.
  await client.query('set default_statistics_target = 1000');
  await client.query('vacuum analyze');
}

/** Whether there are dialogs already: what is there is then looked at as it is. */
export async function isFilled(client: Client): Promise<boolean> {
  const { rows } = await client.query('select from dialogs limit 1');
  return rows.length > 0;
}
