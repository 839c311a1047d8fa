import type { KeptMerge } from '../../db/sync-tables.ts'
import type { Field } from '../field.ts'
import { handSource } from '../hand-source.ts'
import { uniqueFields } from '../scope.ts'
import type { SourceOrders } from '../source-order.ts'
import { projection, spoken } from '../speaker.ts'
import { ident, keyColumn, literal, rowKey } from '../sql.ts'

/** SQL: source records as they are once somebody's came by a merge, the last of all. */
const joinedSql = (fromId: string) => `
  select source_id, vendor_id, object_id, standing, "row", gone_at, out_of_scope_at,
         case when object_id = ${literal(fromId)} then array_prepend('ffffffff-ffff-ffff-ffff-ffffffffffff', joined) else joined end as joined
    from source_record`

interface Ways {
  readonly fields: readonly Field[]
  readonly orders: SourceOrders
}

/**
 * SQL: the values of two people who become one, as rows (number, id, values, stays). Of the one who stays: what everybody's
 * sources together say. Of the other: theirs of the unique values that the one who stays takes, so that whoever is listed
 * under them later is still found.
 */
export function mergeRows({ intoId, fromId }: KeptMerge, { fields, orders }: Ways): string {
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
      select ${into}::uuid as object_id, ${spoken}, e.key, e.value
        from (${joinedSql(fromId)}) r cross join jsonb_each(r."row") e
       where r.object_id in (${into}, ${from}) and e.value <> 'null'
         -- What is written by hand of the one who stays comes before what is written of the other.
         and not (r.source_id = ${hand} and r.vendor_id = ${from} and exists (
               select from source_record h where h.source_id = ${hand} and h.vendor_id = ${into} and h."row" ? e.key))
    ), projected as (${projection(orders, fields)}
    ), into_row as (
      select ${lacking.join(' || ')} || coalesce(projected."values", '{}') as "values"
        from person a join person b on b.id = ${from} left join projected on projected.object_id = a.id where a.id = ${into}
    )
    select 0 as number, ${into}::uuid as id, "values", null::jsonb as stays from into_row
     union all
    select 1, ${from}::uuid, ${given.join(' || ')}, null
      from into_row i, person a, person b where a.id = ${into} and b.id = ${from}`
}
