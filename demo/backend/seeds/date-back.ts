/** One statement, its parameters as Postgres' own text. */
export interface Statement {
  query: string;
  params: (string | null)[];
}

/** Runs all of the statements or none. Rejects where Postgres does. */
export type RunStatements = (statements: Statement[]) => Promise<void>;

/**
 * Puts a dialog and its messages where they belong in time: the API dates everything by its own clock, as it must. The
 * first of `times` is that of the creation. Messages are ordered by id, which stays as it is, and so does their order.
 */
export function datingBack(dialogId: string, times: Date[]): Statement[] {
  const moments = `{${times.map((time) => time.toISOString()).join(',')}}`;
  const created = times[0]?.toISOString() ?? null;
  return [
    {
      query: `update messages
        set sent_at = ($2::timestamptz[])[place],
            last_edited_at = case when last_edited_at is null then null
              else ($2::timestamptz[])[place] + interval '90 seconds' end
        from (select id, row_number() over (order by id) as place from messages where dialog_id = $1::uuid) as places
        where messages.dialog_id = $1::uuid and messages.id = places.id and place <= cardinality($2::timestamptz[])`,
      params: [dialogId, moments],
    },
    {
      query: `update message_edits set replaced_at = sent_at + interval '90 seconds'
        from messages
        where message_edits.dialog_id = $1::uuid and messages.dialog_id = $1::uuid
          and messages.id = message_edits.message_id`,
      params: [dialogId],
    },
    // Who joined did so when the system message says.
    {
      query: `update participants set joined_at = coalesce(
          (select max(sent_at) from messages where messages.dialog_id = $1::uuid
            and system_event->>'type' = 'participant_joined' and system_event->>'user_id' = participants.user_id),
          $2::timestamptz)
        where dialog_id = $1::uuid`,
      params: [dialogId, created],
    },
    {
      query: 'update access_scopes set created_at = $2::timestamptz where dialog_id = $1::uuid',
      params: [dialogId, created],
    },
    {
      query: `update dialogs set created_at = $2::timestamptz,
          last_message_at = (select sent_at from messages
            where messages.dialog_id = dialogs.id and messages.id = dialogs.last_message_id)
        where id = $1::uuid`,
      params: [dialogId, created],
    },
  ];
}

/** Whether a dialog was dated back: an id carries the moment in which it was really made. */
export function isDatedBack(dialog: { id: string; created_at: string }): boolean {
  const madeAt = Number.parseInt(dialog.id.replaceAll('-', '').slice(0, 12), 16);
  return Date.parse(dialog.created_at) < madeAt - 60_000;
}
