import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

/** Milliseconds, as the wire has them: what a cursor was made of compares equal when it comes back. */
const time = (name: string) => timestamp(name, { precision: 3, withTimezone: true, mode: 'string' });

export const dialogs = pgTable(
  'dialogs',
  {
    id: uuid('id').primaryKey(),
    objectType: text('object_type').notNull(),
    objectId: text('object_id').notNull(),
    title: text('title'),
    /** `title` as search compares it: see `foldForSearch`. */
    titleFolded: text('title_folded'),
    objectUrl: text('object_url'),
    meta: jsonb('meta'),
    createdBy: text('created_by'),
    createdAt: time('created_at').notNull(),
    participantsCount: integer('participants_count').notNull(),
    /** How many user messages there are: the `seq` of the last one. */
    lastSeq: bigint('last_seq', { mode: 'number' }).notNull().default(0),
    lastMessageId: uuid('last_message_id'),
    lastMessageAt: time('last_message_at'),
    /** Raised when a room takes over after a failure, so that a write still under way is refused: docs/decisions/0003. */
    writeFence: uuid('write_fence'),
  },
  (table) => [
    index('dialogs_object').on(table.objectId, table.objectType, table.id),
    index('dialogs_object_type').on(table.objectType, table.id),
    index('dialogs_title').using('gin', table.titleFolded.op('gin_trgm_ops')),
  ],
);

/** Everyone who takes part, and everyone who once did (`left_at`), whose name their messages still carry. */
export const participants = pgTable(
  'participants',
  {
    dialogId: uuid('dialog_id')
      .notNull()
      .references(() => dialogs.id, { onDelete: 'cascade' }),
    userId: text('user_id').notNull(),
    displayName: text('display_name').notNull(),
    company: text('company'),
    companyFolded: text('company_folded'),
    email: text('email'),
    phone: text('phone'),
    joinedAs: text('joined_as', { enum: ['creator', 'participant', 'member'] }).notNull(),
    joinedAt: time('joined_at').notNull(),
    leftAt: time('left_at'),
    lastReadSeq: bigint('last_read_seq', { mode: 'number' }).notNull().default(0),
    lastReadMessageId: uuid('last_read_message_id'),
    sentCount: bigint('sent_count', { mode: 'number' }).notNull().default(0),
    /** Own messages after the read position: not zero only for someone who left, came back and has not caught up. */
    ownUnread: bigint('own_unread', { mode: 'number' }).notNull().default(0),
    /** Archived while this is not behind the dialog's `last_seq`; so one message un-archives everybody. */
    archivedSeq: bigint('archived_seq', { mode: 'number' }),
    isPinned: boolean('is_pinned').notNull().default(false),
    notificationsEnabled: boolean('notifications_enabled').notNull().default(true),
  },
  (table) => [
    primaryKey({ columns: [table.dialogId, table.userId] }),
    // All that a list sorts and filters by, so that only the dialogs of its page are looked up.
    index('participants_user')
      .on(table.userId, table.isPinned, table.dialogId, table.archivedSeq)
      .where(sql`left_at is null`),
    index('participants_archived')
      .on(table.dialogId, table.archivedSeq)
      .where(sql`left_at is null and archived_seq is not null`),
    index('participants_company')
      .using('gin', table.companyFolded.op('gin_trgm_ops'))
      .where(sql`left_at is null`),
  ],
);

/** Who may join. A level that matches anyone is stored as `{""}`, which no host value can be: see `scopeMatch`. */
export const accessScopes = pgTable(
  'access_scopes',
  {
    id: uuid('id').primaryKey(),
    dialogId: uuid('dialog_id')
      .notNull()
      .references(() => dialogs.id, { onDelete: 'cascade' }),
    scopeLevel0: text('scope_level0').array().notNull(),
    scopeLevel1: text('scope_level1').array().notNull(),
    scopeLevel2: text('scope_level2').array().notNull(),
    createdAt: time('created_at').notNull(),
  },
  (table) => [
    index('access_scopes_dialog').on(table.dialogId),
    index('access_scopes_levels').using('gin', table.scopeLevel0, table.scopeLevel1, table.scopeLevel2),
  ],
);

