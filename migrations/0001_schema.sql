CREATE TABLE "access_scopes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dialog_id" uuid NOT NULL,
	"scope_level0" text[] NOT NULL,
	"scope_level1" text[] NOT NULL,
	"scope_level2" text[] NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dialog_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"upload_key" text NOT NULL,
	"storage_key" text NOT NULL,
	"filename" text NOT NULL,
	"content_type" text NOT NULL,
	"size" bigint NOT NULL,
	"width" integer,
	"height" integer
);
--> statement-breakpoint
CREATE TABLE "dialogs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"object_type" text NOT NULL,
	"object_id" text NOT NULL,
	"title" text,
	"title_folded" text,
	"object_url" text,
	"meta" jsonb,
	"created_by" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"participants_count" integer NOT NULL,
	"last_seq" bigint DEFAULT 0 NOT NULL,
	"last_message_id" uuid,
	"last_message_at" timestamp(3) with time zone,
	"write_fence" uuid
);
--> statement-breakpoint
CREATE TABLE "failed_webhooks" (
	"id" text PRIMARY KEY NOT NULL,
	"dialog_id" uuid NOT NULL,
	"event" text NOT NULL,
	"body" text NOT NULL,
	"attempts" integer NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"parked_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"key" text PRIMARY KEY NOT NULL,
	"request_hash" text NOT NULL,
	"response" json NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "message_edits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dialog_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"content" text NOT NULL,
	"replaced_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"dialog_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"sender_id" text,
	"content" text NOT NULL,
	"reply_to_id" uuid,
	"mentions" text[] DEFAULT '{}' NOT NULL,
	"client_message_id" text,
	"last_edited_at" timestamp(3) with time zone,
	"is_deleted" boolean DEFAULT false NOT NULL,
	"sent_at" timestamp(3) with time zone NOT NULL,
	"system_event" jsonb,
	CONSTRAINT "messages_dialog_id_id_pk" PRIMARY KEY("dialog_id","id")
);
--> statement-breakpoint
CREATE TABLE "participants" (
	"dialog_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"display_name" text NOT NULL,
	"company" text,
	"company_folded" text,
	"email" text,
	"phone" text,
	"joined_as" text NOT NULL,
	"joined_at" timestamp(3) with time zone NOT NULL,
	"left_at" timestamp(3) with time zone,
	"last_read_seq" bigint DEFAULT 0 NOT NULL,
	"last_read_message_id" uuid,
	"sent_count" bigint DEFAULT 0 NOT NULL,
	"own_unread" bigint DEFAULT 0 NOT NULL,
	"archived_seq" bigint,
	"is_pinned" boolean DEFAULT false NOT NULL,
	"notifications_enabled" boolean DEFAULT true NOT NULL,
	CONSTRAINT "participants_dialog_id_user_id_pk" PRIMARY KEY("dialog_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "access_scopes" ADD CONSTRAINT "access_scopes_dialog_id_dialogs_id_fk" FOREIGN KEY ("dialog_id") REFERENCES "public"."dialogs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_dialog_id_message_id_messages_dialog_id_id_fk" FOREIGN KEY ("dialog_id","message_id") REFERENCES "public"."messages"("dialog_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_edits" ADD CONSTRAINT "message_edits_dialog_id_message_id_messages_dialog_id_id_fk" FOREIGN KEY ("dialog_id","message_id") REFERENCES "public"."messages"("dialog_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_dialog_id_dialogs_id_fk" FOREIGN KEY ("dialog_id") REFERENCES "public"."dialogs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_dialog_id_dialogs_id_fk" FOREIGN KEY ("dialog_id") REFERENCES "public"."dialogs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_scopes_dialog" ON "access_scopes" USING btree ("dialog_id");--> statement-breakpoint
CREATE INDEX "access_scopes_levels" ON "access_scopes" USING gin ("scope_level0","scope_level1","scope_level2");--> statement-breakpoint
CREATE INDEX "attachments_message" ON "attachments" USING btree ("dialog_id","message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_upload_key" ON "attachments" USING btree ("upload_key");--> statement-breakpoint
CREATE INDEX "dialogs_object" ON "dialogs" USING btree ("object_id","object_type","id");--> statement-breakpoint
CREATE INDEX "dialogs_object_type" ON "dialogs" USING btree ("object_type","id");--> statement-breakpoint
CREATE INDEX "dialogs_title" ON "dialogs" USING gin ("title_folded" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "failed_webhooks_parked" ON "failed_webhooks" USING btree ("parked_at","id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_expiry" ON "idempotency_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "message_edits_message" ON "message_edits" USING btree ("dialog_id","message_id");--> statement-breakpoint
CREATE INDEX "messages_mentioning" ON "messages" USING btree ("dialog_id","id") WHERE mentions <> '{}';--> statement-breakpoint
CREATE UNIQUE INDEX "messages_client_message_id" ON "messages" USING btree ("dialog_id","sender_id","client_message_id") WHERE client_message_id is not null;--> statement-breakpoint
CREATE INDEX "participants_user" ON "participants" USING btree ("user_id","is_pinned","dialog_id","archived_seq") WHERE left_at is null;--> statement-breakpoint
CREATE INDEX "participants_archived" ON "participants" USING btree ("dialog_id","archived_seq") WHERE left_at is null and archived_seq is not null;--> statement-breakpoint
CREATE INDEX "participants_company" ON "participants" USING gin ("company_folded" gin_trgm_ops) WHERE left_at is null;