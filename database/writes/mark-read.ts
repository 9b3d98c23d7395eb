import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { unreadCount } from '../fragments/dialog.ts';
import { jsonParameter, textArray } from '../fragments/json.ts';
import { onceForEachRow } from '../fragments/look-up.ts';
import { mapQuery, type Query, rowQuery, rowsQuery, together } from '../query.ts';
import { openDialog, type RefusedBeforehand, refusedBeforehand, type WriteTarget } from './open-dialog.ts';

/** How far a user says they have read. */
export interface ReadMark {
  userId: string;
  messageId: string;
}

export type ReadOutcome =
  | { status: 'read'; lastReadMessageId: string; unreadCount: number }
  | { status: 'not_participant' | 'message_missing' | RefusedBeforehand };

export interface MarkedRead {
  /** One for each mark, in the order given. */
  outcomes: ReadOutcome[];
  /** The positions that did move, one a user. */
  moved: { userId: string; lastReadMessageId: string; unreadCount: number }[];
}

const effectRow = z.object({
  statuses: z.array(z.enum(['read', 'not_participant', 'message_missing', 'dialog_missing', 'fenced'])),
  moved: z.array(z.string()),
});

const positionRow = z.object({
  user_id: z.string(),
  last_read_message_id: z.string(),
  unread_count: z.number(),
});

/** Moves each reader to the furthest message they named, never backwards. */
function effect(target: WriteTarget, marks: readonly ReadMark[]) {
  const { dialogId } = target;
  const input = marks.map((mark, position) => ({ position, ...mark }));
  return sql`
    with ${openDialog(target)},
    -- The limit tells Postgres how many there are: it would expect a hundred.
    input as (
      select * from jsonb_to_recordset(${jsonParameter(input)}) as i ("position" int, "userId" text, "messageId" uuid)
      limit ${input.length}
    ),
    judged as (
      select i.*, m.seq, case ${refusedBeforehand}
        when p.user_id is null then 'not_participant'
        when m.id is null then 'message_missing'
        else 'read' end as status
      from input i
      left join lateral (select p.user_id from participants p
        where p.dialog_id = ${dialogId} and p.user_id = i."userId" and p.left_at is null ${onceForEachRow}) p on true
      left join lateral (select m.id, m.seq from messages m
        where m.dialog_id = ${dialogId} and m.id = i."messageId" ${onceForEachRow}) m on true
    ),
    furthest as (
      select distinct on ("userId") "userId" as user_id, "messageId" as message_id, seq
      from judged where status = 'read' order by "userId", "messageId" desc
    ),
    moved as (
      update participants p set last_read_message_id = f.message_id, last_read_seq = f.seq,
        own_unread = case when p.own_unread = 0 then 0 else (
          select count(*) from messages m
          where m.dialog_id = ${dialogId} and m.id > f.message_id and m.sender_id = p.user_id) end
      from furthest f
      where p.dialog_id = ${dialogId} and p.user_id = f.user_id
        and (p.last_read_message_id is null or p.last_read_message_id < f.message_id)
      returning p.user_id
    )
    select
      (select jsonb_agg(status order by position) from judged) as statuses,
      (select coalesce(jsonb_agg(user_id), '[]') from moved) as moved`;
}

/** Moves read positions in one dialog (contract §5, `POST /dialogs/{id}/read`). */
export function markRead(target: WriteTarget, marks: readonly ReadMark[]): Query<MarkedRead> {
  const readers = textArray(marks.map((mark) => mark.userId));
  const positions = sql`
    select me.user_id, me.last_read_message_id, ${unreadCount} as unread_count
    from participants me join dialogs d on d.id = me.dialog_id
    where me.dialog_id = ${target.dialogId} and me.left_at is null and me.last_read_message_id is not null
      and me.user_id = any (${readers})`;
  const queries = together(rowQuery(effect(target, marks), effectRow), rowsQuery(positions, positionRow));
  return mapQuery(queries, ([{ statuses, moved }, rows]) => {
    const positionOf = new Map(
      rows.map((row) => [
        row.user_id,
        { lastReadMessageId: row.last_read_message_id, unreadCount: row.unread_count },
      ]),
    );
    const known = (userId: string) => {
      const position = positionOf.get(userId);
      if (position === undefined) throw new Error('A read position was not found in its own transaction');
      return position;
    };
    return {
      moved: moved.map((userId) => ({ userId, ...known(userId) })),
      outcomes: marks.map((mark, index): ReadOutcome => {
        const status = statuses[index];
        if (status === undefined) throw new Error('A read mark has no outcome');
        return status === 'read' ? { status, ...known(mark.userId) } : { status };
      }),
    };
  });
}
