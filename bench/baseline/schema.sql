create table dialogs (id uuid primary key, last_message_at timestamptz);
create table participants (
  dialog_id uuid not null references dialogs, user_id text not null, unread_count integer not null default 0,
  primary key (dialog_id, user_id)
);
create table messages (
  id uuid primary key, dialog_id uuid not null references dialogs, sender_id text not null, content text not null,
  sent_at timestamptz not null default now()
);
create index on messages (dialog_id, sent_at);
