import type { Client } from 'pg';

export interface WrittenRows {
  /** What was written since the last time, as `3: dialogs 1, messages 1, participants 1`, and how many rows it is. */
  take(): Promise<{ count: number; text: string }>;
}

/**
 * Has Postgres note every row that is inserted, updated or deleted, by triggers: its own statistics come a second late. To
 * be used in a database in which no time is measured.
 */
export async function countWrittenRows(client: Client): Promise<WrittenRows> {
  await client.query(`
    create schema bench;
    create table bench.written (relation text not null);
    create function bench.note() returns trigger language plpgsql as
      $$ begin insert into bench.written values (tg_table_name); return null; end $$;
    do $$ declare relation regclass; begin
      for relation in select oid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace loop
        execute format('create trigger bench_note after insert or update or delete on %s
          for each row execute function bench.note()', relation);
      end loop;
    end $$;`);
  return {
    async take() {
      const { rows } = await client.query<{ relation: string; count: number }>(
        `with taken as (delete from bench.written returning relation)
         select relation, count(*)::int as count from taken group by relation order by relation`,
      );
      const count = rows.reduce((sum, row) => sum + row.count, 0);
      const parts = rows.map((row) => `${row.relation} ${row.count}`);
      return { count, text: count === 0 ? '0' : `${count}: ${parts.join(', ')}` };
    },
  };
}
