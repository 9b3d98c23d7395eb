import type { Client } from 'pg';
import * as z from 'zod';

/** Someone, and in how many dialogs they take part. */
const person = z.object({ userId: z.string(), dialogs: z.number() });

/** A tenant, and how many access scopes name it first. */
const tenant = z.object({ name: z.string(), scopes: z.number() });

/** The dialogs, people and messages of a filled database that cases are about, by what is special about them. */
const landmarks = z.object({
  /** The dialog with most messages, who has read least of it, and two of its messages. */
  longestDialog: z.string(),
  longestDialogMember: z.string(),
  middleMessage: z.string(),
  lastMessage: z.string(),
  /** The dialog with most participants, who has read least of it, everyone in it, and its last message. */
  crowdedDialog: z.string(),
  crowdedDialogMember: z.string(),
  crowdedDialogMembers: z.array(z.string()),
  crowdedDialogMessage: z.string(),
  /** Takes part in as many dialogs as most people do. */
  averageUser: person,
  heavyUser: person,
  largestTenant: tenant,
  smallTenant: tenant,
  /** An object with many dialogs. */
  busyObject: z.string(),
});
export type Landmarks = z.infer<typeof landmarks>;

const statement = `
  with dialogs_of as (
    select user_id, count(*) as dialogs from participants where left_at is null group by user_id
  ),
  scopes_of as (
    select scope_level0[1] as tenant, count(*) as scopes from access_scopes group by scope_level0[1]
  ),
  longest as (select id, last_seq, last_message_id from dialogs order by last_seq desc limit 1),
  crowded as (select id, last_message_id from dialogs order by participants_count desc limit 1)
  select longest.id as "longestDialog",
    (select user_id from participants where dialog_id = longest.id and left_at is null
      order by last_read_seq, user_id limit 1) as "longestDialogMember",
    (select id from messages where dialog_id = longest.id and seq = longest.last_seq / 2 limit 1) as "middleMessage",
    longest.last_message_id as "lastMessage",
    crowded.id as "crowdedDialog",
    (select user_id from participants where dialog_id = crowded.id and left_at is null
      order by last_read_seq, user_id limit 1) as "crowdedDialogMember",
    (select array_agg(user_id) from participants where dialog_id = crowded.id and left_at is null)
      as "crowdedDialogMembers",
    crowded.last_message_id as "crowdedDialogMessage",
    (select json_build_object('userId', user_id, 'dialogs', dialogs) from dialogs_of
      where dialogs = (select percentile_disc(0.5) within group (order by dialogs) from dialogs_of)
      order by user_id limit 1) as "averageUser",
    (select json_build_object('userId', user_id, 'dialogs', dialogs) from dialogs_of
      order by dialogs desc limit 1) as "heavyUser",
    (select json_build_object('name', tenant, 'scopes', scopes) from scopes_of
      order by scopes desc limit 1) as "largestTenant",
    (select json_build_object('name', tenant, 'scopes', scopes) from scopes_of
      order by scopes limit 1) as "smallTenant",
    (select object_id from dialogs group by object_id order by count(*) desc, object_id limit 1) as "busyObject"
  from longest, crowded`;

/** Finds them; this reads every table, which is what the cases must not do. */
export async function findLandmarks(client: Client): Promise<Landmarks> {
  const { rows } = await client.query(statement);
  return landmarks.parse(rows[0]);
}
