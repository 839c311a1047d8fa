import { sql } from 'kysely'
import { oneRow } from '../../db/one-row.ts'
import type { Connections } from '../../db/pool.ts'
import type { KeptEdit } from '../../db/sync-tables.ts'
import { handSource } from '../../directory/hand-source.ts'
import type { Sql, Test } from '../../kit/list/column.ts'
import { type List, type Wish, wholeList } from '../../kit/list/read-list.ts'
import type { DeviceSight } from '../../kit/list/sight.ts'
import { devicesOf } from '../devices/store.ts'
import { runQueue } from '../runs/store.ts'

/** Queues the run of an edit, and wakes a worker once the transaction is committed. */
export async function queueEdit(
  { pool }: Pick<Connections, 'pool'>,
  { edit, actor }: { readonly edit: KeptEdit; readonly actor: string },
): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into run (integration_id, revision, mode, actor, kind, edit) values ($1, 0, 'plan', $2, 'edit', $3) returning id`,
    [handSource, actor, JSON.stringify(edit)],
  )
  await pool.query(`notify ${runQueue}`)
  return oneRow(rows).id
}

/** All of a list but some, in its order: rows (vendor_id, label), labelled by this column. */
export const allOfList = <Row>(
  list: List<Row>,
  label: 'email' | 'name' | 'label',
  asked: Pick<Wish, 'filter' | 'sort'> & { readonly zone: string },
  but: readonly string[],
): Sql => sql`
  select r.id::text as vendor_id, ${sql.ref(`r.${label}`)} as label from (${wholeList(list, asked, asked.zone)}) r where r.id <> all(${but}::uuid[])`

/** Each of these ids, in their order; of somebody who is not seen, only as it was said. */
export const peopleOfIds = (ids: readonly string[], sees: Test | undefined): Sql => sql`
  select coalesce(r.id::text, public_id('per', w.id)) as vendor_id, r.email as label
    from unnest(${ids}::uuid[]) with ordinality w (id, place) left join person r on r.id = w.id and ${sees ?? sql`true`}
   order by w.place`

/** Each of these ids of devices, as `peopleOfIds`. */
export const devicesOfIds = (ids: readonly string[], seen: DeviceSight): Sql => sql`
  select coalesce(d.id::text, public_id('dev', w.id)) as vendor_id, d.name as label
    from unnest(${ids}::uuid[]) with ordinality w (id, place) left join (${devicesOf(seen, sql`true`)}) d on d.id = w.id
   order by w.place`

const nothing = '00000000-0000-0000-0000-000000000000'

/** Stages people or devices for a run, as the one page that it reads. Answers how many. */
export async function stageChosen({ kysely }: Connections, runId: string, chosen: Sql): Promise<number> {
  const { numAffectedRows: count = 0n } = await sql`
    insert into staged (run_id, number, vendor_id, label, standing, "row", row_hash, raw, raw_hash)
    select ${runId}::uuid, row_number() over () - 1, vendor_id, label, 0, '{}', ${nothing}::uuid, '', ${nothing}::uuid
      from (${chosen}) chosen`.execute(kysely)
  await sql`
    insert into run_page (run_id, number, received, staged, unchanged, skipped, failed, seen)
    values (${runId}::uuid, 0, ${count}, ${count}, 0, 0, 0, '{}')`.execute(kysely)
  return Number(count)
}

/** Whether a run is of anybody whom somebody does not see. */
export async function hasUnseenPeople({ kysely }: Connections, runId: string, sees: Test): Promise<boolean> {
  const { rows } = await sql`
    select from staged s join person r on r.id::text = s.vendor_id
     where s.run_id = ${runId}::uuid and (${sees}) is not true limit 1`.execute(kysely)
  return rows.length > 0
}

/** Whether anybody would not be seen any more, once they are as the plan of a run says. */
export async function takesOutOfSight({ kysely }: Connections, runId: string, sees: Test): Promise<boolean> {
  const { rows } = await sql`
    select from outcome o join person p on p.id = o.object_id
     cross join lateral (select jsonb_object_agg(key, value->1) as said from jsonb_each(o.changes)) became
     cross join lateral jsonb_populate_record(p, became.said) r
     where o.run_id = ${runId}::uuid and o.kind = 'updated' and o.changes is not null and (${sees}) is not true limit 1`.execute(
    kysely,
  )
  return rows.length > 0
}

/** Whether a run is of devices that somebody does not see. */
export async function hasUnseenDevices(
  { kysely }: Connections,
  runId: string,
  seen: DeviceSight,
): Promise<boolean> {
  const { rows } = await sql`
    select from staged s where s.run_id = ${runId}::uuid
       and s.vendor_id not in (select d.id::text from (${devicesOf(seen, sql`true`)}) d) limit 1`.execute(
    kysely,
  )
  return rows.length > 0
}
