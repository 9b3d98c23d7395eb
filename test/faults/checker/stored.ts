import { Client } from 'pg';
import * as z from 'zod';

/*
 * What Postgres holds, read by plain SQL: nothing here is shared with the code that wrote it.
 */

const time = z.date().transform((date) => date.getTime());

const dialogRow = z.object({
  id: z.string(),
  objectId: z.string(),
  lastSeq: z.coerce.number(),
  lastMessageId: z.string().nullable(),
  participantsCount: z.number(),
  /** Of the last user message, else of the creation. */
  lastActivityAt: time,
});

const participantRow = z.object({
  dialogId: z.string(),
  userId: z.string(),
  isIn: z.boolean(),
  joinedAt: time,
  lastReadMessageId: z.string().nullable(),
  isArchived: z.boolean(),
  isPinned: z.boolean(),
  wantsNotifications: z.boolean(),
});

const messageRow = z.object({
  dialogId: z.string(),
  id: z.string(),
  seq: z.coerce.number(),
  /** Null for system messages. */
  senderId: z.string().nullable(),
  content: z.string(),
  clientMessageId: z.string().nullable(),
  isDeleted: z.boolean(),
  sentAt: time,
  /** Of system messages: what happened, and to whom, where it was to one. */
  event: z.string().nullable(),
  eventUserId: z.string().nullable(),
});

export type StoredDialog = z.output<typeof dialogRow>;
export type StoredParticipant = z.output<typeof participantRow>;
export type StoredMessage = z.output<typeof messageRow>;

/** Messages come by dialog and id. */
export interface Stored {
  dialogs: StoredDialog[];
  participants: StoredParticipant[];
  messages: StoredMessage[];
}

const dialogsSql = `
  select id, object_id as "objectId", last_seq as "lastSeq", last_message_id as "lastMessageId",
    participants_count as "participantsCount", coalesce(last_message_at, created_at) as "lastActivityAt"
  from dialogs`;

const participantsSql = `
  select p.dialog_id as "dialogId", p.user_id as "userId", p.left_at is null as "isIn", p.joined_at as "joinedAt",
    p.last_read_message_id as "lastReadMessageId", coalesce(p.archived_seq >= d.last_seq, false) as "isArchived",
    p.is_pinned as "isPinned", p.notifications_enabled as "wantsNotifications"
  from participants p join dialogs d on d.id = p.dialog_id`;

const messagesSql = `
  select dialog_id as "dialogId", id, seq, sender_id as "senderId", content, client_message_id as "clientMessageId",
    is_deleted as "isDeleted", sent_at as "sentAt", system_event ->> 'type' as event,
    system_event ->> 'user_id' as "eventUserId"
  from messages order by dialog_id, id`;

/** Everything that is stored in a run's database, as of one moment. */
export async function readStored(connectionString: string): Promise<Stored> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const dialogs = await client.query(dialogsSql);
    const participants = await client.query(participantsSql);
    const messages = await client.query(messagesSql);
    return {
      dialogs: z.array(dialogRow).parse(dialogs.rows),
      participants: z.array(participantRow).parse(participants.rows),
      messages: z.array(messageRow).parse(messages.rows),
    };
  } finally {
    await client.end();
  }
}

/** The items by a key that several may share. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