export const messages = pgTable(
  'messages',
  {
    dialogId: uuid('dialog_id')
      .notNull()
      .references(() => dialogs.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    /** The place among the dialog's user messages; a system message has that of the user message before it. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    /** Null for system messages. */
    senderId: text('sender_id'),
    /** Sanitised HTML; empty when deleted (the text moves to `message_edits`). */
    content: text('content').notNull(),
    replyToId: uuid('reply_to_id'),
    mentions: text('mentions').array().notNull().default([]),
    clientMessageId: text('client_message_id'),
    lastEditedAt: time('last_edited_at'),
    isDeleted: boolean('is_deleted').notNull().default(false),
    sentAt: time('sent_at').notNull(),
    systemEvent: jsonb('system_event'),
  },
  (table) => [
    primaryKey({ columns: [table.dialogId, table.id] }),
    // Whether any of a hundred thousand unread messages mentions someone.
    index('messages_mentioning').on(table.dialogId, table.id).where(sql`mentions <> '{}'`),
    uniqueIndex('messages_client_message_id')
      .on(table.dialogId, table.senderId, table.clientMessageId)
      .where(sql`client_message_id is not null`),
  ],
);

/** The texts that edits and deletions replaced. */
export const messageEdits = pgTable(
  'message_edits',
  {
    id: uuid('id').primaryKey(),
    dialogId: uuid('dialog_id').notNull(),
    messageId: uuid('message_id').notNull(),
    content: text('content').notNull(),
    replacedAt: time('replaced_at').notNull(),
  },
  (table) => [
    index('message_edits_message').on(table.dialogId, table.messageId),
    foreignKey({
      columns: [table.dialogId, table.messageId],
      foreignColumns: [messages.dialogId, messages.id],
    }).onDelete('cascade'),
  ],
);

export const attachments = pgTable(
  'attachments',
  {
    id: uuid('id').primaryKey(),
    dialogId: uuid('dialog_id').notNull(),
    messageId: uuid('message_id').notNull(),
    /** The place among the message's attachments. */
    position: integer('position').notNull(),
    /** Where it was uploaded to. Unique: a file is attached once. */
    uploadKey: text('upload_key').notNull(),
    /** Where it lies now, out of reach of the upload URL. */
    storageKey: text('storage_key').notNull(),
    filename: text('filename').notNull(),
    contentType: text('content_type').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    width: integer('width'),
    height: integer('height'),
  },
  (table) => [
    index('attachments_message').on(table.dialogId, table.messageId),
    uniqueIndex('attachments_upload_key').on(table.uploadKey),
    foreignKey({
      columns: [table.dialogId, table.messageId],
      foreignColumns: [messages.dialogId, messages.id],
    }).onDelete('cascade'),
  ],
);

/** The first answers to `POST /management/dialogs` with an `Idempotency-Key`, for 24 hours. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    key: text('key').primaryKey(),
    requestHash: text('request_hash').notNull(),
    response: json('response').notNull(),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [index('idempotency_keys_expiry').on(table.expiresAt)],
);

/** Webhooks that were given up (contract §7). They outlive their dialog: what happened in it is news all the same. */
export const failedWebhooks = pgTable(
  'failed_webhooks',
  {
    id: text('id').primaryKey(),
    dialogId: uuid('dialog_id').notNull(),
    event: text('event').notNull(),
    /** As it was sent, and not `jsonb`: a retry sends the same bytes. */
    body: text('body').notNull(),
    attempts: integer('attempts').notNull(),
    reason: text('reason').notNull(),
    /** When what it tells of happened. */
    createdAt: time('created_at').notNull(),
    parkedAt: time('parked_at').notNull(),
  },
  (table) => [index('failed_webhooks_parked').on(table.parkedAt, table.id)],
);
