import type { Client } from 'pg';
import type { Volume } from './fill.ts';

/** What cases ask for by name. */
export const known = {
  /** Takes part in 5 % of all dialogs. */
  heavyUser: 'user-heavy',
  departments: ['sales', 'support', 'legal', 'finance', 'delivery', 'warehouse', 'purchasing', 'quality'],
  roles: ['manager', 'head', 'assistant'],
  /** Its title has this word in no other dialog. */
  rareWord: 'Quetzalcoatl',
} as const;

/** `sample_dialogs` says what is to be made for each dialog: messages, people and scopes follow from it. */
const samples = `
  create temporary table sample_dialogs as
  select *, created_at + user_messages * message_gap as last_message_at
  from (
    select number,
      pg_temp.time_id(created_at, number) as id,
      created_at,
      -- A fifth belongs to the first tenant; among the others, size falls off steeply.
      case when pg_temp.share(number, 1) < 0.2 then 1
        else 2 + floor(199 * power(pg_temp.share(number, 2), 3))::int end as tenant,
      interval '1 minute' * (1 + floor(pg_temp.share(number, 3) * 2000)) as message_gap,
      case number
        when 1 then $1::bigint / 50
        when 2 then $2::bigint / 10
        -- Most dialogs are short, few are long: nine messages on average, the system message being one more.
        else floor(power(pg_temp.share(number, 4), 3) * 3.4 * $2::float8 / $1)::bigint
      end as user_messages,
      case number when 1 then $1::bigint / 20 else 2 + number % 4 end as people
    from (
      select number, timestamptz '2024-01-01' + number * interval '63000000 seconds' / $1::bigint as created_at
      from generate_series(1, $1::bigint) number
    ) numbered
  ) sized`;

const dialogs = `
  insert into dialogs (id, object_type, object_id, title, title_folded, object_url, meta, created_at, participants_count,
    last_seq, last_message_id, last_message_at)
  select id, object_type, object_id, title, lower(title), 'https://host.example/' || object_type || '/' || object_id,
    case when number % 3 = 0 then jsonb_build_object('number', number) end, created_at, people, user_messages,
    case when user_messages > 0 then pg_temp.message_id(last_message_at, number, user_messages) end,
    case when user_messages > 0 then last_message_at end
  from (
    select s.*,
      pg_temp.any_of('{order,order,order,tender,tender,claim,project}', pg_temp.share(number, 5)) as object_type,
      -- One object has some dozens of dialogs, most have one.
      'object-' || case when number % 50 = 0 then number % 1000 else number end as object_id,
      case
        when number = 77 then 'Order ${known.rareWord}'
        when number % 20 = 0 then null
        when number % 3 = 0 then 'Заказ ' || number || ': '
          || pg_temp.any_of('{поставка бетона,перевозка груза,ремонт склада,претензия по качеству}', pg_temp.share(number, 6))
        when number % 3 = 1 then '订单' || number
          || pg_temp.any_of('{混凝土供应,货物运输,仓库维修,质量索赔}', pg_temp.share(number, 6))
        else 'Order ' || number || ': '
          || pg_temp.any_of('{delivery of concrete,transport of goods,repair of a warehouse,claim about quality}',
            pg_temp.share(number, 6))
      end as title
    from sample_dialogs s
  ) made`;

/**
 * In a quarter of all dialogs the first place is taken by someone with many: one has a twentieth, sixteen have an
 * eightieth each. The other places go round everyone else. A third has read everything, a fifth nothing, the rest some;
 * one in ten has archived the dialog as it is.
 */
