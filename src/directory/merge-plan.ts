import type { ClientBase } from 'pg'
import type { Field } from './field.ts'
import { handSource } from './hand-source.ts'
import { judgeRows } from './judge.ts'
import { uniqueFields } from './scope.ts'
import { readSourceOrders, type SourceOrders, speaksFirst } from './source-order.ts'
import { isOver } from './speaker.ts'
import { ident, keyColumn, literal, rowKey } from './sql.ts'

/** Two people who are one. */
export interface Merging {
  /** Who stays. */
  readonly intoId: string
  readonly fromId: string
}

/**
 * Makes the plan of a merge in the temporary table `plan_row`: what everybody's sources together say of the one who stays,
 * and what the other has then of unique values that the one who stays takes: theirs, so that whoever is listed under them
 * later is still found. `reason` says what keeps one of the two from that.
 */
export async function planMerge(
  client: ClientBase,
  merging: Merging,
  fields: readonly Field[],
): Promise<void> {
  const orders = await readSourceOrders(client)
  await client.query('drop table if exists pg_temp.plan_row')
  await client.query(`create temp table plan_row on commit drop as ${rowsSql(merging, { fields, orders })}`)
  await judgePair(client, fields)
}

/** Checks the values of `plan_row`, which are those of existing people. */
export async function judgePair(client: ClientBase, fields: readonly Field[]): Promise<void> {
  await client.query('alter table plan_row add primary key (number)')
  const mandatory = fields.filter((field) => field.mandatory && !field.retired)
  await judgeRows(client, { mandatory, written: fields })
}

/** Columns of `plan_row` that are the same for everybody whose values are written. */
export const plainRow = `0::smallint as standing, null::jsonb as said, null::jsonb as problems, null::text as reason`

/** Columns of `plan_row` by which unique values are compared. */
export const uniqueColumns = (fields: readonly Field[]): string =>
  uniqueFields({ written: fields })
    .map((field, at) => `, ${rowKey('"values"', field)} as unique_${at}`)
    .join('')

interface Ways {
  readonly fields: readonly Field[]
  readonly orders: SourceOrders
}

function rowsSql({ intoId, fromId }: Merging, { fields, orders }: Ways): string {
  const [into, from] = [literal(intoId), literal(fromId)]
  const hand = literal(handSource)
  const lacking = fields.map(
    ({ key }) =>
      `case when a.${ident(key)} is null and b.${ident(key)} is not null then jsonb_build_object(${literal(key)}, b.${ident(key)}) else '{}' end`,
  )
  const given = uniqueFields({ written: fields }).map((field) => {
    const [taken, own] = [rowKey('i."values"', field), ident(keyColumn(field))]
    return `case when ${taken} = b.${own} and ${taken} is distinct from a.${own} then jsonb_build_object(${literal(field.key)}, a.${ident(field.key)}) else '{}' end`
  })
  return `
    with said as (
      select r.source_id, r.standing, r.vendor_id, ${isOver} as is_over, e.key, e.value
        from source_record r cross join jsonb_each(r."row") e
       where r.object_id in (${into}, ${from}) and e.value <> 'null'
         -- What is written by hand of the one who stays comes before what is written of the other.
         and not (r.source_id = ${hand} and r.vendor_id = ${from} and exists (
               select from source_record h where h.source_id = ${hand} and h.vendor_id = ${into} and h."row" ? e.key))
    ), best as (
      select distinct on (said.key) said.key, said.value
        from said left join source on source.id = said.source_id
       order by said.key, ${speaksFirst(orders, { fields, key: 'said.key' })}
    ), told as (
      select coalesce(jsonb_object_agg(key, value), '{}') as "values" from best
    ), into_row as (
      select ${lacking.join(' || ')} || told."values" as "values"
        from told, person a, person b where a.id = ${into} and b.id = ${from}
    ), wanted as (
      select 0 as number, ${into}::uuid as id, "values" from into_row
       union all
      select 1, ${from}::uuid, ${given.join(' || ')}
        from into_row i, person a, person b where a.id = ${into} and b.id = ${from}
    )
    select *${uniqueColumns(fields)} from (
      select w.number, p.id::text as vendor_id, p.id as found, p.id as object_id, w."values", ${plainRow}
        from wanted w join person p on p.id = w.id) told`
}