const participants = `
  insert into participants (dialog_id, user_id, display_name, company, company_folded, email, joined_as, joined_at,
    left_at, last_read_seq, last_read_message_id, archived_seq, is_pinned, notifications_enabled)
  select id, user_id, 'Person ' || user_id, company, lower(company), user_id || '@host.example',
    case place when 0 then 'creator' else 'participant' end, created_at,
    case when has_left then created_at + interval '1 day' end,
    read_seq,
    case when read_seq > 0 then pg_temp.message_id(created_at + read_seq * message_gap, number, read_seq) end,
    case when has_left then null
      -- The most crowded one was archived for everybody, until its last message brought it back.
      when number = 1 then user_messages - 1
      when pg_temp.share(number, place + 30000) < 0.1 then user_messages end,
    pg_temp.share(number, place + 40000) < 0.02,
    pg_temp.share(number, place + 50000) < 0.9
  from (
    select placed.*,
      place > 1 and pg_temp.share(number, place + 20000) < 0.05 as has_left,
      case when read_share < 0.2 then 0 when read_share < 0.53 then user_messages
        else floor(user_messages * read_share)::bigint end as read_seq,
      case
        when place = 0 and number % 20 = 0 then '${known.heavyUser}'
        when place = 0 and number % 20 <= 4 then 'user-busy-' || (number / 20 % 4) * 4 + number % 20
        else 'user-' || lpad(person::text, 6, '0')
      end as user_id,
      case person % 3
        when 0 then 'ООО «' || pg_temp.any_of('{Стройбаза,Перевозчик,Складсервис,Бетонторг}', pg_temp.share(person, 8))
          || ' ' || person % 2000 || '»'
        when 1 then pg_temp.any_of('{北京建设,上海物流,广州仓储,深圳贸易}', pg_temp.share(person, 8))
          || person % 2000 || '有限公司'
        else pg_temp.any_of('{Acme Logistics,Concrete Works,Northern Storage,Global Trade}', pg_temp.share(person, 8))
          || ' ' || person % 2000 || ' Ltd'
      end as company
    from (
      select s.*, place, pg_temp.share(number, place + 10000) as read_share,
        -- The people of one dialog must be different, so they are a fixed step apart; 401 meets everyone in time.
        (floor(pg_temp.share(number, 7) * $1::bigint)::bigint + place * 401) % ($1::bigint + 1) as person
      from sample_dialogs s, generate_series(0, s.people - 1) place
    ) placed
  ) made`;

const countWithoutThoseWhoLeft = `
  update dialogs d set participants_count = participants_count - gone.people
  from (select dialog_id, count(*) as people from participants where left_at is not null group by dialog_id) gone
  where d.id = gone.dialog_id`;

const accessScopes = `
  insert into access_scopes (id, dialog_id, scope_level0, scope_level1, scope_level2, created_at)
  select pg_temp.time_id(created_at, number * 10 + nth), id,
    case when pg_temp.share(number, nth + 50) < 0.03
      then array['tenant-' || lpad(tenant::text, 3, '0'), 'tenant-' || lpad((1 + number % 200)::text, 3, '0')]
      else array['tenant-' || lpad(tenant::text, 3, '0')] end,
    case when pg_temp.share(number, nth + 60) < 0.4 then '{""}'
      when pg_temp.share(number, nth + 60) < 0.8 then array[pg_temp.any_of($1, pg_temp.share(number, nth + 70))]
      else array[pg_temp.any_of($1, pg_temp.share(number, nth + 70)), pg_temp.any_of($1, pg_temp.share(number, nth + 80))]
    end,
    case when pg_temp.share(number, nth + 90) < 0.7 then '{""}'
      else array[pg_temp.any_of($2, pg_temp.share(number, nth + 100))] end,
    created_at
  from sample_dialogs,
    -- One dialog in twenty is open to nobody, one in ten in two ways.
    generate_series(1, case when number % 20 = 7 then 0 when number % 10 = 1 then 2 else 1 end) nth`;

/** Makes dialogs, their people and who may join them, and the temporary table `sample_dialogs` for `fillMessages`. */
export async function fillDialogs(client: Client, volume: Volume): Promise<void> {
  await client.query(samples, [volume.dialogs, volume.messages]);
  await client.query(dialogs);
  // Each ordinary person takes part in about 17 dialogs.
  await client.query(participants, [volume.dialogs / 5]);
  // Without knowing how much there is now, Postgres may join it in the slowest way.
  await client.query('analyze');
  await client.query(countWithoutThoseWhoLeft);
  await client.query(accessScopes, [known.departments, known.roles]);
}
